package explore_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/testharness"
)

// play is what a client does against a server. It returns what is wrong, or an empty text.
type play func(sim *testharness.Sim, bugs bugs) string

// exploreAll runs a client in all worlds of scenarios, several at a time. each is called for every world in turn as it begins.
func exploreAll(t testing.TB, sources []scenario.Source, opts explore.Options, bugs bugs, play play, each func(explore.World)) explore.Report {
	t.Helper()
	space, err := explore.New(sources, emulator.Vocabularies(), opts)
	require.NoError(t, err)
	shared := newShared(t)
	var workers sync.WaitGroup
	var turn sync.Mutex
	next := func() (explore.World, bool) {
		turn.Lock()
		defer turn.Unlock()
		w, ok := space.Next()
		if ok && each != nil {
			each(w)
		}
		return w, ok
	}
	for range 4 {
		workers.Go(func() {
			for w, ok := next(); ok; w, ok = next() {
				entries, failure := runIn(shared, w.File(""), bugs, play)
				space.Done(w, explore.Run{Entries: entries, Failure: failure})
			}
		})
	}
	workers.Wait()
	return space.Report()
}

func newShared(t testing.TB) *testharness.Sim {
	t.Helper()
	return testharness.Run(t, testharness.Skipping(), testharness.SaveHAR())
}

// runIn runs a client against a session that plays a scenario.
func runIn(shared *testharness.Sim, text []byte, bugs bugs, play play) ([]journal.Entry, string) {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := shared.Session(t, testharness.Scenario(string(text)))
	failure := play(sim, bugs)
	return sim.Journal().Entries(), failure
}

// newClient returns a client of a server.
func newClient(sim *testharness.Sim, bugs bugs) *client {
	return &client{http: sim.Client(), token: "t", known: sim.Credentials(), bugs: bugs}
}

// judge compares what a client says of jobs with how they are.
func judge(sim *testharness.Sim, err error, refs ...job.Ref) string {
	failed, over := false, true
	entries := sim.Journal().Entries()
	last := entries[len(entries)-1].At // the skipping clock is ahead of the client
	for _, ref := range refs {
		snap := sim.Peek(ref.API, ref.ID)
		failed = failed || snap.Phase == job.Failed
		over = over && snap.Phase.Over() && !snap.Ended.After(last)
	}
	switch {
	case err == nil && failed:
		return "the client took a failure for a success"
	case err == nil && !over:
		return "the client did not wait for the end"
	case errors.Is(err, errFailed) && !failed:
		return "the client took a success for a failure"
	case err != nil && !errors.Is(err, errFailed):
		return "the client gave up"
	default:
		return ""
	}
}

// seededFaults are small clients with one fault each, and scenarios that say nothing of it.
var seededFaults = []struct {
	name, scenario string
	bugs           bugs
	play           play
	found          explore.Kind // what the shortest world has
}{
	{
		"a 503 is taken for an end", `jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 2s..5s}, {status: SUCCESS}]}]`,
		bugs{unavailableEnds: true},
		waitsForDisk, explore.Unavailable,
	},
	{
		"a creation is repeated after a lost reply", `rules: [{call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}}]`,
		bugs{createsAgain: true},
		createsDisk, explore.Lose,
	},
	{
		"an item is missing from a page",
		`jobs:
  - {api: drs, id: one, timeline: [{status: FULL_TRANSFER_STARTED, for: 1m}, {status: FULL_TRANSFER_COMPLETE}]}
  - {api: drs, id: two, timeline: [{status: FULL_TRANSFER_STARTED, for: 2m}, {status: FULL_TRANSFER_COMPLETE}]}`,
		bugs{missingDone: true},
		waitsForTasks, explore.Missing,
	},
	{
		"a failed sub-job is never looked at",
		`jobs:
  - api: sdrs
    id: group
    type: createProtectionGroupNoCG
    timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]
    sub_jobs:
      - id: part
        type: createProtectionGroupNoCG
        timeline:
          - {status: RUNNING, for: 10s}
          - choose: [{weight: 9, steps: [{status: SUCCESS}]}, {steps: [{status: FAIL, error: SDRS.0405}]}]`,
		bugs{noSubJobs: true},
		waitsForGroup, explore.Branch,
	},
	{
		"a token expires in mid-poll", `jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}]`,
		bugs{tokenForGood: true},
		signsInAndWaits, explore.Expired,
	},
	{
		"a token that has expired is used again",
		`{settings: {auth: strict}, jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}]}`,
		bugs{sameToken: true},
		signsInAndWaits, explore.Expired,
	},
}

func waitsForDisk(sim *testharness.Sim, bugs bugs) string {
	return judge(sim, newClient(sim, bugs).waitJob("evs", "disk"), job.Ref{API: "evs", ID: "disk"})
}

func signsInAndWaits(sim *testharness.Sim, bugs bugs) string {
	c := newClient(sim, bugs)
	err := c.signIn()
	if err == nil {
		err = c.waitJob("evs", "disk")
	}
	return judge(sim, err, job.Ref{API: "evs", ID: "disk"})
}

func waitsForTasks(sim *testharness.Sim, bugs bugs) string {
	return judge(sim, newClient(sim, bugs).waitTasks("one", "two"), job.Ref{API: "drs", ID: "one"}, job.Ref{API: "drs", ID: "two"})
}

func waitsForGroup(sim *testharness.Sim, bugs bugs) string {
	return judge(sim, newClient(sim, bugs).waitJob("sdrs", "group"), job.Ref{API: "sdrs", ID: "group"}, job.Ref{API: "sdrs", ID: "part"})
}

func createsDisk(sim *testharness.Sim, bugs bugs) string {
	err := newClient(sim, bugs).create("data")
	jobs := sim.Jobs("evs")
	if len(jobs) != 1 {
		return fmt.Sprintf("there are %d jobs", len(jobs))
	}
	return judge(sim, err, jobs[0].Ref)
}

// TestSeededFaults wants each of some faults to be found, and the file of the world that found it to show it alone: the client with the
// fault fails there again, and one without it does not.
func TestSeededFaults(t *testing.T) {
	t.Parallel()
	for _, one := range seededFaults {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			src := []scenario.Source{{Name: "seeded", Text: []byte(one.scenario)}}
			right := exploreAll(t, src, explore.Options{}, bugs{}, one.play, nil)
			require.Zero(t, right.Failed, "the client without the fault:\n%s", right.Text(name))
			require.Greater(t, right.Worlds, 8)

			wrong := exploreAll(t, src, explore.Options{}, one.bugs, one.play, nil)
			require.NotZero(t, wrong.Failed, wrong.Text(name))
			t.Log(wrong.Text(name))
			at := slices.IndexFunc(wrong.Groups, func(g explore.Group) bool { return g.Shortest.Kind() == string(one.found) })
			require.GreaterOrEqual(t, at, 0, wrong.Text(name))
			group := wrong.Groups[at]
			file := group.Shortest.File(group.Failure)
			shared := newShared(t)
			_, failure := runIn(shared, file, one.bugs, one.play)
			require.Equal(t, group.Failure, failure, string(file))
			_, failure = runIn(shared, file, bugs{}, one.play)
			require.Empty(t, failure, string(file))
		})
	}
}

func name(world string) string { return world }
