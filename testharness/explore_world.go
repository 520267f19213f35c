package testharness

import (
	"flag"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/journal"
)

// world runs the test in a world.
func (x *exploration) world(t *testing.T, w explore.World) {
	t.Helper()
	if !x.config.explore.bubble {
		made, err := x.shared.Emulator.NewSession(emulator.SessionOptions{Scenarios: w.Sources(), TTL: sessionTTL})
		if err != nil {
			x.space.Done(w, explore.Run{Failure: "the world cannot begin"})
			t.Fatalf("jobsim: %v", err)
		}
		x.client(t, w, x.shared.attach(t, made))
		return
	}
	ended := false
	defer func() {
		deadlock := recover()
		if deadlock == nil && ended {
			return
		}
		if !ended {
			x.space.Done(w, explore.Run{Failure: "the bubble ends in a deadlock: " + w.Cause()})
		}
		if deadlock != nil {
			t.Errorf("jobsim: %v", deadlock)
		}
	}()
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		c := *x.config
		c.Scenarios, c.JournalBodies, c.explore = w.Sources(), true, exploreConfig{}
		if c.Clock == nil {
			c.Clock = clock.System{}
		}
		defer func() { ended = true }()
		x.client(t, w, Run(t, Option{func(_ T, to *config) { *to = c }}))
	})
}

// client runs the test's function against a Sim, and passes on what came of it.
func (x *exploration) client(t *testing.T, w explore.World, sim *Sim) {
	t.Helper()
	limit := startLimit(t, sim, x.config.explore.limit)
	defer func() {
		limit.stop()
		if t.Skipped() {
			x.space.Done(w, explore.Run{Skipped: true})
			return
		}
		failure := x.failure(t, w, sim, limit)
		if failure != "" && !x.first(failure) {
			sim.printed.Store(true) // a transcript for each cause is enough
		}
		x.space.Done(w, explore.Run{Entries: sim.session.Journal().Entries(journal.Filter{}), Failure: failure})
	}()
	x.f(t, sim)
}

// The time limits of a world. That of a bubble is of the bubble's time.
const (
	worldLimit       = 20 * time.Second
	bubbleWorldLimit = 30 * 24 * time.Hour
)

// timeLimit ends the client of a world that takes too long, by closing its connections.
type timeLimit struct {
	after time.Duration
	timer *time.Timer

	mu   sync.Mutex
	over bool // the time has passed
	done bool // the client has ended
}

func startLimit(t *testing.T, sim *Sim, after time.Duration) *timeLimit {
	t.Helper()
	if after == 0 {
		if after = worldLimit; sim.bubble != "" {
			after = bubbleWorldLimit
		}
	}
	l := &timeLimit{after: after}
	l.timer = time.AfterFunc(after, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.done {
			return
		}
		l.over = true
		t.Errorf("%s: the client has not ended within %s; its connections are closed now", sim, after)
		sim.local.close()
	})
	return l
}

func (l *timeLimit) stop() {
	l.timer.Stop()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.done = true
}

func (l *timeLimit) passed() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.over
}

// parallelism returns how many worlds run at a time: as many as go test's -parallel says.
func parallelism() int {
	if f := flag.Lookup("test.parallel"); f != nil {
		if n, err := strconv.Atoi(f.Value.String()); err == nil && n > 0 {
			return n
		}
	}
	return runtime.GOMAXPROCS(0)
}

// subtestPattern returns the name of the one subtest of a test that go test's -run selects; empty if it selects all or a pattern.
func subtestPattern(t *testing.T) string {
	t.Helper()
	f := flag.Lookup("test.run")
	if f == nil {
		return ""
	}
	parts := strings.Split(f.Value.String(), "/")
	level := strings.Count(t.Name(), "/") + 1
	if level >= len(parts) {
		return ""
	}
	name := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(parts[level], "^"), "$"), `\`, "")
	if name == explore.Plain || strings.ContainsAny(name, `|()[]*+?^$`) {
		return ""
	}
	return name
}
