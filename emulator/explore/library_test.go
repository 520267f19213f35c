package explore_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/testharness"
)

// waitsForAll waits for the first jobs of each API that are there from the start.
func waitsForAll(sim *testharness.Sim, bugs bugs) string {
	const enough = 2
	c := newClient(sim, bugs)
	c.http.Timeout = 5 * time.Second
	for _, api := range []string{"evs", "sdrs", "drs", "element"} {
		jobs := sim.Jobs(api)
		for _, j := range jobs[:min(len(jobs), enough)] {
			if failure := judgeOne(sim, c.wait(j.Ref), j.Ref); failure != "" {
				return failure
			}
		}
	}
	return ""
}

// wait waits for a job of any API.
func (c *client) wait(ref job.Ref) error {
	switch ref.API {
	case "drs":
		return c.waitTasks(ref.ID)
	case "element":
		return c.waitHandle(ref.ID)
	default:
		return c.waitJob(ref.API, ref.ID)
	}
}

// judgeOne is judge for a job that may never end, or whose end the client cannot see.
func judgeOne(sim *testharness.Sim, err error, ref job.Ref) string {
	var shown []journal.JobView
	inVain := 0 // requests since the job was last shown
	for _, e := range sim.Journal().Entries() {
		inVain++
		for _, v := range e.Observed {
			if v.Job == ref && e.State == journal.Answered {
				shown, inVain = append(shown, v), 0
			}
		}
	}
	ended := func(p job.Phase) bool {
		return slices.ContainsFunc(shown, func(v journal.JobView) bool { return v.Phase == p })
	}
	switch {
	case err == nil && !ended(job.Succeeded) && ended(job.Failed):
		return "the client took a failure for a success"
	case err == nil && !ended(job.Succeeded):
		return "the client did not wait for the end"
	case errors.Is(err, errFailed) && !ended(job.Failed):
		return "the client took something else for a failure of the job"
	case err != nil && !errors.Is(err, errFailed) && slices.ContainsFunc(shown, func(v journal.JobView) bool { return v.Phase.Over() && v.Until.Final() }):
		return "the client did not see the end"
	case err != nil && !errors.Is(err, errFailed) && len(shown) < maxPolls-attempts && inVain < attempts:
		return "the client gave up"
	default:
		return ""
	}
}

// exploreShipped runs the client in the worlds of a shipped scenario, each in a bubble, so that what the scenario delays costs no time.
// It returns the report, or false if the client cannot finish the plain world: the scenario is about a server that is of no use. With
// first it ends at the first failure.
func exploreShipped(t *testing.T, name string, bugs bugs, first bool) (explore.Report, bool) {
	t.Helper()
	sources, err := emulator.FindScenarios(nil, name)
	require.NoError(t, err)
	space, err := explore.New(sources, emulator.Vocabularies(), explore.Options{Worlds: 400})
	require.NoError(t, err)
	for w, ok := space.Next(); ok; w, ok = space.Next() {
		r := bubbled(t, w.Sources(), bugs)
		if w.Name == explore.Plain && r.Failure != "" && !first {
			return explore.Report{}, false
		}
		if space.Done(w, r); r.Failure != "" && first {
			space.Stop()
		}
	}
	return space.Report(), true
}

// bubbled runs the client in a world.
func bubbled(t *testing.T, sources []scenario.Source, bugs bugs) (r explore.Run) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := testharness.NewStandalone()
		defer s.Close()
		opts := []testharness.Option{testharness.Skipping(), testharness.SaveHAR()}
		for _, src := range sources {
			opts = append(opts, testharness.Scenario(string(src.Text)))
		}
		sim := testharness.Run(s, opts...)
		r.Failure = waitsForAll(sim, bugs)
		r.Entries = sim.Journal().Entries()
	})
	return r
}

// wrongWaiters are the reference waiter with one fault each.
var wrongWaiters = map[string]bugs{
	"takes a 503 for the end":                  {unavailableEnds: true},
	"takes a failure for a success":            {failIsDone: true},
	"gives up when a connection breaks":        {noRetry: true},
	"takes a throttle for a failure":           {throttledFails: true},
	"takes a job that is not visible for done": {notFoundDone: true},
}

// TestLibraryExplored wants the reference waiter to survive each world of each shipped scenario that it can finish at all. With -short
// and under the race detector it takes some of the scenarios.
func TestLibraryExplored(t *testing.T) {
	t.Parallel()
	every := 1
	switch {
	case testing.Short():
		every = 60
	case raced:
		every = 12
	}
	worlds, explored, left := 0, 0, []string(nil)
	for i, name := range emulator.ShippedScenarios() {
		if i%every != 0 {
			continue
		}
		r, ok := exploreShipped(t, name, bugs{}, false)
		if !ok {
			left = append(left, name)
			continue
		}
		require.Zero(t, r.Failed, "%s: %s", name, r.Text(func(world string) string { return world }))
		explored++
		worlds += r.Worlds
	}
	t.Logf("the right waiter survived %d worlds of %d scenarios; it cannot finish %d: %v", worlds, explored, len(left), left)
	require.Less(t, len(left)*4, explored)
}

// TestWrongWaiters wants each wrong waiter to be found in the first scenarios of the library.
func TestWrongWaiters(t *testing.T) {
	t.Parallel()
	for fault, bugs := range wrongWaiters {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			worlds := 0
			for _, name := range emulator.ShippedScenarios() {
				if _, ok := exploreShippedPlain(t, name); !ok {
					continue
				}
				r, _ := exploreShipped(t, name, bugs, true)
				if worlds += r.Worlds; r.Failed > 0 {
					t.Logf("found in world %d, %s of %s: %s", worlds, r.Groups[0].World, name, r.Groups[0].Failure)
					return
				}
			}
			t.Fatalf("not found in %d worlds", worlds)
		})
	}
}

// exploreShippedPlain reports whether the right waiter can finish the plain world of a scenario.
func exploreShippedPlain(t *testing.T, name string) (string, bool) {
	t.Helper()
	sources, err := emulator.FindScenarios(nil, name)
	require.NoError(t, err)
	r := bubbled(t, sources, bugs{})
	return r.Failure, r.Failure == ""
}
