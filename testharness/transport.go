package testharness

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"syscall"
)

// transport is a RoundTripper that calls the handler in the caller's goroutine. So a client inside a testing/synctest bubble
// waits for nothing that the bubble cannot see.
type transport struct{ handler http.Handler }

// RoundTrip returns the response that a server would send. If a scenario breaks it, the client sees what it would see on a
// socket: a reset before the head, or an unexpected EOF in the body.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	rec := httptest.NewRecorder()
	whole := t.serve(rec, incoming(r))
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if !whole && !rec.Flushed {
		return nil, syscall.ECONNRESET
	}
	res := rec.Result()
	res.Request = r
	if !whole {
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(rec.Body.Bytes()), truncatedBody{}))
	}
	return res, nil
}

// serve calls the handler. It reports whether the handler returned, rather than aborting the connection as net/http allows.
func (t transport) serve(w http.ResponseWriter, r *http.Request) (whole bool) {
	defer func() {
		p := recover()
		if err, ok := p.(error); p != nil && !(ok && errors.Is(err, http.ErrAbortHandler)) {
			panic(p)
		}
	}()
	defer r.Body.Close()
	t.handler.ServeHTTP(w, r)
	return true
}

// incoming returns a client's request as a server receives it.
func incoming(r *http.Request) *http.Request {
	in := r.Clone(r.Context())
	in.RequestURI = r.URL.RequestURI()
	in.RemoteAddr = "192.0.2.1:1234" // a documentation address (RFC 5737), as net/http/httptest uses
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	return in
}

// truncatedBody is the end of a truncated body.
type truncatedBody struct{}

// Read returns io.ErrUnexpectedEOF.
func (truncatedBody) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
