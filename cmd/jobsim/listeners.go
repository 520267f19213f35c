package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/ca"
)

// sessionListeners opens and closes the listeners that sessions ask for. Its goroutines end with close.
type sessionListeners struct {
	off    bool   // it opens none
	host   string // where it opens any; if that is every address, or empty, then at any of them
	limits emulator.Limits
	tls    *tls.Config // nil: no HTTPS

	mu     sync.Mutex
	open   map[*sessionListener]struct{}
	closed bool
	all    sync.WaitGroup
}

// sessionListener is a listener of a session's own.
type sessionListener struct {
	net.Listener
	server *emulator.Server
	porter *sessionListeners
}

// newSessionListeners reads the flags that say where sessions may listen.
func newSessionListeners(cmd *cli.Command, signer *ca.Authority) (*sessionListeners, error) {
	p := &sessionListeners{host: cmd.String("session-listen"), limits: limitsOf(cmd), open: map[*sessionListener]struct{}{}}
	var err error
	switch p.host {
	case "off":
		p.off = true
	case "":
		if p.host, _, err = net.SplitHostPort(cmd.String("listen")); err != nil {
			return p, nil // listening there will tell what is wrong
		}
	}
	if signer == nil || p.off {
		return p, nil
	}
	if p.tls, err = signer.Config(cmd.StringSlice("tls-host")...); err != nil {
		return p, fail(exitRuntime, "making the certificate of sessions: %w", err)
	}
	return p, nil
}

// admit opens a listener for a session.
func (p *sessionListeners) admit(s *emulator.Session, address string, secure bool) (emulator.Listener, error) {
	host, number, err := net.SplitHostPort(address)
	switch {
	case p.off:
		return nil, errors.New("this server opens no listeners for sessions (--session-listen)")
	case err != nil:
		return nil, fmt.Errorf("want an address such as %s", net.JoinHostPort(p.host, "0"))
	case !p.everywhere() && host != "" && host != p.host:
		return nil, fmt.Errorf("this server opens listeners for sessions at %s only (--session-listen)", p.host)
	case secure && p.tls == nil:
		return nil, errors.New("this server speaks no HTTPS (--tls-listen)")
	}
	ln, err := new(net.ListenConfig).Listen(context.Background(), "tcp", net.JoinHostPort(cmp.Or(host, p.host), number))
	if err != nil {
		return nil, occupied(err)
	}
	if secure {
		ln = tls.NewListener(ln, p.tls)
	}
	d := &sessionListener{Listener: ln, server: s.Server(p.limits), porter: p}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		_ = ln.Close() // nobody has come in
		return nil, errors.New("the server stops")
	}
	p.open[d] = struct{}{}
	p.all.Go(func() { _ = d.server.Serve(ln) }) // it ends when the door closes, or the listener is out of order
	return d, nil
}

// everywhere tells that it may open listeners at any address.
func (p *sessionListeners) everywhere() bool {
	ip := net.ParseIP(p.host)
	return p.host == "" || (ip != nil && ip.IsUnspecified())
}

// Close lets nobody in any more, and the answers under way finish.
func (d *sessionListener) Close() error {
	p := d.porter
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.open[d]; ok {
		delete(p.open, d)
		p.all.Go(func() { d.leave(context.Background()) })
	}
	return nil
}

// leave lets the answers under way finish, and cuts off what takes too long.
func (d *sessionListener) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, drainTimeout)
	defer cancel()
	if d.server.Shutdown(ctx) != nil {
		_ = d.server.Close() // so that nothing waits for a client that does not let go
	}
}

// close closes every door and waits until all is over.
func (p *sessionListeners) close() {
	p.mu.Lock()
	p.closed = true
	for d := range p.open {
		delete(p.open, d)
		p.all.Go(func() { d.leave(context.Background()) })
	}
	p.mu.Unlock()
	p.all.Wait()
}
