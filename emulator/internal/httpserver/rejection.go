package httpserver

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/httpwriter"
)

// Reason is why a request was rejected, or a connection closed, before the handler was called.
type Reason string

// The reasons.
const (
	Malformed          Reason = "malformed" // it is not HTTP, or its Host is not valid
	Unsupported        Reason = "unsupported"
	HeadTooLarge       Reason = "head_too_large"
	PathTooLong        Reason = "path_too_long"
	HeadTooSlow        Reason = "head_too_slow"
	PlainHTTP          Reason = "plain_http" // to a listener with TLS
	TooManyConnections Reason = "too_many_connections"
	NoHandshake        Reason = "no_tls_handshake" // the connection is closed without a response
)

// Rejection is a request that the handler is not called for.
type Rejection struct {
	Reason Reason
	// Status is 400 for what is not HTTP, 408, 414 and 431 for what is too slow or too large, 426 for HTTP to a listener with TLS,
	// 429 for a connection too many, and 417, 501 or 505 for what is not supported.
	Status int
	// Hint says which limit is exceeded; it may be empty.
	Hint string
}

// rejection returns why net/http rejects a request, by the status of its response.
func (c *conn) rejection(status int) Rejection {
	l := c.server.Limits
	switch {
	case c.head.late:
		return Rejection{HeadTooSlow, http.StatusRequestTimeout, fmt.Sprintf("the request line and headers must arrive within %s", l.HeadTime)}
	case status == http.StatusRequestHeaderFieldsTooLarge && !c.head.lined:
		return Rejection{PathTooLong, http.StatusRequestURITooLong, headHint(l.Head)}
	case status == http.StatusRequestHeaderFieldsTooLarge:
		return Rejection{HeadTooLarge, status, headHint(l.Head)}
	case status == http.StatusUpgradeRequired:
		return Rejection{PlainHTTP, status, "this port takes HTTPS only"}
	case status == http.StatusBadRequest:
		return Rejection{Malformed, status, "the request is not valid HTTP/1.1, or its Host header is not"}
	default:
		return Rejection{Unsupported, status, "the version, the transfer coding or the expectation of the request is not supported"}
	}
}

func headHint(limit int) string {
	return fmt.Sprintf("the request line and headers are over the limit of %d bytes: max-header raises it", limit)
}

// reject returns the whole response to a request that is rejected, the last one on its connection.
func (c *conn) reject(status int) []byte {
	var to httpwriter.Buffer
	c.server.reject(&to, c.head.request(), c.rejection(status))
	to.WriteHeader(http.StatusOK)
	to.Header().Set("Content-Length", strconv.Itoa(to.Body.Len()))
	to.Header().Set("Connection", "close")
	var text bytes.Buffer
	fmt.Fprintf(&text, "HTTP/1.1 %d %s\r\n", to.Status, http.StatusText(to.Status))
	_ = to.Header().Write(&text) // a buffer takes everything
	text.WriteString("\r\n")
	text.Write(to.Body.Bytes())
	return text.Bytes()
}

// reject writes the response to a rejected request, and counts it.
func (s *Server) reject(w http.ResponseWriter, r *http.Request, why Rejection) {
	s.count(why.Reason)
	s.Reject(w, r, why)
}

// count reports a rejection to Options.Rejected.
func (s *Server) count(why Reason) {
	if s.Rejected != nil {
		s.Rejected(why)
	}
}

// statusOf returns the status of a response by its first line, or 0 for what is no response of HTTP/1.
func statusOf(text []byte) int {
	const begin, end = len("HTTP/1.1 "), len("HTTP/1.1 200")
	if len(text) < end || !bytes.HasPrefix(text, []byte("HTTP/1.")) {
		return 0
	}
	status, err := strconv.ParseUint(string(text[begin:end]), 10, 16)
	if err != nil {
		return 0
	}
	return int(status)
}
