package testharness

import (
	"fmt"
	"maps"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

// Start is when a harness's clock begins, unless Real or At says otherwise.
var Start = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// Option changes how Run starts an emulator, or Session a session.
type Option func(T, *emulator.Options)

// Scenario loads a scenario from its text. Without this and Files, Run loads nothing, and Session what Run loaded.
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

// At begins the clock at an instant. It stands there, unless Real, Scaled or Skipping says otherwise.
func At(start time.Time) Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		mode := clock.Manual
		if o.Clock != nil {
			mode = o.Clock.String()
		}
		o.Clock = begin(t, mode, start)
	}
}

// Real lets the emulator live by real time, or by the bubble's inside testing/synctest. With At it begins at that instant.
func Real() Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		if o.Clock == nil {
			o.Clock = clock.System{}
			return
		}
		o.Clock = begin(t, "real", o.Clock.Now())
	}
}

// Scaled lets the emulator's time go so many times as fast as real time, or as the bubble's.
func Scaled(factor float64) Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		o.Clock = begin(t, fmt.Sprintf("%gx", factor), began(o))
	}
}

// Skipping lets the clock stand, but after each answer it moves to the next change of the job that was asked about: a
// client needs as many polls as the job has statuses, however long these last.
func Skipping() Option {
	return func(t T, o *emulator.Options) {
		t.Helper()
		o.Clock = begin(t, clock.Skipping, began(o))
	}
}

// begin is a clock that begins at an instant.
func begin(t T, mode string, at time.Time) clock.Clock {
	t.Helper()
	c, err := clock.ParseAt(mode, at)
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	return c
}

// began is when the clock begins, as far as the options before this one say.
func began(o *emulator.Options) time.Time {
	if o.Clock == nil {
		return Start
	}
	return o.Clock.Now()
}

// Seed keys every draw.
func Seed(seed uint64) Option { return func(_ T, o *emulator.Options) { o.Seed = &seed } }

// Observed puts the profile of live services in force instead of that of the documents.
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

// AuthStrict lets only the known account in: that of Sim.Credentials, with tokens that live and signatures that are right.
func AuthStrict() Option { return Set("auth", "strict") }

// options are what the options come to.
func options(t T, list []Option) emulator.Options {
	t.Helper()
	var o emulator.Options
	for _, opt := range list {
		opt(t, &o)
	}
	return o
}

// guest is what a session of its own can be told: the clock by its mode and instant, and not what holds for a whole server.
func guest(t T, o emulator.Options) emulator.SessionOptions {
	t.Helper()
	if o.Always != nil || o.BodyLimit != 0 || o.Log != nil || o.JournalSize != 0 || o.Admin != "" || o.AdminToken != "" {
		t.Fatalf("jobsim: a session cannot choose what holds for the whole server: give this option to Run")
	}
	opts := emulator.SessionOptions{
		Scenarios: o.Scenarios, Seed: o.Seed, Profile: o.Profile, Settings: o.Settings,
		Lodging: emulator.Lodging{TTL: lifelong},
	}
	if o.Clock != nil {
		opts.Clock = o.Clock.String()
	}
	if _, real := o.Clock.(clock.System); o.Clock != nil && !real {
		opts.Now = o.Clock.Now()
	}
	return opts
}

// lifelong keeps a session from expiring: it ends with its test, and a bubble's test may sleep for years.
const lifelong = 100 * 365 * 24 * time.Hour
