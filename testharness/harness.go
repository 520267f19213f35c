package testharness

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator"
)

// session is emulator.Session under a name that leaves Sim.Session free.
type session = emulator.Session

// Sim is an emulator, or a session of one, in a test. It is safe for concurrent use. It has the methods of
// *emulator.Session; of those that can fail it has variants that end the test at an error.
type Sim struct {
	*session
	// Emulator has the session: its default session, or one that Session or Fork opened.
	Emulator *emulator.Emulator

	t      T
	server *server
}

// Run starts an emulator for a test. A faulty scenario ends the test with the place of every fault. The clock is stopped at
// Start until the test moves it, unless an option says otherwise.
func Run(t T, opts ...Option) *Sim {
	t.Helper()
	o := collect(t, opts)
	if o.Scenarios == nil {
		o.Scenarios = []emulator.Source{}
	}
	if o.Clock == nil {
		o.Clock = newClock(t, "manual", Start)
	}
	e, err := emulator.New(o)
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	s := &Sim{session: e.Session, Emulator: e, t: t, server: &server{t: t, emulator: e, token: o.AdminToken}}
	t.Cleanup(s.logFailure)
	return s
}

// Session opens a session of the same emulator, for a test that runs in parallel with others: it has its own jobs, clock,
// seed, rules, journal and URL. Without options it loads the scenarios of Run again, on a clock with the same instant and
// mode. It ends with the test t.
func (s *Sim) Session(t T, opts ...Option) *Sim {
	t.Helper()
	made, err := s.Emulator.NewSession(sessionOptions(t, collect(t, opts)))
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	return s.attach(t, made)
}

// Fork opens a session with the same jobs at the same instant. From then on the two are independent; both go the same way as
// long as nothing is changed. It ends with the test.
func (s *Sim) Fork() *Sim {
	s.t.Helper()
	made, err := s.Emulator.Fork(s.session, emulator.ForkOptions{TTL: sessionTTL})
	if err != nil {
		s.t.Fatalf("jobsim: %v", err)
	}
	return s.attach(s.t, made)
}

// attach returns a Sim for another session of the same emulator.
func (s *Sim) attach(t T, made *emulator.Session) *Sim {
	one := &Sim{session: made, Emulator: s.Emulator, t: t, server: s.server}
	t.Cleanup(func() {
		one.logFailure()
		s.Emulator.EndSession(made.ID())
	})
	return one
}

// ServeHTTP dispatches a request: to any session of the emulator if this is the default session or if the path names a
// session, otherwise to this session.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.ID() == "" || strings.HasPrefix(r.URL.Path, "/s/") {
		s.Emulator.ServeHTTP(w, r)
		return
	}
	s.session.ServeHTTP(w, r)
}

// String returns the name of the Sim in messages.
func (s *Sim) String() string {
	if s.ID() == "" {
		return "jobsim"
	}
	return fmt.Sprintf("jobsim session %s", s.ID())
}
