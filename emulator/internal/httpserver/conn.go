package httpserver

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
)

// conn is a connection as net/http is given it. Its fields belong to the goroutine that serves it. Another one reads ahead
// while a handler is at work, and is waited for before the connection turns idle; both look at handled.
type conn struct {
	net.Conn // with TLS, if there is any
	server   *Server
	secure   *tls.Conn   // the same; nil without TLS
	shaken   bool        // the handshake was tried
	rejected bool        // it has no seat
	handled  atomic.Bool // a handler was given the request
	head     head        // of the request that is being read
	ahead    head        // of the one behind it
	sendBy   time.Time   // what is written must be taken until then
	draining func()
}

// turn follows the connection's way through net/http.
func (c *conn) turn(state http.ConnState) {
	if state == http.StateIdle {
		c.handled.Store(false)
		c.head, c.ahead = c.ahead, head{}
	}
	if state == http.StateHijacked {
		c.draining()
	}
}

// Read reads, and keeps the beginning of each head.
func (c *conn) Read(p []byte) (int, error) {
	if c.secure != nil && !c.shaken {
		if err := c.shake(); err != nil {
			return 0, err
		}
	}
	n, err := c.Conn.Read(p)
	switch {
	case !c.handled.Load():
		c.head.add(p[:n])
		c.head.late = errors.Is(err, os.ErrDeadlineExceeded)
	case len(p) == 1: // net/http looks whether the client is still there
		c.ahead.add(p[:n])
	}
	return n, err
}

// shake does the TLS handshake. A client that does not get through it is told so in the log, and in HTTP if that is what it
// speaks; net/http is told that the connection is over.
func (c *conn) shake() error {
	c.shaken = true
	c.setDeadline()
	err := c.secure.Handshake()
	if err == nil {
		return nil
	}
	if odd, ok := errors.AsType[tls.RecordHeaderError](err); ok && odd.Conn != nil && speaksHTTP(odd.RecordHeader) {
		_, _ = odd.Conn.Write(c.refusal(http.StatusUpgradeRequired)) // a client that went away is its own affair
		err = errors.New("the client speaks HTTP where TLS is spoken")
	}
	if !errors.Is(err, io.EOF) { // a probe that looks whether the port is open
		c.server.Log.Warn("no TLS handshake", "client", c.RemoteAddr().String(), "error", err.Error())
	}
	return io.EOF
}

// speaksHTTP tells the beginning of a request line from that of a TLS record.
func speaksHTTP(record [5]byte) bool {
	for _, c := range record[:3] {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// Write sends what is an answer as it is, a piece at a time, so that a client that takes them slowly has time for each. What
// net/http says by itself is replaced.
func (c *conn) Write(p []byte) (n int, err error) {
	const piece = 64 << 10
	if !c.handled.Load() {
		if status := parseRefusal(p); status != 0 {
			c.setDeadline()
			_, err := c.Conn.Write(c.refusal(status))
			return len(p), err
		}
	}
	for err == nil && n < len(p) {
		c.setDeadline()
		var sent int
		sent, err = c.Conn.Write(p[n:min(n+piece, len(p))])
		n += sent
	}
	return n, err
}

// setDeadline sets the time until which the client must take what is sent. It is set anew once a second at most, since that is
// not for nothing.
func (c *conn) setDeadline() {
	const often = time.Second
	now := clock.System{}.Now()
	if limit := c.server.Limits.SendTime; c.sendBy.Sub(now) < limit-min(often, limit/2) {
		c.sendBy = now.Add(limit)
		_ = c.Conn.SetWriteDeadline(c.sendBy) // fails on a closed connection, as the write will
	}
}

// SetWriteDeadline is how net/http says, behind each answer, that there is no limit any more. There always is one: else an
// answer within the same second as the one before had none.
func (c *conn) SetWriteDeadline(at time.Time) error {
	if at.IsZero() {
		return nil
	}
	return c.Conn.SetWriteDeadline(at)
}

// Close gives the seat back.
func (c *conn) Close() error {
	c.draining()
	return c.Conn.Close()
}

// CloseWrite tells the client that there is nothing more to come. net/http does so before it gives up a connection, since
// the system forgets what was sent when it closes a socket with something unread.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// NetConn is the socket under it all.
func (c *conn) NetConn() net.Conn {
	if c.secure != nil {
		return c.secure.NetConn()
	}
	return c.Conn
}
