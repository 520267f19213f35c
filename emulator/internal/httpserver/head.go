package httpserver

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
)

// maxKept is how much of a head is kept, in bytes: enough for a path and, with most clients, the host.
const maxKept = 160

// head is the beginning of a request.
type head struct {
	text  [maxKept]byte
	n     int
	lined bool // its first line is complete
	late  bool // it was not complete in time
}

// add appends what was read.
func (h *head) add(p []byte) {
	if !h.lined {
		h.lined = bytes.IndexByte(p, '\n') >= 0
	}
	h.n += copy(h.text[h.n:], p)
}

// request returns what can be read of a request that may be none: its method, path and host.
func (h *head) request() *http.Request {
	r := &http.Request{
		Method: http.MethodGet, URL: &url.URL{Path: "/"}, RequestURI: "/", Header: http.Header{}, Body: http.NoBody,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	line, rest, _ := strings.Cut(string(h.text[:h.n]), "\n")
	if words := strings.Fields(line); len(words) > 1 {
		path, _, _ := strings.Cut(words[1], "?")
		if u, err := url.ParseRequestURI(path); err == nil && strings.HasPrefix(u.Path, "/") {
			r.Method, r.URL, r.RequestURI = words[0], u, path
		}
	}
	for line := range strings.Lines(rest) {
		if name, host, ok := strings.Cut(line, ":"); ok && r.Host == "" && strings.EqualFold(name, "Host") && strings.HasSuffix(host, "\n") {
			r.Host = strings.TrimSpace(host)
		}
	}
	return r
}
