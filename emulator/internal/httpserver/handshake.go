package httpserver

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
)

// handshake does the TLS handshake. It returns io.EOF if it fails, and then logs why; a client that speaks plain HTTP gets a
// response in plain HTTP.
func (c *conn) handshake() error {
	c.shaken = true
	c.setDeadline()
	err := c.secure.Handshake()
	if err == nil {
		return nil
	}
	if odd, ok := errors.AsType[tls.RecordHeaderError](err); ok && odd.Conn != nil && isMethod(odd.RecordHeader) {
		_, _ = odd.Conn.Write(c.reject(http.StatusUpgradeRequired)) // write errors are ignored: the client has gone
		err = errors.New("the client sent plain HTTP to a port with TLS")
	} else {
		c.server.count(NoHandshake)
	}
	if !errors.Is(err, io.EOF) { // probes connect and close
		c.server.Log.Warn("TLS handshake failed", "client", c.RemoteAddr().String(), "error", err.Error())
	}
	return io.EOF
}

// isMethod reports whether the beginning of a TLS record is that of a request line instead.
func isMethod(record [5]byte) bool {
	for _, c := range record[:3] {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}
