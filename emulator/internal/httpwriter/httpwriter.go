// Package httpwriter has the http.ResponseWriters that write to no connection.
package httpwriter

import (
	"bytes"
	"net/http"
)

// Buffer is an http.ResponseWriter that keeps the response. The zero Buffer is ready to use.
type Buffer struct {
	Status int // 0 until the head is written
	Body   bytes.Buffer
	header http.Header
}

// Header returns the response's headers.
func (b *Buffer) Header() http.Header {
	if b.header == nil {
		b.header = http.Header{}
	}
	return b.header
}

// WriteHeader sets the status. Only the first call counts.
func (b *Buffer) WriteHeader(status int) {
	if b.Status == 0 {
		b.Status = status
	}
}

// Write appends to the body. It sets the status 200 if there is none.
func (b *Buffer) Write(p []byte) (int, error) {
	b.WriteHeader(http.StatusOK)
	return b.Body.Write(p)
}

// Discard is an http.ResponseWriter that drops the response.
type Discard struct{}

// Header returns headers that are dropped.
func (Discard) Header() http.Header { return http.Header{} }

// Write drops a part of the body.
func (Discard) Write(p []byte) (int, error) { return len(p), nil }

// WriteHeader drops the status.
func (Discard) WriteHeader(int) {}
