package testharness

import (
	"fmt"
	"log/slog"
	"maps"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// StartTime is the first instant of a harness's clock, unless Real or At says otherwise.
var StartTime = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// Option changes how Run starts an emulator, or Session a session. The zero Option changes nothing.
type Option struct{ apply func(T, *config) }

// config is what options come to.
type config struct {
	emulator.Options
	onlyRun []string      // the options that hold for a whole emulator
	judged  bool          // an option says by what clients are judged
	explore exploreConfig // of Explore
	failOn  verdict.Level // from which RequireVerdict fails; empty: that of the Sim of which a session is opened, or verdict.Error
}

// option returns an option that cannot fail.
func option(set func(*config)) Option { return Option{func(_ T, c *config) { set(c) }} }

// runOption returns an option that Session does not take.
func runOption(name string, set func(*config)) Option {
	return option(func(c *config) {
		c.onlyRun = append(c.onlyRun, name)
		set(c)
	})
}

// Options returns several options as one.
func Options(list ...Option) Option {
	return Option{func(t T, c *config) {
		t.Helper()
		for _, opt := range list {
			if opt.apply != nil {
				opt.apply(t, c)
			}
		}
	}}
}

// At sets the first instant of the clock. The clock is stopped, unless Real, Scaled or Skipping says otherwise.
func At(start time.Time) Option {
	return Option{func(t T, c *config) {
		t.Helper()
		mode := clock.Manual
		if c.Clock != nil {
			mode = c.Clock.String()
		}
		c.Clock = newClock(t, mode, start)
	}}
}

// Real uses real time, or the bubble's time inside testing/synctest. With At the clock begins at that instant.
func Real() Option {
	return Option{func(t T, c *config) {
		t.Helper()
		if c.Clock == nil {
			c.Clock = clock.System{}
			return
		}
		c.Clock = newClock(t, "real", c.Clock.Now())
	}}
}

// Scaled runs the clock at a multiple of real time, or of the bubble's time.
func Scaled(factor float64) Option {
	return Option{func(t T, c *config) {
		t.Helper()
		c.Clock = newClock(t, fmt.Sprintf("%gx", factor), c.startTime())
	}}
}

// Skipping uses a stopped clock that moves after each response to the next change of the job in it: a client needs one poll
// per status, however long each status lasts.
func Skipping() Option {
	return Option{func(t T, c *config) {
		t.Helper()
		c.Clock = newClock(t, clock.Skipping, c.startTime())
	}}
}

// newClock returns a clock that begins at an instant. It ends the test if there is no such mode.
func newClock(t T, mode string, at time.Time) clock.Clock {
	t.Helper()
	c, err := clock.ParseAt(mode, at)
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	return c
}

// startTime returns the first instant of the clock according to the options so far.
func (c *config) startTime() time.Time {
	if c.Clock == nil {
		return StartTime
	}
	return c.Clock.Now()
}

// Seed sets the seed that keys every draw.
func Seed(seed uint64) Option { return option(func(c *config) { c.Seed = &seed }) }

// Observed selects the profile of live services instead of that of the documents.
func Observed() Option { return option(func(c *config) { c.Profile = "observed" }) }

// Set sets one point of fidelity by name, as in Set("drs.count", "total").
func Set(name, value string) Option { return Settings(map[string]string{name: value}) }

// Settings sets points of fidelity by name.
func Settings(values map[string]string) Option {
	return option(func(c *config) {
		if c.Settings == nil {
			c.Settings = map[string]string{}
		}
		maps.Copy(c.Settings, values)
	})
}

// AuthStrict accepts the known account only, that of Sim.Credentials, with tokens that have not expired and valid
// signatures.
func AuthStrict() Option { return Set("auth", "strict") }

// Always responds to every request to an API, or to one of its calls, with a native error: "evs:EVS.2024" or
// "evs.showJob:EVS.2024". Only Run takes it.
func Always(errors ...string) Option {
	return runOption("Always", func(c *config) { c.Always = append(c.Always, errors...) })
}

// AdminToken sets the bearer token that callers of the control API must send. Only Run takes it.
func AdminToken(token string) Option {
	return runOption("AdminToken", func(c *config) { c.AdminToken = token })
}

// BodyLimit sets the maximum size of a request's body, in bytes. Only Run takes it.
func BodyLimit(bytes int64) Option {
	return runOption("BodyLimit", func(c *config) { c.BodyLimit = bytes })
}

// JournalSize sets the maximum number of requests that the journal of a session keeps. Only Run takes it.
func JournalSize(entries int) Option {
	return runOption("JournalSize", func(c *config) { c.JournalSize = entries })
}

// MaxJobs sets the maximum number of jobs of a session. Only Run takes it.
func MaxJobs(jobs int) Option { return runOption("MaxJobs", func(c *config) { c.MaxJobs = jobs }) }

// Metrics counts what is served, as emulator/metrics.New does. Only Run takes it.
func Metrics(m emulator.Metrics) Option {
	return runOption("Metrics", func(c *config) { c.Metrics = m })
}

// Log writes one record per request. Only Run takes it.
func Log(log *slog.Logger) Option { return runOption("Log", func(c *config) { c.Log = log }) }

// collect applies options to the zero config.
func collect(t T, list []Option) *config {
	t.Helper()
	var c config
	Options(list...).apply(t, &c)
	return &c
}

// sessionOptions returns the options of a session. It ends the test if one of them holds for the whole emulator.
func sessionOptions(t T, c *config) emulator.SessionOptions {
	t.Helper()
	c.runs(t)
	if len(c.onlyRun) > 0 {
		t.Fatalf("jobsim: %s holds for the whole emulator, so a session cannot choose it: give this option to Run", c.onlyRun[0])
	}
	opts := emulator.SessionOptions{
		Scenarios: c.Scenarios, Seed: c.Seed, Profile: c.Profile, Settings: c.Settings,
		TTL: sessionTTL,
	}
	if c.judged {
		opts.Verdict = &c.Verdict
	}
	if c.Clock != nil {
		opts.Clock = c.Clock.String()
	}
	if _, real := c.Clock.(clock.System); c.Clock != nil && !real {
		opts.Now = c.Clock.Now()
	}
	return opts
}

// sessionTTL keeps a session from expiring: it ends with its test, and a test in a bubble may sleep for years.
const sessionTTL = 100 * 365 * 24 * time.Hour

// SaveHAR records responses too, and keeps the requests and responses of a test that fails as trace.har among its artifacts: a
// HAR file for a browser's developer tools, or for jobsim import. Only Run takes it; it holds for the sessions of the Sim as well.
func SaveHAR() Option {
	return runOption("SaveHAR", func(c *config) { c.JournalBodies = true })
}

// runs ends the test if there is an option that only Explore takes.
func (c *config) runs(t T) {
	t.Helper()
	if c.explore.named != "" {
		t.Fatalf("jobsim: %s is an option of Explore alone", c.explore.named)
	}
}
