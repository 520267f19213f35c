package testharness

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator"
)

// session is emulator.Session under a name that leaves Sim.Session free.
type session = emulator.Session

// Sim is an emulator, or a session of one, that a test holds. It is safe for concurrent use. It has all methods of
// *emulator.Session; those that can fail, or that a test often needs, it has in a form that ends the test by itself.
type Sim struct {
	*session
	// Emulator is what the session is in: its own session, and those that Session and Fork made.
	Emulator *emulator.Emulator

	t     T
	house *server
}

// Run starts an emulator for one test. A faulty scenario ends the test with every fault's place. The clock stands at Start
// until the test moves it, unless an option says otherwise.
func Run(t T, opts ...Option) *Sim {
	t.Helper()
	o := options(t, opts)
	if o.Scenarios == nil {
		o.Scenarios = []emulator.Source{}
	}
	if o.Clock == nil {
		o.Clock = begin(t, "manual", Start)
	}
	e, err := emulator.New(o)
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	s := &Sim{session: e.Session, Emulator: e, t: t, house: &server{t: t, emulator: e, token: o.AdminToken}}
	t.Cleanup(s.report)
	return s
}

// Session opens a world apart in the same emulator, for a test that runs beside others: its jobs, clock, seed, rules and
// journal are its own, and so is its URL. What no option says is as in Run: its scenarios, begun anew, on a clock that
// tells the same instant in the same mode. It ends with the test t.
func (s *Sim) Session(t T, opts ...Option) *Sim {
	t.Helper()
	made, err := s.Emulator.NewSession(guest(t, options(t, opts)))
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	return s.beside(t, made)
}

// Fork makes a session with the same jobs at the same instant, to see what if: what is done to one of the two from now on,
// the other does not see. Both go the same way as long as nothing is. It ends with the test.
func (s *Sim) Fork() *Sim {
	s.t.Helper()
	made, err := s.Emulator.Fork(s.session, emulator.Lodging{TTL: lifelong})
	if err != nil {
		s.t.Fatalf("jobsim: %v", err)
	}
	return s.beside(s.t, made)
}

// beside is a session of the same emulator as a Sim.
func (s *Sim) beside(t T, made *emulator.Session) *Sim {
	one := &Sim{session: made, Emulator: s.Emulator, t: t, house: s.house}
	t.Cleanup(func() {
		one.report()
		s.Emulator.EndSession(made.ID())
	})
	return one
}

// ServeHTTP answers a request: to any session of the emulator if this is its own or the path names one, else to this one.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.ID() == "" || strings.HasPrefix(r.URL.Path, "/s/") {
		s.Emulator.ServeHTTP(w, r)
		return
	}
	s.session.ServeHTTP(w, r)
}

// String names the Sim in messages.
func (s *Sim) String() string {
	if s.ID() == "" {
		return "jobsim"
	}
	return fmt.Sprintf("jobsim session %s", s.ID())
}
