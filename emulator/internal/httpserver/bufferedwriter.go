package httpserver

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
)

// bufferedWriter is an answer that is written without net/http.
type bufferedWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the answer's.
func (p *bufferedWriter) Header() http.Header { return p.header }

// WriteHeader decides the status, once.
func (p *bufferedWriter) WriteHeader(status int) {
	if p.status == 0 {
		p.status = status
	}
}

// Write adds to the body.
func (p *bufferedWriter) Write(text []byte) (int, error) {
	p.WriteHeader(http.StatusOK)
	return p.body.Write(text)
}

// text is the answer as it is sent. It is the last one on its connection.
func (p *bufferedWriter) text() []byte {
	p.WriteHeader(http.StatusOK)
	p.header.Set("Content-Length", strconv.Itoa(p.body.Len()))
	p.header.Set("Connection", "close")
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", p.status, http.StatusText(p.status))
	_ = p.header.Write(&b) // a buffer takes everything
	b.WriteString("\r\n")
	b.Write(p.body.Bytes())
	return b.Bytes()
}
