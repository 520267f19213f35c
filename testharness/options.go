package testharness

import (
	"fmt"
	"maps"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

// Start is the first instant of a harness's clock, unless Real or At says otherwise.
var Start = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// Option changes how Run starts an emulator, or Session a session.
type Option func(T, *emulator.Options)

// Scenario loads a scenario from its text. Without Scenario and Files, Run loads nothing, and Session loads what Run did.
func Scenario(yaml string) Option {
	return func(_ T, o *emulator.Options) {
		o.Scenarios = append(o.Scenarios, emulator.Source{Name: "scenario", Text: []byte(yaml)})
	}
}

// Files loads scenarios by name: files, directories, or shipped ones such as "documents".
func Files(names ...string) Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		found, err := emulator.FindScenarios(nil, names...)
		if err != nil {
			t.Fatalf("jobsim: %v", err)
		}
		o.Scenarios = append(o.Scenarios, found...)
	}
}

// At sets the first instant of the clock. The clock is stopped, unless Real, Scaled or Skipping says otherwise.
func At(start time.Time) Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		mode := clock.Manual
		if o.Clock != nil {
			mode = o.Clock.String()
		}
		o.Clock = newClock(t, mode, start)
	}
}

// Real uses real time, or the bubble's time inside testing/synctest. With At the clock begins at that instant.
func Real() Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		if o.Clock == nil {
			o.Clock = clock.System{}
			return
		}
		o.Clock = newClock(t, "real", o.Clock.Now())
	}
}

// Scaled runs the clock at a multiple of real time, or of the bubble's time.
func Scaled(factor float64) Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		o.Clock = newClock(t, fmt.Sprintf("%gx", factor), startTime(o))
	}
}

// Skipping uses a stopped clock that moves after each response to the next change of the job in it: a client needs one poll
// per status, however long each status lasts.
func Skipping() Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		o.Clock = newClock(t, clock.Skipping, startTime(o))
	}
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
func startTime(o *emulator.Options) time.Time {
	if o.Clock == nil {
		return Start
	}
	return o.Clock.Now()
}

// Seed sets the seed that keys every draw.
func Seed(seed uint64) Option { return func(_ T, o *emulator.Options) { o.Seed = &seed } }

// Observed selects the profile of live services instead of that of the documents.
func Observed() Option { return func(_ T, o *emulator.Options) { o.Profile = "observed" } }

// Set sets one point of fidelity by name, as in Set("drs.count", "total").
func Set(name, value string) Option { return Settings(map[string]string{name: value}) }

// Settings sets points of fidelity by name.
func Settings(values map[string]string) Option {
	return func(_ T, o *emulator.Options) {
		if o.Settings == nil {
			o.Settings = map[string]string{}
		}
		maps.Copy(o.Settings, values)
	}
}

// AuthStrict accepts the known account only, that of Sim.Credentials, with tokens that have not expired and valid
// signatures.
func AuthStrict() Option { return Set("auth", "strict") }

// collect applies options to the zero emulator.Options.
func collect(t T, list []Option) emulator.Options {
	t.Helper()
	var o emulator.Options
	for _, opt := range list {
		opt(t, &o)
	}
	return o
}

// sessionOptions returns the options of a session. It ends the test if one of them holds for the whole emulator.
func sessionOptions(t T, o emulator.Options) emulator.SessionOptions {
	t.Helper()
	if o.Always != nil || o.BodyLimit != 0 || o.Log != nil || o.JournalSize != 0 || o.Admin != "" || o.AdminToken != "" {
		t.Fatalf("jobsim: a session cannot choose what holds for the whole server: give this option to Run")
	}
	opts := emulator.SessionOptions{
		Scenarios: o.Scenarios, Seed: o.Seed, Profile: o.Profile, Settings: o.Settings,
		TTL: sessionTTL,
	}
	if o.Clock != nil {
		opts.Clock = o.Clock.String()
	}
	if _, real := o.Clock.(clock.System); o.Clock != nil && !real {
		opts.Now = o.Clock.Now()
	}
	return opts
}

// sessionTTL keeps a session from expiring: it ends with its test, and a test in a bubble may sleep for years.
const sessionTTL = 100 * 365 * 24 * time.Hour
