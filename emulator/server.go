package emulator

import (
	"cmp"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/httpserver"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Limits bound what clients can hold of a Server. The zero Limits works.
type Limits = httpserver.Limits

// Server serves an emulator on listeners. Serve takes a listener, with TLS or without, and any number of them; Shutdown waits for
// the requests in flight.
type Server = httpserver.Server

// Server returns a server of this emulator. Requests that are not HTTP, or over the limits, get a response in the form of the API
// that they were for.
func (e *Emulator) Server(limits Limits) *Server { return e.server(e, e.reject, limits) }

// AdminServer returns a server of the control API alone, as Admin serves it.
func (e *Emulator) AdminServer(limits Limits) *Server {
	return e.server(e.Admin(), control.Reject, limits)
}

// Server returns a server of this session alone, for a listener of its own. A request there is served in the session whatever
// else names a session in it. It resets the session's TTL as a request by path does, and gets a 404 when the session has ended.
func (s *Session) Server(limits Limits) *Server {
	alone := func(w http.ResponseWriter, r *http.Request) {
		if err := s.core.ServeAlone(w, r); err != nil {
			control.Fail(w, err)
		}
	}
	reject := func(w http.ResponseWriter, r *http.Request, why httpserver.Rejection) { s.rejectIn(s.core, w, r, why) }
	return s.server(http.HandlerFunc(alone), reject, limits)
}

// server returns a server; reject writes the responses to requests that handler is not called for.
func (e *engine) server(handler http.Handler, reject func(http.ResponseWriter, *http.Request, httpserver.Rejection), limits Limits) *Server {
	opts := httpserver.Options{Handler: handler, Reject: reject, Limits: limits, Log: e.log}
	if e.metrics != nil {
		opts.Rejected = func(why httpserver.Reason) { e.metrics.Rejected(string(why)) }
	}
	return httpserver.New(opts)
}

// reject responds to a request that gets no further than the server.
func (e *Emulator) reject(w http.ResponseWriter, r *http.Request, why httpserver.Rejection) {
	s, r, err := e.registry.Route(r)
	if err != nil {
		control.Fail(w, err)
		return
	}
	e.rejectIn(s, w, r, why)
}

// rejectIn responds to a request for a session that gets no further than the server.
func (e *engine) rejectIn(s *sessions.Session, w http.ResponseWriter, r *http.Request, why httpserver.Rejection) {
	if control.Owns(r.URL.Path) {
		control.Reject(w, r, why)
		return
	}
	s.Reject(w, r, wire.Rejection{Status: why.Status, Reason: cmp.Or(why.Hint, string(why.Reason)), Hint: why.Hint})
}
