package httpserver

import (
	"crypto/tls"
	"net"
	"sync"
)

// listener gives each connection a seat, or tells it that there is none.
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

// Accept waits for a client, and before that for a place in the lobby.
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
		c.draining = sync.OnceFunc(func() { <-s.slots })
	default:
		c.rejected = true
		c.draining = sync.OnceFunc(func() { <-s.overflow })
		s.Log.Warn("a connection too many", "limit", cap(s.slots), "client", inner.RemoteAddr().String())
	}
	return c, nil
}

// Close lets nobody in any more.
func (l *listener) Close() error { return l.close() }
