package testharness

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"

	"github.com/jobsim/jobsim/emulator"
)

// server is what the sessions of an emulator share: its listeners, opened at their first use.
type server struct {
	t        T // the test that all this ends with
	emulator *emulator.Emulator
	token    string // of the control API

	mu            sync.Mutex
	plain, secure *httptest.Server
}

// Client returns an HTTP client whose requests never leave the process. It serves every host, and uses no goroutine and no
// socket.
func (s *Sim) Client() *http.Client { return &http.Client{Transport: transport{s}} }

// URL returns the base URL of this Sim on the loopback interface: the address of a listener, opened at the first call and
// closed with the test, and a path that names the session. Inside a testing/synctest bubble use Client instead: a bubble's
// clock does not move while a goroutine waits for a socket.
func (s *Sim) URL() string { return s.server.open(&s.server.plain, false).URL + s.prefix() }

// TLS returns the base URL over HTTPS, and a client that trusts the certificate. For another kind of client, the certificate
// pool is in that client's *http.Transport.
func (s *Sim) TLS() (url string, client *http.Client) {
	srv := s.server.open(&s.server.secure, true)
	return srv.URL + s.prefix(), srv.Client()
}

// Endpoint returns the base URL of one API, such as "evs", for clients that take one URL per service.
func (s *Sim) Endpoint(api string) string { return s.URL() + "/" + api }

// Addr returns the host and port of the listener. They lead to the default session; a client that can be given no more than
// these selects another session by its project, Sim.Project, or by Sim.ID as the Element user.
func (s *Sim) Addr() net.Addr { return s.server.open(&s.server.plain, false).Listener.Addr() }

// Credentials returns the credentials that AuthStrict accepts. Their project selects this session.
func (s *Sim) Credentials() emulator.Credentials {
	known := emulator.KnownCredentials()
	if s.Project() != "" {
		known.ProjectID = s.Project()
	}
	return known
}

// prefix returns the path that names the session; it is empty for the default session.
func (s *Sim) prefix() string {
	if s.ID() == "" {
		return ""
	}
	return "/s/" + s.ID()
}

// open returns a listener's server, and starts it at the first call.
func (h *server) open(at **httptest.Server, secure bool) *httptest.Server {
	h.mu.Lock()
	defer h.mu.Unlock()
	if *at != nil {
		return *at
	}
	srv := httptest.NewUnstartedServer(h.emulator)
	srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // net/http logs connections that clients break off
	if secure {
		srv.StartTLS()
	} else {
		srv.Start()
	}
	*at = srv
	h.t.Cleanup(func() {
		srv.CloseClientConnections() // else a hanging response would delay the end of the test
		srv.Close()
	})
	return srv
}
