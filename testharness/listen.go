package testharness

import (
	"crypto/tls"
	"net"
	"net/http"
	"sync"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/ca"
)

// server is what the sessions of an emulator share: the server of its sockets, which are opened at their first use.
type server struct {
	emulator *emulator.Emulator
	token    string // of the control API

	mu            sync.Mutex
	running       *emulator.Server
	plain, secure net.Listener
	authority     *ca.Authority
	serving       sync.WaitGroup
	closed        bool
}

// URL returns the base URL of this Sim on the loopback interface: the address of a listener, opened at the first call and
// closed with the test, and a path that names the session. It ends the test inside a testing/synctest bubble, whose clock
// does not move while a goroutine waits for a socket: use Client or Transport there.
func (s *Sim) URL() string {
	s.t.Helper()
	return "http://" + s.socket("URL", false).Addr().String() + s.prefix()
}

// TLS returns the base URL over HTTPS, and a client that trusts the certificate. For another kind of client, the
// certificate pool is in that client's *http.Transport.
func (s *Sim) TLS() (url string, client *http.Client) {
	s.t.Helper()
	l := s.socket("TLS", true)
	trust := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: s.server.authority.Pool(), MinVersion: tls.VersionTLS12}}
	s.t.Cleanup(trust.CloseIdleConnections)
	return "https://" + l.Addr().String() + s.prefix(), &http.Client{Transport: trust}
}

// Endpoint returns the base URL of one API, such as "evs", for clients that take one URL per service.
func (s *Sim) Endpoint(api string) string {
	s.t.Helper()
	return s.URL() + "/" + api
}

// Addr returns the host and port of the listener. They lead to the default session; a client that can be given no more than
// these selects another session by its project, Sim.Project, or by Sim.ID as the Element user.
func (s *Sim) Addr() net.Addr {
	s.t.Helper()
	return s.socket("Addr", false).Addr()
}

// Serve serves the emulator at a listener of the caller's, that of package crypto/tls included, in a goroutine that ends
// with the test. As at Addr, requests go to the default session unless they select another.
func (s *Sim) Serve(l net.Listener) {
	s.t.Helper()
	s.outsideOfBubbles("Serve")
	s.must(s.server.serve(l))
}

// socket returns a listener. It ends the test inside a bubble and after the end of the test.
func (s *Sim) socket(method string, secure bool) net.Listener {
	s.t.Helper()
	s.outsideOfBubbles(method)
	l, err := s.server.open(secure)
	s.must(err)
	return l
}

// outsideOfBubbles ends the test if a method that needs a socket is called inside a bubble.
func (s *Sim) outsideOfBubbles(method string) {
	s.t.Helper()
	if bubble() != "" {
		s.t.Fatalf("%s: %s needs a socket, and the clock of a testing/synctest bubble stops while a goroutine waits for one: use Sim.Client, Transport or Dial", s, method)
	}
}

// prefix returns the path that names the session; it is empty for the default session.
func (s *Sim) prefix() string {
	if s.ID() == "" {
		return ""
	}
	return "/s/" + s.ID()
}

// open returns a listener on the loopback interface, opened now or before. It returns errClosed after close.
func (h *server) open(secure bool) (net.Listener, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := &h.plain
	if secure {
		at = &h.secure
	}
	switch {
	case h.closed:
		return nil, errClosed
	case *at != nil:
		return *at, nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	if secure {
		if l, err = h.secured(l); err != nil {
			return nil, err
		}
	}
	*at = l
	h.start(l)
	return l, nil
}

// secured returns a listener that speaks TLS. The lock is held.
func (h *server) secured(l net.Listener) (net.Listener, error) {
	var err error
	if h.authority, err = ca.New(); err != nil {
		return nil, err
	}
	config, err := h.authority.Config()
	if err != nil {
		return nil, err
	}
	return tls.NewListener(l, config), nil
}

// serve serves at a listener. It returns errClosed after close.
func (h *server) serve(l net.Listener) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return errClosed
	}
	h.start(l)
	return nil
}

// start serves at a listener until close. The lock is held.
func (h *server) start(l net.Listener) {
	if h.running == nil {
		h.running = h.emulator.Server(emulator.Limits{})
	}
	running := h.running
	h.serving.Go(func() { _ = running.Serve(l) }) // it returns when close has been called
}

// close closes all listeners and connections, and waits for the goroutines that serve them.
func (h *server) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	if h.running != nil {
		_ = h.running.Close() // the listeners were open
		h.serving.Wait()
	}
}
