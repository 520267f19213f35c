package testharness

import (
	"crypto/tls"
	"errors"
	"sync"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/ca"
)

// local serves a Sim in memory. Its goroutine is started by the first connection: inside a testing/synctest bubble it must
// belong to the bubble.
type local struct {
	server func() *emulator.Server

	mu       sync.Mutex
	running  *emulator.Server
	memory   *memory
	done     chan struct{} // closed when the server has stopped
	closed   bool
	issuer   *ca.Authority
	issuedAt time.Time
	issued   map[string]*tls.Config // by host
}

// errClosed is returned once the test is over.
var errClosed = errors.New("its test is over (a cleanup that needs it must be registered after Run)")

// listen returns the listener. It returns errClosed after close.
func (l *local) listen() (*memory, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.closed:
		return nil, errClosed
	case l.running == nil:
		l.running, l.memory, l.done = l.server(), newMemory(), make(chan struct{})
		go func() {
			defer close(l.done)
			_ = l.running.Serve(l.memory) // it returns when close has been called
		}()
	}
	return l.memory, nil
}

// tls returns the configurations of both ends of a connection to a host. The authority is made where it is used: a
// bubble's clock begins in the year 2000, before the certificates of others are valid.
func (l *local) tls(host string) (server, client *tls.Config, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.issuer == nil {
		if l.issuer, err = ca.New(); err != nil {
			return nil, nil, err
		}
		l.issuedAt, l.issued = time.Now(), map[string]*tls.Config{}
	}
	if l.issued[host] == nil {
		if l.issued[host], err = l.issuer.Config(host); err != nil {
			return nil, nil, err
		}
	}
	client = &tls.Config{
		RootCAs: l.issuer.Pool(), ServerName: host, MinVersion: tls.VersionTLS12,
		Time: func() time.Time { return l.issuedAt }, // a test in a bubble may sleep for years
	}
	return l.issued[host], client, nil
}

// close closes all connections and stops the server.
func (l *local) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	if l.running != nil {
		l.memory.close()
		l.memory.closeConns() // first: while the server closes a TLS connection it holds a lock for which others wait
		_ = l.running.Close() // it has no error but that of the listener, which has none
		<-l.done
		l.running = nil
	}
}
