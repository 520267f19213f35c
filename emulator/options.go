package emulator

import (
	"cmp"
	"io"
	"log/slog"
	"maps"
	"net"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// Options says how an emulator begins. The zero Options works: the shipped scenarios "documents" and "demo", real time,
// seed 1, no log.
type Options struct {
	// Scenarios are loaded in order. Nil means those of DefaultScenarios; an empty slice loads nothing.
	Scenarios []Source
	// Clock is the clock of the main session. Nil means clock.System.
	Clock clock.Clock
	// Seed keys every draw. Nil means the seed of a scenario, else 1.
	Seed *uint64
	// Profile is "documented" or "observed". Empty means the profile of a scenario, else "documented".
	Profile string
	// Settings are the values of fidelity settings by name. They override the profile and the scenarios.
	Settings map[string]string
	// Always are native errors with which every request gets a response: "evs:EVS.2024" every request to EVS,
	// "evs.showJob:EVS.2024" every request of one operation. They come before the rules of the scenarios.
	Always []string
	// BodyLimit is the maximum size of a request's body, in bytes. Zero means 1 MiB.
	BodyLimit int64
	// Log gets one record per request. Nil discards them.
	Log *slog.Logger
	// JournalSize is the maximum number of entries in the journal of a session; 32 MiB is another limit. Zero means 10,000.
	JournalSize int
	// JournalBodies makes journals keep responses with their bodies, and whole bodies of requests, so that they can be exported.
	JournalBodies bool

	// MaxSessions is the maximum number of sessions at a time, besides the main one. Zero means 1,000.
	MaxSessions int
	// MaxJobs is the maximum number of jobs in a session; sub-jobs, tokens and ended jobs count. Zero means 2,000,000.
	MaxJobs int

	// Store keeps the sessions' logs, so that they go on where they were when another emulator is made with it; those that are there
	// already do. Package emulator/storage opens one. Jobs and rules given as Go values are refused then. Nil keeps nothing.
	Store Store
	// ReplicaSecret is what the replicas that share a Store send each other with the requests that they forward. It must not be empty
	// then.
	ReplicaSecret string

	// Admin is "on" (or empty) or "off": whether the control API is served under /__admin. Emulator.Admin serves it by itself.
	Admin string
	// AdminToken is the bearer token that callers of the control API must send. Empty means that they need none.
	AdminToken string
	// Hosts are further names by which the control API may be reached, besides addresses, localhost and names without dots.
	Hosts []string
	// Version is the version that the control API shows.
	Version string
	// CA is the certificate, in PEM, that clients must trust to speak HTTPS; served at /__admin/ca.pem.
	CA []byte
	// Listen opens a listener of its own for a session and serves it by Session.Server. Nil means that sessions cannot have any.
	Listen func(s *Session, address string, secure bool) (Listener, error)
	// Site returns the address at which the APIs are served, for the URLs of sessions that are created at a listener of the control
	// API alone. Nil means the address of that listener.
	Site func() net.Addr
	// Metrics counts the requests and serves the counts at /__admin/metrics; metrics.New returns one for Prometheus. It belongs to
	// one emulator. Nil means that none are kept.
	Metrics Metrics
	// Verdict is by what the clients of all sessions are judged, besides what the scenarios say.
	Verdict verdict.Options
	// Judged is called with the final verdict on the clients of a session when it ends or is reset, reloaded or restored. It must not
	// call the emulator. Nil means that such verdicts are dropped.
	Judged func(Judged)
	// Coverage counts what clients are shown in all sessions, and may be shared by several emulators; coverage.New returns one. Nil means that
	// it is not counted.
	Coverage *coverage.Counter
	// Schema returns the JSON Schema of scenario files, served at /__admin/schema.json. Nil means that there is none.
	Schema func() ([]byte, error)
	// Draw draws the jobs of a scenario as SVG, for POST /__admin/scenarios/explain; scenario/render has one. Nil means that no
	// pictures are drawn.
	Draw func(io.Writer, *scenario.Scenario) error
	// NativeErrors returns the native errors, served at /__admin/errors, with commands for a server's URL. Nil means that there is no
	// list of them.
	NativeErrors func(url string) ([]admin.NativeError, error)
}

// Metrics counts the requests of an emulator. Package emulator/metrics has the one for Prometheus.
type Metrics = control.Metrics

// Completion is one response that has ended, as Metrics.Completed gets it: API, Op, Status, Rule, Took, Observed.
type Completion = control.Completion

// SessionMetrics is the state of an emulator and of one of its sessions at the moment of a scrape, as Metrics.Serve gets it.
type SessionMetrics = control.SessionMetrics

// StoreMetrics is the state of a Store, and of an emulator among its replicas, at the moment of a scrape.
type StoreMetrics = control.StoreMetrics

// Judged is the final verdict on the clients of a session, from its beginning or the last reset on.
type Judged struct {
	Session string // its ID; empty for the main session
	Ended   bool   // the session ended; otherwise it goes on with another state
	Report  verdict.Report
}

const adminOff = "off"

// plan returns what the main session's plan is read from.
func (o Options) plan() (playback.Options, error) {
	sources := o.Scenarios
	if sources == nil {
		var err error
		if sources, err = FindScenarios(nil, DefaultScenarios()...); err != nil {
			return playback.Options{}, err
		}
	}
	return playback.Options{Sources: sources, Seed: o.Seed, Profile: o.Profile, Settings: o.Settings, Always: o.Always, Verdict: o.Verdict}, nil
}

// SessionOptions says how a session begins. The zero SessionOptions works: the scenarios of the main session, on a clock of its
// own with the same instant and mode.
type SessionOptions struct {
	// ID is the session's ID, as in /s/{id}: a letter, then letters, digits and "-", in lower case, at most 32. Empty makes one.
	ID string
	// TTL is how long the session lives unused, by real time. Zero means an hour.
	TTL time.Duration
	// Listen and TLSListen are addresses at which this session alone is served, by HTTP and by HTTPS, as Options.Listen opens
	// them. Empty opens none.
	Listen, TLSListen string

	// Scenarios, Seed, Profile and Settings are those of Options. Nil or empty means those of the main session.
	Scenarios []Source
	Seed      *uint64
	Profile   string
	Settings  map[string]string
	// Verdict is by what the clients of the session are judged, besides what the scenarios say. Nil means that of the main session.
	Verdict *verdict.Options
	// Clock is a mode that clock.Parse takes. Empty means a copy of the main session's clock.
	Clock string
	// Now is the first instant of the clock. Zero means the present instant.
	Now time.Time
}

// ForkOptions says how a fork is found, and for how long it lives. The fields are those of SessionOptions; a zero TTL means that of
// the origin.
type ForkOptions struct {
	ID                string
	TTL               time.Duration
	Listen, TLSListen string
}

// load returns the state in which a session begins.
func (e *engine) load(opts SessionOptions) (*playback.State, error) {
	main := e.registry.Main().State()
	all := main.Plan.Options
	if opts.Scenarios != nil {
		all.Sources = opts.Scenarios
	}
	if opts.Seed != nil {
		all.Seed = opts.Seed
	}
	all.Profile = cmp.Or(opts.Profile, all.Profile)
	if opts.Verdict != nil {
		all.Verdict = *opts.Verdict
	}
	all.Settings = maps.Clone(all.Settings)
	for name, value := range opts.Settings {
		if all.Settings == nil {
			all.Settings = map[string]string{}
		}
		all.Settings[name] = value
	}
	c, err := opts.clock(main.Clock)
	if err != nil {
		return nil, err
	}
	return e.player.Load(all, c)
}

// clock returns the clock that the options ask for, beside the main session's.
func (o SessionOptions) clock(main *clock.Steered) (*clock.Steered, error) {
	switch {
	case o.Clock == "" && o.Now.IsZero():
		return main.Fork(), nil
	case !o.Now.IsZero() && clock.Check(o.Now) != nil:
		return nil, clock.Check(o.Now)
	case o.Clock == "":
		c := main.Fork()
		if o.Now.Before(c.Now()) {
			return clock.ParseAt(clock.Manual, o.Now)
		}
		c.Set(o.Now)
		return c, nil
	case o.Now.IsZero():
		return clock.Parse(o.Clock)
	default:
		return clock.ParseAt(o.Clock, o.Now)
	}
}

// Source is the text of a scenario with its name and the files that it includes.
type Source = scenario.Source
