package emulator

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

// Limits bound what clients can occupy of a Server. The zero Limits works.
type Limits = httpserver.Limits

// Server serves an emulator at sockets. Serve takes a listener, with TLS or without, and any number of them; Shutdown lets requests
// in flight finish.
type Server = httpserver.Server

// Server returns a server of this emulator. What is no HTTP, and what exceeds the limits, gets a response in the form of the API
// that it was meant for.
func (e *Emulator) Server(limits Limits) *Server {
	return httpserver.New(httpserver.Options{Handler: e, Refuse: e.reject, Limits: limits, Log: e.log})
}

// AdminServer returns a server of the control API alone, as Admin has it.
func (e *Emulator) AdminServer(limits Limits) *Server {
	rejected := func(w http.ResponseWriter, _ *http.Request, status int) { control.FailStatus(w, status) }
	return httpserver.New(httpserver.Options{Handler: e.Admin(), Refuse: rejected, Limits: limits, Log: e.log})
}

// Server returns a server of this session alone, for a listener of its own. A request there is served in the session whatever
// else names a session in it. It resets the session's TTL as a request by path does, and gets a 404 when the session has ended.
func (s *Session) Server(limits Limits) *Server {
	alone := func(w http.ResponseWriter, r *http.Request) {
		if err := s.core.ServeAlone(w, r); err != nil {
			control.Fail(w, err)
		}
	}
	rejected := func(w http.ResponseWriter, r *http.Request, status int) {
		if control.Owns(r.URL.Path) {
			control.FailStatus(w, status)
			return
		}
		s.player.Dispatcher.Reject(w, r, status, s.core.World())
	}
	return httpserver.New(httpserver.Options{Handler: http.HandlerFunc(alone), Refuse: rejected, Limits: limits, Log: s.log})
}

// reject responds to a request that gets no further than the server.
func (e *Emulator) reject(w http.ResponseWriter, r *http.Request, status int) {
	s, r, err := e.registry.Route(r)
	switch {
	case err != nil:
		control.Fail(w, err)
	case control.Owns(r.URL.Path):
		control.FailStatus(w, status)
	default:
		e.player.Dispatcher.Reject(w, r, status, s.World())
	}
}
