package testharness

import (
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

// T is what the harness needs of a test. *testing.T, *testing.B and *rapid.T are Ts, and other frameworks' are easy to make.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// Start is when a harness's clock begins, unless Real or At says otherwise.
var Start = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// Option changes how Run starts the emulator.
type Option func(T, *emulator.Options)

// Scenario loads a scenario from its text. Without this and Files, nothing is loaded.
func Scenario(yaml string) Option {
	return func(_ T, o *emulator.Options) {
		o.Scenarios = append(o.Scenarios, emulator.Source{Name: "scenario", Text: []byte(yaml)})
	}
}

// Files loads scenarios by name: files, directories, or shipped ones such as "documents".
func Files(names ...string) Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		found, err := emulator.Find(nil, names...)
		if err != nil {
			t.Fatalf("jobsim: %v", err)
		}
		o.Scenarios = append(o.Scenarios, found...)
	}
}

// Real lets the emulator live by real time, or by the bubble's inside testing/synctest.
func Real() Option { return func(_ T, o *emulator.Options) { o.Clock = clock.System{} } }

// At begins the clock at an instant, where it stands still until Advance.
func At(start time.Time) Option {
	return func(_ T, o *emulator.Options) { o.Clock = clock.NewManual(start) }
}

// Seed keys every draw.
func Seed(seed uint64) Option { return func(_ T, o *emulator.Options) { o.Seed = &seed } }

// Observed puts the profile of live services in force instead of that of the documents.
func Observed() Option { return func(_ T, o *emulator.Options) { o.Profile = "observed" } }

// Set sets one point of fidelity by name, as in Set("drs.count", "total").
func Set(name, value string) Option {
	return func(_ T, o *emulator.Options) {
		if o.Settings == nil {
			o.Settings = map[string]string{}
		}
		o.Settings[name] = value
	}
}

// Sim is an emulator that a test holds. It is safe for concurrent use.
type Sim struct {
	*emulator.Emulator
	t    T
	once sync.Once
	srv  *httptest.Server
}

// Run starts an emulator for one test. A faulty scenario ends the test with every fault's place.
func Run(t T, opts ...Option) *Sim {
	t.Helper()
	o := emulator.Options{Scenarios: []emulator.Source{}, Clock: clock.NewManual(Start)}
	for _, opt := range opts {
		opt(t, &o)
	}
	e, err := emulator.New(o)
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	return &Sim{Emulator: e, t: t}
}

// Client is an HTTP client whose requests never leave the process: any host answers, and no goroutine or socket is used.
func (s *Sim) Client() *http.Client { return &http.Client{Transport: transport{s.Emulator}} }

// URL is the address of a listener on the loopback interface, opened at the first call and closed with the test. Inside a
// testing/synctest bubble use Client instead: a bubble's clock stands while a socket is waited for.
func (s *Sim) URL() string {
	s.once.Do(func() {
		s.srv = httptest.NewServer(s.Emulator)
		s.t.Cleanup(s.srv.Close)
	})
	return s.srv.URL
}

// Addr is URL without the scheme: host and port.
func (s *Sim) Addr() net.Addr {
	s.URL()
	return s.srv.Listener.Addr()
}

// Advance moves the clock forward, and ends the test if it is one that cannot be moved.
func (s *Sim) Advance(d time.Duration) time.Time {
	s.t.Helper()
	now, ok := s.Emulator.Advance(d)
	if !ok {
		s.t.Fatalf("jobsim: the clock is %q and moves by itself; only a manual clock can be advanced", s.Clock())
	}
	return now
}

// Start starts the jobs of a scenario's text beside the running ones and answers their first snapshots.
func (s *Sim) Start(yaml string) []job.Snapshot {
	s.t.Helper()
	snaps, err := s.Emulator.Start(emulator.Source{Name: "start", Text: []byte(yaml)})
	if err != nil {
		s.t.Fatalf("jobsim: %v", err)
	}
	return snaps
}

// Peek looks at a job without being counted as a poll, and ends the test if it cannot be seen.
func (s *Sim) Peek(api, id string) job.Snapshot {
	s.t.Helper()
	snap, err := s.Emulator.Peek(job.Ref{API: api, ID: id})
	if err != nil {
		s.t.Fatalf("jobsim: %v", err)
	}
	return snap
}
