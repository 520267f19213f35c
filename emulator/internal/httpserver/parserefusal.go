package httpserver

import (
	"bytes"
	"net/http"
)

// Each of net/http's own refusals begins with a status line and these headers, or is the answer to an expectation that it
// cannot meet. A handler's answer has a Date.
var (
	version     = []byte("HTTP/1.1 ")
	plain       = []byte("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
	expectation = []byte("417 ")
)

// parseRefusal is the status of a refusal of net/http, or 0 for anything else.
func parseRefusal(p []byte) int {
	rest, ok := bytes.CutPrefix(p, version)
	if !ok || len(rest) < 4 {
		return 0
	}
	line := bytes.IndexByte(rest, '\r')
	if !bytes.HasPrefix(rest, expectation) && (line < 0 || !bytes.HasPrefix(rest[line:], plain)) {
		return 0
	}
	status := 0
	for _, digit := range rest[:3] {
		status = 10*status + int(digit-'0')
	}
	return status
}

// refusal is the whole answer that takes the place of a refusal of net/http.
func (c *conn) refusal(status int) []byte {
	switch {
	case c.head.late:
		status = http.StatusRequestTimeout
	case status == http.StatusRequestHeaderFieldsTooLarge && !c.head.lined:
		status = http.StatusRequestURITooLong
	}
	p := bufferedWriter{header: http.Header{}}
	c.server.Refuse(&p, c.head.request(), status)
	return p.text()
}
