package testharness

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"

	"github.com/jobsim/jobsim/emulator"
)

// server is what all sessions of an emulator share: its listeners, opened when they are first asked for.
type server struct {
	t        T // the test that all this ends with
	emulator *emulator.Emulator
	token    string // of the control API

	mu            sync.Mutex
	plain, secure *httptest.Server
}

// Client is an HTTP client whose requests never leave the process: any host answers, and no goroutine or socket is used.
func (s *Sim) Client() *http.Client { return &http.Client{Transport: transport{s}} }

// URL is where this Sim is on the loopback interface: the address of a listener that is opened at the first call and closed
// with the test, and a path that names the session. Inside a testing/synctest bubble use Client instead: a bubble's clock
// stands while a socket is waited for.
func (s *Sim) URL() string { return s.house.open(&s.house.plain, false).URL + s.prefix() }

// TLS is URL over HTTPS, and a client that trusts the certificate. For a client of another kind, the pool of authorities to
// trust is in that client's *http.Transport.
func (s *Sim) TLS() (url string, client *http.Client) {
	srv := s.house.open(&s.house.secure, true)
	return srv.URL + s.prefix(), srv.Client()
}

// Endpoint is the URL of one API alone, such as "evs", for clients that take one for each service.
func (s *Sim) Endpoint(api string) string { return s.URL() + "/" + api }

// Addr is the listener's host and port. They lead to the emulator's own session; a client that can be told no more than
// these picks another one by its project, which is Sim.Project, or as the Element user of the name Sim.ID.
func (s *Sim) Addr() net.Addr { return s.house.open(&s.house.plain, false).Listener.Addr() }

// Credentials are those that get in under AuthStrict. The project is the one that picks this session.
func (s *Sim) Credentials() emulator.Credentials {
	known := emulator.KnownCredentials()
	if s.Project() != "" {
		known.ProjectID = s.Project()
	}
	return known
}

// prefix is the path that names the session; empty for the emulator's own.
func (s *Sim) prefix() string {
	if s.ID() == "" {
		return ""
	}
	return "/s/" + s.ID()
}

// open is a listener, opened now or before.
func (h *server) open(at **httptest.Server, secure bool) *httptest.Server {
	h.mu.Lock()
	defer h.mu.Unlock()
	if *at != nil {
		return *at
	}
	srv := httptest.NewUnstartedServer(h.emulator)
	srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // what a client breaks off is its own affair
	if secure {
		srv.StartTLS()
	} else {
		srv.Start()
	}
	*at = srv
	h.t.Cleanup(func() {
		srv.CloseClientConnections() // else a client that a scenario lets hang would hold up the end of the test
		srv.Close()
	})
	return srv
}
