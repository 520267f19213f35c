package testharness

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"syscall"
)

// transport answers requests by calling the handler, in the goroutine of the caller. So a client inside a
// testing/synctest bubble waits for nothing that the bubble cannot see.
type transport struct{ handler http.Handler }

// RoundTrip answers one request as a server would. An answer that a scenario breaks ends as on a socket: with a reset
// before its head, or in the middle of its body.
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
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(rec.Body.Bytes()), cut{}))
	}
	return res, nil
}

// serve tells whether the handler came to its end, or gave the connection up as net/http lets it.
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

// incoming is a client's request as a server sees it.
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

// cut is the end of a body that was cut off.
type cut struct{}

// Read answers io.ErrUnexpectedEOF.
func (cut) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
