package httpserver

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
)

// conn is a connection as net/http gets it. Its fields belong to the goroutine that serves it. Another one reads ahead while
// the handler runs, and has ended before the connection is idle; both look at handled. Any goroutine may call Close.
type conn struct {
	net.Conn   // with TLS, if there is any
	server     *Server
	secure     *tls.Conn   // the same; nil without TLS
	shaken     bool        // the handshake was tried
	overflow   bool        // it has no slot
	handled    atomic.Bool // the handler was called for the request
	rejected   bool        // the request was rejected, and the response written
	tooSlow    atomic.Bool // a head did not arrive in time, and has no response yet
	head       head        // of the request that is being read
	ahead      head        // of the one behind it
	sendBy     time.Time   // when what was written must have been taken
	giveUpSlot func()
}

// setState follows the states of the connection in net/http.
func (c *conn) setState(state http.ConnState) {
	if state == http.StateIdle {
		c.handled.Store(false)
		c.head, c.ahead = c.ahead, head{}
	}
	if state == http.StateHijacked {
		c.giveUpSlot()
	}
}

// Read reads, and keeps the beginning of each head.
func (c *conn) Read(p []byte) (int, error) {
	if c.secure != nil && !c.shaken {
		if err := c.handshake(); err != nil {
			return 0, err
		}
	}
	n, err := c.Conn.Read(p)
	switch {
	case !c.handled.Load():
		c.head.add(p[:n])
		if c.head.late = errors.Is(err, os.ErrDeadlineExceeded); c.head.late && c.head.n > 0 {
			c.tooSlow.Store(!c.rejected)
		}
	case len(p) == 1: // net/http watches whether the client closes the connection
		c.ahead.add(p[:n])
	}
	return n, err
}

// Write writes a response, a piece at a time, so that a slow client has time for each. What net/http writes before the handler
// is called is a rejection, and Options.Reject writes another response in its place.
func (c *conn) Write(p []byte) (n int, err error) {
	const piece = 64 << 10
	if !c.handled.Load() {
		return c.writeRejection(p)
	}
	for err == nil && n < len(p) {
		c.setDeadline()
		var sent int
		sent, err = c.Conn.Write(p[n:min(n+piece, len(p))])
		n += sent
	}
	return n, err
}

// writeRejection writes a response in place of one that net/http writes. It reports p as written.
func (c *conn) writeRejection(p []byte) (int, error) {
	status := statusOf(p)
	if c.rejected || status == 0 { // net/http wrote it in pieces
		return len(p), nil
	}
	c.rejected = true
	c.tooSlow.Store(false)
	c.setDeadline()
	_, err := c.Conn.Write(c.reject(status))
	return len(p), err
}

// setDeadline sets when the client must have taken what is written. It does so once a second at most, since it has a cost.
func (c *conn) setDeadline() {
	const often = time.Second
	now := clock.System{}.Now()
	if limit := c.server.Limits.SendTime; c.sendBy.Sub(now) < limit-min(often, limit/2) {
		c.sendBy = now.Add(limit)
		_ = c.Conn.SetWriteDeadline(c.sendBy) // fails on a closed connection, as the write will
	}
}

// SetWriteDeadline ignores the zero time, by which net/http removes the deadline after each response: setDeadline would not
// set it again for a response within the same second.
func (c *conn) SetWriteDeadline(at time.Time) error {
	if at.IsZero() {
		return nil
	}
	return c.Conn.SetWriteDeadline(at)
}

// Close closes the connection and gives its slot back. A head that was too slow is counted here if it got no response: net/http
// writes none for most of them.
func (c *conn) Close() error {
	if c.tooSlow.Swap(false) {
		c.server.count(HeadTooSlow)
		c.server.Log.Debug("the head of a request did not arrive in time", "client", c.RemoteAddr().String())
	}
	c.giveUpSlot()
	return c.Conn.Close()
}

// CloseWrite ends what is sent to the client. net/http calls it before it closes a connection with unread data,
// because the system then drops what the client has not received.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// NetConn returns the socket.
func (c *conn) NetConn() net.Conn {
	if c.secure != nil {
		return c.secure.NetConn()
	}
	return c.Conn
}
