package control

import (
	"net"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// Options is what the control API needs of the server that it is a part of.
type Options struct {
	Version  string
	Token    string   // what a caller must show as a bearer; empty: nothing
	Hosts    []string // further names by which callers may reach it
	CA       []byte   // the authority of the server's certificates, in PEM; nil: there is none
	Began    time.Time
	APIs     []wire.API
	Sessions Sessions
	Metrics  *Metrics
	// Site tells where the APIs are served, for who asks where they are not; nil: nobody knows.
	Site func() net.Addr
	// Shipped tells the scenarios that the program brings along, by name; Text is one's text.
	Shipped func() []string
	Text    func(name string) ([]byte, bool)
	// Schema is the JSON Schema of scenario files; nil: there is none.
	Schema func() ([]byte, error)
}

// Sessions are the sessions that callers make.
type Sessions interface {
	Open(CreateSession) (Session, error)
	Fork(Session, Lodging) (Session, error)
	Find(id string) (Session, bool)
	All() []Session
	End(id string) bool
}

// CreateSession says what a new session is to be. The zero CreateSession is a session like the server's own.
type CreateSession struct {
	Lodging
	Scenario string            `json:"scenario"` // a name or a text; empty: what the server loaded
	Snapshot string            `json:"snapshot"` // a text, in place of a scenario
	Seed     *uint64           `json:"seed"`
	Clock    string            `json:"clock"` // a mode; empty: that of the server
	Now      time.Time         `json:"now"`   // when its clock begins; zero: at the present instant
	Profile  string            `json:"profile"`
	Settings map[string]string `json:"settings"`
}

// Lodging says where a session is found, and for how long.
type Lodging struct {
	ID        string   `json:"id"`         // empty: one is made
	TTL       Duration `json:"ttl"`        // how long it lives unused, by real time; 0: an hour, a fork's is its origin's
	Listen    string   `json:"listen"`     // an address at which it alone is served by HTTP; empty: none
	TLSListen string   `json:"tls_listen"` // and one by HTTPS
}

// Session is a world apart, as far as it can be steered.
type Session interface {
	ID() string      // empty for the server's own
	Project() string // the project that picks it
	Expires() time.Time
	Listeners() map[string]net.Addr // its own listeners, by "listen" and "tls_listen"
	Seed() uint64
	Profile() string
	Scenarios() []string // the names of those that it loaded

	World() *world.World
	Clock() *clock.Steered
	Journal() *journal.Journal
	Explain(journal.Entry) string // why its answer was what it was

	Begin(scenario []byte) ([]job.Snapshot, error) // starts the jobs of a scenario's text
	ForceTo(job.Ref, string) (job.Snapshot, error) // ends a script, by a step in the scenario language
	Hold(job.Ref) (job.Snapshot, error)
	Release(job.Ref) (job.Snapshot, error)

	NextChange() (job.Snapshot, bool)
	AdvanceNext() (time.Time, error)
	AdvanceTo(job.Ref, string) (time.Time, error)
	AdvanceEnd() (time.Time, []job.Ref)

	Reset() error
	Snapshot() ([]byte, error)
	Restore([]byte) error
}
