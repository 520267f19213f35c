package testharness

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// memory is a listener whose connections never leave the process. Inside a testing/synctest bubble a client that waits for
// such a connection is durably blocked, which it is not when it waits for a socket.
type memory struct {
	conns  chan net.Conn
	closed chan struct{}
	close  func()

	mu   sync.Mutex
	open map[*memoryConn]bool // the clients' ends
	gone bool                 // closeConns was called
}

func newMemory() *memory {
	m := &memory{conns: make(chan net.Conn), closed: make(chan struct{}), open: map[*memoryConn]bool{}}
	m.close = sync.OnceFunc(func() { close(m.closed) })
	return m
}

// closeConns closes the connections, those too that are still being dialed. It comes before the server closes its ends: a pipe has
// no buffer, so where both ends close a TLS connection at the same time, each waits for the other to read its close notification.
// The server does that with its lock held, for which goroutines wait that a bubble does not count as blocked, so that the bubble's
// clock never comes to the end of their patience.
func (m *memory) closeConns() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.gone = true
	for c := range m.open {
		_ = c.Conn.Close() // a pipe's Close has no error
	}
	clear(m.open)
}

// Accept waits for a Dial.
func (m *memory) Accept() (net.Conn, error) {
	select {
	case c := <-m.conns:
		return c, nil
	case <-m.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and Dial. It does not close connections.
func (m *memory) Close() error {
	m.close()
	return nil
}

// Addr returns the address that all connections have.
func (m *memory) Addr() net.Addr { return memoryAddr{} }

// Dial returns the client's end of a new connection. The listener accepts what serve makes of the other end.
func (m *memory) Dial(ctx context.Context, serve func(net.Conn) net.Conn) (net.Conn, error) {
	client, server := net.Pipe()
	reset := new(atomic.Bool)
	select {
	case m.conns <- serve(&memoryConn{server, reset, nil}):
		c := &memoryConn{client, reset, nil}
		c.ended = func() {
			m.mu.Lock()
			defer m.mu.Unlock()
			delete(m.open, c)
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.gone {
			_ = client.Close() // a pipe's Close has no error
		}
		m.open[c] = true
		return c, nil
	case <-m.closed:
		return nil, &net.OpError{Op: "dial", Net: memoryAddr{}.Network(), Addr: memoryAddr{}, Err: syscall.ECONNREFUSED}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// memoryConn is one end of a connection in memory.
type memoryConn struct {
	net.Conn
	reset *atomic.Bool // shared by both ends
	ended func()       // called by Close; nil: nothing
}

// Close closes the end. The timer of a deadline would keep the pipe in memory until it fires.
func (c *memoryConn) Close() error {
	if c.ended != nil {
		c.ended()
	}
	_ = c.Conn.SetDeadline(time.Time{}) // an error says that the end is closed already
	return c.Conn.Close()
}

// Read reads. If the other end was reset it returns the error that a socket has then.
func (c *memoryConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if errors.Is(err, io.EOF) && c.reset.Load() {
		return n, &net.OpError{Op: "read", Net: memoryAddr{}.Network(), Addr: memoryAddr{}, Err: syscall.ECONNRESET}
	}
	return n, err
}

// SetLinger with 0 makes Close a reset, as it does for a *net.TCPConn.
func (c *memoryConn) SetLinger(sec int) error {
	c.reset.Store(sec == 0)
	return nil
}

// LocalAddr returns the address that all connections have.
func (c *memoryConn) LocalAddr() net.Addr { return memoryAddr{} }

// RemoteAddr returns the same.
func (c *memoryConn) RemoteAddr() net.Addr { return memoryAddr{} }

// memoryAddr is the address of both ends: one that is reserved for documentation (RFC 5737), as in package httptest.
type memoryAddr struct{}

// Network returns "memory".
func (memoryAddr) Network() string { return "memory" }

// String returns the address.
func (memoryAddr) String() string { return "192.0.2.1:1234" }
