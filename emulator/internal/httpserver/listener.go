package httpserver

import (
	"crypto/tls"
	"net"
	"sync"
)

// listener gives each connection a slot, or marks it as one that has none.
type listener struct {
	net.Listener
	server *Server
	closed chan struct{}
	close  func() error
}

func newListener(l net.Listener, s *Server) *listener {
	d := &listener{Listener: l, server: s, closed: make(chan struct{})}
	d.close = sync.OnceValue(func() error {
		close(d.closed)
		return l.Close()
	})
	return d
}

// Accept waits for a place in the overflow, and then for a connection.
func (l *listener) Accept() (net.Conn, error) {
	s := l.server
	select {
	case s.overflow <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	inner, err := l.Listener.Accept()
	if err != nil {
		<-s.overflow
		return nil, err
	}
	c := &conn{Conn: inner, server: s}
	c.secure, _ = inner.(*tls.Conn)
	select {
	case s.slots <- struct{}{}:
		<-s.overflow
		c.giveUpSlot = sync.OnceFunc(func() { <-s.slots })
	default:
		c.overflow = true
		c.giveUpSlot = sync.OnceFunc(func() { <-s.overflow })
		s.Log.Warn("too many connections", "limit", cap(s.slots), "client", inner.RemoteAddr().String())
	}
	return c, nil
}

// Close stops accepting connections.
func (l *listener) Close() error { return l.close() }
