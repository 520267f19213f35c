package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/ca"
)

// sessionListeners opens and closes the listeners that sessions ask for. Its goroutines end with close.
type sessionListeners struct {
	off    bool   // it opens none
	host   string // where it opens any; empty or unspecified for any address
	limits emulator.Limits
	tls    *tls.Config // nil without HTTPS

	mu     sync.Mutex
	open   map[*sessionListener]struct{}
	closed bool
	wg     sync.WaitGroup
}

// sessionListener is a listener that serves one session.
type sessionListener struct {
	net.Listener
	server *emulator.Server
	owner  *sessionListeners
}

// newSessionListeners returns the listeners of sessions, none of them open, as the flags allow them.
func newSessionListeners(f *serveFlags, signer *ca.Authority) (*sessionListeners, error) {
	p := &sessionListeners{host: f.sessionListen, limits: f.limits(), open: map[*sessionListener]struct{}{}}
	var err error
	switch p.host {
	case off:
		p.off = true
	case "":
		if p.host, _, err = net.SplitHostPort(f.listen); err != nil {
			return p, nil // listening there fails with a better message
		}
	}
	if signer == nil || p.off {
		return p, nil
	}
	if p.tls, err = signer.Config(f.tlsHosts...); err != nil {
		return p, fail(exitRuntime, "making the certificate of sessions: %w", err)
	}
	return p, nil
}

// listen opens a listener for a session and serves it there.
func (p *sessionListeners) listen(s *emulator.Session, address string, secure bool) (emulator.Listener, error) {
	host, port, err := net.SplitHostPort(withHost(address))
	if withHost(address) != address {
		host = "" // a bare port is opened where sessions may listen
	}
	switch {
	case p.off:
		return nil, errors.New("this server opens no listeners for sessions (--session-listen)")
	case err != nil:
		return nil, fmt.Errorf("want an address such as %s", net.JoinHostPort(p.host, "0"))
	case !p.anyHost() && host != "" && host != p.host:
		return nil, fmt.Errorf("this server opens listeners for sessions at %s only (--session-listen)", p.host)
	case secure && p.tls == nil:
		return nil, errors.New("this server has no HTTPS (--tls-listen)")
	}
	ln, err := new(net.ListenConfig).Listen(context.Background(), "tcp", net.JoinHostPort(cmp.Or(host, p.host), port))
	if err != nil {
		return nil, listenError(err)
	}
	if secure {
		ln = tls.NewListener(ln, p.tls)
	}
	l := &sessionListener{Listener: ln, server: s.Server(p.limits), owner: p}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		_ = ln.Close() // no connection was accepted
		return nil, errors.New("the server is shutting down")
	}
	p.open[l] = struct{}{}
	p.wg.Go(func() { _ = l.server.Serve(ln) }) // it returns when the listener is closed or fails
	return l, nil
}

// anyHost reports whether listeners may be opened at any address.
func (p *sessionListeners) anyHost() bool {
	ip := net.ParseIP(p.host)
	return p.host == "" || (ip != nil && ip.IsUnspecified())
}

// Close stops accepting connections. It does not wait for requests in flight.
func (l *sessionListener) Close() error {
	p := l.owner
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.open[l]; ok {
		delete(p.open, l)
		p.wg.Go(func() { l.shutdown(context.Background()) })
	}
	return nil
}

// shutdown finishes the requests in flight, and closes the connections of those that take longer than drainTimeout.
func (l *sessionListener) shutdown(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, drainTimeout)
	defer cancel()
	if l.server.Shutdown(ctx) != nil {
		_ = l.server.Close() // so that close does not wait for a client that keeps its connection
	}
}

// close closes every listener and waits until all requests have ended.
func (p *sessionListeners) close() {
	p.mu.Lock()
	p.closed = true
	for l := range p.open {
		delete(p.open, l)
		p.wg.Go(func() { l.shutdown(context.Background()) })
	}
	p.mu.Unlock()
	p.wg.Wait()
}
