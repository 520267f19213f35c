package emulator

import (
	"fmt"
	"maps"
	"net"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

// Listener is a listener at which one session alone is served.
type Listener interface {
	Addr() net.Addr
	// Close lets nobody in any more, and does not wait for the answers under way.
	Close() error
}

// Server makes a server of this session alone, for a listener of its own. It takes no notice of what else picks sessions. It
// uses up the session's time as a path to it would, and answers that there is no such session when it is over.
func (s *Session) Server(limits Limits) *Server {
	refused := func(w http.ResponseWriter, r *http.Request, status int) {
		if control.Owns(r.URL.Path) {
			refuse(w, rejected(status))
			return
		}
		s.dispatcher.Reject(w, r, status, s.World())
	}
	return httpserver.New(httpserver.Options{Handler: http.HandlerFunc(s.serveAlone), Refuse: refused, Limits: limits, Log: s.log})
}

// serveAlone answers at a listener of the session's own.
func (s *Session) serveAlone(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	over := s.ended || s.expired()
	s.mu.Unlock()
	if over {
		refuse(w, control.NoSession(s.id))
		return
	}
	s.touch()
	s.ServeHTTP(w, r)
}

// listen opens the listeners that a session asks for.
func (s *Session) listen(g *registry, at Lodging) error {
	for _, d := range []struct {
		name, address string
		secure        bool
	}{{"listen", at.Listen, false}, {"tls_listen", at.TLSListen, true}} {
		if d.address == "" {
			continue
		}
		if g.openListener == nil {
			return &control.Error{
				Status: http.StatusConflict, Code: "no_listener", Message: "a session cannot have a listener of its own here",
				Hint: "this emulator is served by a program that opens none; its path, host label, project and user pick a session too",
			}
		}
		door, err := g.openListener(s, d.address, d.secure)
		if err != nil {
			return &control.Error{
				Status: http.StatusConflict, Code: "no_listener", Message: fmt.Sprintf("%s %s: %v", d.name, d.address, err),
				Hint: "port 0 takes any free one; its path, host label, project and user pick a session too",
			}
		}
		if !s.keep(d.name, door) {
			_ = door.Close() // nobody has come in
			return control.NoSession(s.id)
		}
	}
	return nil
}

// keep takes a door to close it with the session. It answers false if the session has ended already.
func (s *Session) keep(name string, door Listener) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return false
	}
	if s.listeners == nil {
		s.listeners = map[string]Listener{}
	}
	s.listeners[name] = door
	return true
}

// Listeners are the session's own listeners, by "listen" and "tls_listen".
func (s *Session) Listeners() map[string]Listener {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.listeners)
}

// close ends what waits for the session and what listens for it.
func (s *Session) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	for _, door := range s.listeners {
		_ = door.Close() // it was no more than open
	}
	s.journal.Close()
}
