package testharness

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// Sim is an emulator, or a session of one, in a test. It is safe for concurrent use; the methods that end the test at an
// error must be called in the test's goroutine, as testing.T demands it.
type Sim struct {
	// Emulator has the session: its default session, or one that Session or Fork opened.
	Emulator *emulator.Emulator

	session *emulator.Session
	t       T
	bubble  string // the testing/synctest bubble that it was made in; empty for none
	server  *server
	local   *local
	printed *atomic.Bool // the transcript is in the test's log already
	watch   *stallWatch
	failOn  verdict.Level // from which RequireVerdict fails
}

// Run starts an emulator for a test. A faulty scenario ends the test with the place of every fault. The clock is stopped at
// StartTime until the test moves it, unless an option says otherwise.
func Run(t T, opts ...Option) *Sim {
	t.Helper()
	c := collect(t, opts)
	c.runs(t)
	if c.Scenarios == nil {
		c.Scenarios = []emulator.Source{}
	}
	if c.Clock == nil {
		c.Clock = newClock(t, "manual", StartTime)
	}
	c.MaxSessions = maxSessions
	if c.Options.Coverage == nil {
		c.Options.Coverage = process.Load()
	}
	e, err := emulator.New(c.Options)
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	s := newSim(t, e, e.Session, &server{emulator: e, token: c.AdminToken})
	s.failOn = cmp.Or(c.failOn, verdict.Error)
	t.Cleanup(func() {
		s.logFailure()
		s.local.close()
		s.server.close()
		_ = e.Coverage() // so that it is counted up to here
	})
	return s
}

// maxSessions is more than tests open at a time: each ends with its test.
const maxSessions = 1 << 30

// newSim returns a Sim for a session.
func newSim(t T, e *emulator.Emulator, session *emulator.Session, shared *server) *Sim {
	s := &Sim{Emulator: e, session: session, t: t, bubble: bubble(), server: shared, printed: new(atomic.Bool), watch: &stallWatch{}}
	s.local = &local{server: func() *emulator.Server { return e.SessionServer(session, emulator.Limits{}) }}
	return s
}

// Session opens a session of the same emulator, for a test that runs in parallel with others: it has its own jobs, clock,
// seed, rules, journal and URL. Without options it loads the scenarios of Run again, on a clock with the same instant and
// mode. It ends with the test t.
func (s *Sim) Session(t T, opts ...Option) *Sim {
	t.Helper()
	c := collect(t, opts)
	made, err := s.Emulator.NewSession(sessionOptions(t, c))
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	one := s.attach(t, made)
	one.failOn = cmp.Or(c.failOn, s.failOn)
	return one
}

// Fork opens a session with the same jobs at the same instant, to try an alternative. From then on the two are independent;
// both go the same way as long as nothing is changed. It ends with the test t.
func (s *Sim) Fork(t T) *Sim {
	t.Helper()
	made, err := s.Emulator.Fork(s.session, emulator.ForkOptions{TTL: sessionTTL})
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return s.attach(t, made)
}

// With returns the same Sim for another test, such as a subtest of the one that it was made for: what fails ends that
// test.
func (s *Sim) With(t T) *Sim {
	t.Helper()
	same := *s
	same.t, same.printed = t, new(atomic.Bool)
	t.Cleanup(same.logFailure)
	return &same
}

// attach returns a Sim for another session of the same emulator.
func (s *Sim) attach(t T, made *emulator.Session) *Sim {
	one := newSim(t, s.Emulator, made, s.server)
	one.failOn = s.failOn
	t.Cleanup(func() {
		one.logFailure()
		one.local.close()
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
