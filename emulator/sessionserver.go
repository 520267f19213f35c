package emulator

import (
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

// SessionServer returns a server for a session of this emulator. A path /s/{id} selects another session; otherwise requests
// go to this one, whatever their host, project or user. If the session has ended, requests for it get a 404.
func (e *Emulator) SessionServer(s *Session, limits Limits) *Server {
	if s.ID() == "" {
		return e.Server(limits)
	}
	all, alone := e.Server(limits), s.Server(limits)
	of := func(r *http.Request) *Server {
		if strings.HasPrefix(r.URL.Path, "/s/") {
			return all
		}
		return alone
	}
	serve := func(w http.ResponseWriter, r *http.Request) { of(r).Handler.ServeHTTP(w, r) }
	reject := func(w http.ResponseWriter, r *http.Request, why httpserver.Rejection) { of(r).Reject(w, r, why) }
	return e.server(http.HandlerFunc(serve), reject, limits)
}
