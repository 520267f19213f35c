package control

import (
	"io"
	"net"
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// Options is what the control API needs of the server that it is part of.
type Options struct {
	Version  string
	Token    string   // the bearer token that requests must have; empty: none
	Hosts    []string // further host names by which clients may reach it
	CA       []byte   // the certificate of the server's authority, in PEM; nil: there is none
	Started  time.Time
	APIs     []wire.API
	Self     string // the URL at which other replicas reach this one; empty: there are none
	Sessions Sessions
	Metrics  Metrics // nil: none are kept
	// APIAddr returns the address at which the APIs are served, for requests at a listener of the control API alone; nil, or
	// a nil address: it is not known.
	APIAddr func() net.Addr
	// Coverage returns what clients of all sessions were shown, and what they were not; nil: it is not counted.
	Coverage func() (coverage.Coverage, error)
	// Shipped returns the names of the scenarios that are part of the program; Text returns the YAML of one of them.
	Shipped func() []string
	Text    func(name string) ([]byte, bool)
	// Store returns the state of the store with the sessions' logs; nil: there is none.
	Store func() StoreMetrics
	// Schema returns the JSON Schema of scenario files; nil: there is none.
	Schema func() ([]byte, error)
	// Read reads a scenario without running it.
	Read func(text []byte) (*scenario.Scenario, error)
	// Draw draws the jobs of a scenario as SVG; nil: no pictures are drawn.
	Draw func(io.Writer, *scenario.Scenario) error
	// Errors returns the native errors, with commands for a server's URL; nil: there is no list of them.
	Errors func(url string) ([]admin.NativeError, error)
}

// Sessions are the sessions besides the server's own.
type Sessions interface {
	Open(admin.CreateSession) (Session, error)
	Fork(Session, admin.ForkSession) (Session, error)
	Find(id string) (Session, bool)
	All() []Session // oldest first
	// Elsewhere returns the documents of the sessions that other replicas serve, for the client of a request.
	Elsewhere(*http.Request) []admin.Session
	End(id string) bool
}

// Session is what the control API can do with a session.
type Session interface {
	ID() string      // empty for the server's own
	Project() string // the project ID of requests that are for the session
	Expires() time.Time
	Listeners() map[string]net.Addr // its own listeners, by "listen" and "tls_listen"
	Seed() uint64
	Profile() string
	Scenarios() []string // the names of those that it loaded

	World() *world.World
	Clock() *clock.Steered
	Journal() *journal.Journal
	Explain(journal.Entry) string // why its response was what it was
	Verdict(final bool) verdict.Report

	Begin(scenario []byte) ([]job.Snapshot, error) // starts the jobs of a scenario's text
	ForceTo(job.Ref, string) (job.Snapshot, error) // ends a timeline with a step in the scenario language
	Hold(job.Ref) (job.Snapshot, error)
	Release(job.Ref) (job.Snapshot, error)
	JobScenario(job.Ref) ([]byte, error)       // a scenario in which the job goes the same way
	DoRule(playback.Command) ([]string, error) // adds, arms, disarms and removes rules

	NextChange() (job.Snapshot, bool)
	AdvanceNext() (time.Time, error)
	AdvanceTo(job.Ref, string) (time.Time, error)
	AdvanceEnd() (time.Time, []job.Ref)

	Ready() error  // returns a *wire.UnavailableError if what requests do cannot be kept at present
	Commit() error // returns once what was done so far is kept, or a *wire.UnavailableError

	Reset() error
	Snapshot() ([]byte, error)
	Restore([]byte) error
}
