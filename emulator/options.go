package emulator

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"slices"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Options says how an emulator starts. The zero Options works: the shipped scenarios "documents" and "demo", real time,
// seed 1, no log.
type Options struct {
	// Scenarios are loaded in order. Nil stands for the shipped ones of Default; an empty slice loads nothing.
	Scenarios []Source
	// Clock is the time by which everything lives. Nil stands for clock.System.
	Clock clock.Clock
	// Seed keys every draw. Nil takes the seed that a scenario names, else 1.
	Seed *uint64
	// Profile is "documented" or "observed". Empty takes the one that a scenario names, else "documented".
	Profile string
	// Settings sets single points of fidelity by name, over what profile and scenarios say.
	Settings map[string]string
	// Always names native errors that are answered at once and to everything: "evs:EVS.2024" to every request to EVS,
	// "evs.showJob:EVS.2024" to one operation. They go before the rules of the scenarios.
	Always []string
	// BodyLimit is how large a request's body may be, in bytes. 0 stands for 1 MiB.
	BodyLimit int64
	// Log gets one record per request. Nil discards them.
	Log *slog.Logger
	// JournalSize is how many requests the journal of a session keeps, in 32 MiB at most. 0 stands for 10,000.
	JournalSize int

	// MaxSessions is how many sessions there may be at a time, besides the emulator's own. 0 stands for 1,000.
	MaxSessions int
	// MaxJobs is how many jobs a session takes, sub-jobs, tokens and those that are over included. 0 stands for 2,000,000.
	MaxJobs int

	// Admin is "on" (or empty) or "off": whether the control API is served under /__admin. Emulator.Admin serves it apart.
	Admin string
	// AdminToken is what callers of the control API must show as a bearer. Empty asks for nothing.
	AdminToken string
	// Hosts are further names by which the control API may be reached, besides addresses, localhost and names without dots.
	Hosts []string
	// Version is what the control API says that this program is.
	Version string
	// CA is the certificate, in PEM, that clients must trust to speak HTTPS; served at /__admin/ca.pem.
	CA []byte
	// Listen opens listeners for sessions that ask for one of their own, and has their requests answered by Session.Server.
	// Nil refuses them.
	Listen func(s *Session, address string, secure bool) (Listener, error)
	// Site tells where the APIs are served, for the URLs of sessions that are made at a listener of the control API alone. Nil
	// tells such callers the URL by which they came.
	Site func() net.Addr
	// Metrics counts the requests and serves the counts at /__admin/metrics; metrics.New returns one for Prometheus. It belongs to
	// one emulator. Nil keeps none.
	Metrics Metrics
	// Schema makes the JSON Schema of scenario files, served at /__admin/schema.json. Nil serves none.
	Schema func() ([]byte, error)
}

// Metrics counts the requests of an emulator. Package emulator/metrics has the one for Prometheus.
type Metrics = control.Metrics

const adminOff = "off"

func (o Options) check() error {
	if o.Admin != "" && o.Admin != "on" && o.Admin != adminOff {
		return fmt.Errorf("admin %q: want on or off", o.Admin)
	}
	return nil
}

// Source is a scenario's text and the name that messages call it by: a file's path, or a shipped scenario's name.
type Source struct {
	Name string
	Text []byte
	// Included are the files that the text includes, as Find reads them. A text without them can include none.
	Included []scenario.File
}

// Equal tells whether two sources say the same, in the same files.
func (s Source) Equal(other Source) bool {
	return s.Name == other.Name && bytes.Equal(s.Text, other.Text) &&
		slices.EqualFunc(s.Included, other.Included, func(a, b scenario.File) bool {
			return a.Path == b.Path && a.Err == b.Err && bytes.Equal(a.Text, b.Text)
		})
}

// Read reads the scenario in the words of all APIs. Its error is scenario.Faults, every fault of it.
func (s Source) Read() (*scenario.Scenario, error) { return s.read(Vocabularies()) }

// Alone is the text of the scenario without need of other files, for who sends it elsewhere. Its error is that of Read.
func (s Source) Alone() ([]byte, error) {
	if len(s.Included) == 0 {
		return s.Text, nil
	}
	return scenario.Inline(s.Name, s.Text, Vocabularies(), s.Included...)
}

// read reads the scenario.
func (s Source) read(words []job.Vocabulary) (*scenario.Scenario, error) {
	if err := s.noSnapshot(); err != nil {
		return nil, err
	}
	return scenario.Read(s.Name, s.Text, words, s.Included...)
}
