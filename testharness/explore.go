package testharness

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// Explore runs a test in each world that its scenarios allow: each branch of each choice, both ends of each range, each status seen or
// passed between two polls, and each fault at each call of the client, one at a time. Package explore says which worlds there are, and
// in which order. Each world is a subtest with a name of its own and a Sim of its own; as many run at a time as -parallel says. f must
// not call t.Parallel, and its client must do the same whenever it gets the same responses.
//
// A world fails if its subtest fails, if its verdict fails, at a deadlock in a bubble, or at a time limit. In the end the test's log has
// the worlds by kind, and the failures grouped by their cause, each with its shortest world and the command that runs it alone.
//
// The options are those of Run, and Depth, Faults, MaxWorlds, TimeLimit, SaveWorlds and Bubble. The clock is Skipping, or in a bubble
// Real, unless an option says otherwise. With go test -short worlds have one pin at most.
func Explore(t *testing.T, f func(t *testing.T, sim *Sim), opts ...Option) {
	t.Helper()
	c := collect(t, opts)
	if len(c.Scenarios) == 0 {
		t.Fatalf("jobsim: Explore needs a scenario: give it Scenario, Files or ScenarioFS")
	}
	limits := c.explore.options
	limits.Strict = c.Settings["auth"] == "strict"
	if testing.Short() {
		limits.Depth = 1
	}
	space, err := explore.New(c.Scenarios, emulator.Vocabularies(), limits)
	if err != nil {
		t.Fatalf("jobsim: %v", err)
	}
	x := &exploration{config: c, space: space, f: f, failures: map[string]bool{}}
	if !c.explore.bubble {
		x.shared = x.start(t)
	}
	if only := subtestPattern(t); only != "" {
		x.alone(t, only)
	} else {
		x.all(t)
	}
	x.report(t)
}

// exploration is a test that runs in many worlds.
type exploration struct {
	config *config
	space  *explore.Space
	f      func(*testing.T, *Sim)
	shared *Sim // whose emulator has a session for each world; nil in bubbles, where each world has an emulator

	mu       sync.Mutex
	failures map[string]bool // whose transcript is in the log
}

// start returns a Sim without scenarios, with the clock of the exploration.
func (x *exploration) start(t *testing.T) *Sim {
	t.Helper()
	c := *x.config
	c.Scenarios, c.JournalBodies = []emulator.Source{}, true
	if c.Clock == nil {
		c.Clock = newClock(t, "skipping", StartTime)
	}
	c.explore = exploreConfig{}
	shared := Run(t, Option{func(_ T, to *config) { *to = c }})
	shared.printed.Store(true) // no client uses it
	return shared
}

// all runs the worlds, several at a time.
func (x *exploration) all(t *testing.T) {
	t.Helper()
	var workers sync.WaitGroup
	for range parallelism() {
		workers.Go(func() {
			for w, ok := x.space.Next(); ok; w, ok = x.space.Next() {
				x.subtest(t, w)
			}
		})
	}
	workers.Wait()
}

// subtest runs a world as a subtest, unless -run leaves it out.
func (x *exploration) subtest(t *testing.T, w explore.World) {
	t.Helper()
	ran := false
	t.Run(w.Name, func(t *testing.T) {
		ran = true
		x.world(t, w)
	})
	if !ran {
		x.space.Done(w, explore.Run{Skipped: true})
	}
}

// alone runs one world as a subtest, after those from which its calls are known.
func (x *exploration) alone(t *testing.T, name string) {
	t.Helper()
	first := map[string]bool{}
	for _, one := range explore.Ancestors(name) {
		first[one] = true
	}
	t.Run(name, func(t *testing.T) {
		for w, ok := x.space.Next(); ok; w, ok = x.space.Next() {
			switch {
			case w.Name == name:
				x.world(t, w)
				return
			case first[w.Name]:
				x.subtest(t, w)
			default:
				x.space.Done(w, explore.Run{Skipped: true})
			}
		}
		t.Errorf("jobsim: there is no world %s; a world has it only if the client makes that call in the world before", name)
	})
}

// report writes what came of the worlds, and saves the shortest world of each group if an option says so.
func (x *exploration) report(t *testing.T) {
	t.Helper()
	r := x.space.Report()
	t.Log("jobsim: " + r.Text(func(world string) string {
		return fmt.Sprintf("go test -run '^%s$/^%s$'", t.Name(), regexp.QuoteMeta(world))
	}))
	if x.config.explore.save == "" {
		return
	}
	files, err := r.Save(x.config.explore.save)
	if err != nil {
		t.Errorf("jobsim: SaveWorlds: %v", err)
	}
	for _, file := range files {
		t.Logf("jobsim: saved %s", file)
	}
}

// failure returns how a world failed, in the same words for worlds that fail alike; empty if it was survived.
func (x *exploration) failure(t *testing.T, w explore.World, sim *Sim, limit *timeLimit) string {
	t.Helper()
	switch {
	case limit.passed():
		return fmt.Sprintf("the time limit of %s has passed", limit.after)
	case t.Failed():
		return "the test fails: " + w.Cause()
	}
	judged := sim.session.Verdict(true)
	reasons := judged.Reasons(cmp.Or(sim.failOn, verdict.Error))
	if len(reasons) == 0 {
		return ""
	}
	t.Errorf("%s", judged)
	return "the verdict fails: " + strings.Join(reasons, ", ")
}

// first reports whether a failure is the first of its group.
func (x *exploration) first(failure string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	had := x.failures[failure]
	x.failures[failure] = true
	return !had
}
