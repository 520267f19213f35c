package emulator

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

// Limits bound what clients can hold of a Server. The zero Limits works.
type Limits = httpserver.Limits

// Server serves an emulator at sockets: Serve takes a listener, with TLS or without, and any number of them; Shutdown lets
// the answers under way finish.
type Server = httpserver.Server

// Server makes a server of this emulator. What is no HTTP, and what is beyond the limits, is answered in the form of the
// API that it was meant for.
func (e *Emulator) Server(limits Limits) *Server {
	return httpserver.New(httpserver.Options{Handler: e, Refuse: e.reject, Limits: limits, Log: e.log})
}

// AdminServer makes a server of the control API alone, as Admin has it.
func (e *Emulator) AdminServer(limits Limits) *Server {
	refused := func(w http.ResponseWriter, _ *http.Request, status int) { refuse(w, rejected(status)) }
	return httpserver.New(httpserver.Options{Handler: e.Admin(), Refuse: refused, Limits: limits, Log: e.log})
}

// reject answers a request that gets no further than the server.
func (e *Emulator) reject(w http.ResponseWriter, r *http.Request, status int) {
	s, r := e.guests.route(w, r)
	switch {
	case s == nil:
	case control.Owns(r.URL.Path):
		refuse(w, rejected(status))
	default:
		s.dispatcher.Reject(w, r, status, s.World())
	}
}

// rejected is the problem of such a request to the control API.
func rejected(status int) *control.Error {
	if status >= http.StatusInternalServerError {
		status = http.StatusBadRequest // what the server does not support is the client's fault
	}
	return &control.Error{Status: status, Code: "bad_request", Message: http.StatusText(status)}
}
