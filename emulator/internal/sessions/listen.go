package sessions

import (
	"net"
	"net/http"
)

// Listener is a listener at which one session alone is served.
type Listener interface {
	Addr() net.Addr
	// Close stops accepting connections. It does not wait for requests in flight.
	Close() error
}

// ServeAlone responds to a request at a listener of the session's own. It resets the session's TTL as a request by path does. It
// returns a *SessionNotFoundError, and writes nothing, if the session has ended.
func (s *Session) ServeAlone(w http.ResponseWriter, r *http.Request) error {
	s.mu.Lock()
	over := s.ended || s.expired()
	s.mu.Unlock()
	if over {
		return &SessionNotFoundError{s.id}
	}
	s.touch()
	s.Serve(w, r)
	return nil
}

// listen opens the listeners of a new session.
func (s *Session) listen(at Address) error {
	for _, d := range []struct {
		name, address string
		secure        bool
	}{{"listen", at.Listen, false}, {"tls_listen", at.TLSListen, true}} {
		if d.address == "" {
			continue
		}
		if s.opts.Listen == nil {
			return &SessionListenError{Option: d.name, Address: d.address}
		}
		l, err := s.opts.Listen(s, d.address, d.secure)
		if err != nil {
			return &SessionListenError{d.name, d.address, err}
		}
		if !s.keep(d.name, l) {
			_ = l.Close() // no connection was accepted
			return &SessionNotFoundError{s.id}
		}
	}
	return nil
}

// keep stores a listener, to close it when the session ends. It reports false if the session has ended already.
func (s *Session) keep(name string, l Listener) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return false
	}
	if s.listeners == nil {
		s.listeners = map[string]Listener{}
	}
	s.listeners[name] = l
	return true
}

// Listeners returns the addresses of the session's own listeners, by "listen" and "tls_listen".
func (s *Session) Listeners() map[string]net.Addr {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := make(map[string]net.Addr, len(s.listeners))
	for name, l := range s.listeners {
		at[name] = l.Addr()
	}
	return at
}

// close closes the session's journal and its listeners.
func (s *Session) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	if s.expiry != nil {
		s.expiry.Stop()
	}
	for _, l := range s.listeners {
		_ = l.Close() // requests in flight finish
	}
	s.journal.Close()
}
