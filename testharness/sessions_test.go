package testharness_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestTwoSessionsInParallel shows how tests share one emulator: each opens a session and sees nothing of the others.
func TestTwoSessionsInParallel(t *testing.T) {
	t.Parallel()
	shared := testharness.Run(t, testharness.Scenario(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}]`))
	t.Run("advances", func(t *testing.T) {
		t.Parallel()
		sim := shared.Session(t)
		sim.Advance(time.Minute)
		require.Equal(t, "SUCCESS", poll(t, http.DefaultClient, sim.Endpoint("evs")+"/v1/p/jobs/j1"))
	})
	t.Run("has its own scenario", func(t *testing.T) {
		t.Parallel()
		sim := shared.Session(t, testharness.Seed(7), testharness.Skipping(), testharness.Scenario(
			`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 1m..1h}, {status: FAIL, error: EVS.2024}]}]`))
		require.Equal(t, "RUNNING", poll(t, sim.Client(), "http://cloud.test/v1/p/jobs/j1"))
		require.Equal(t, "FAIL", poll(t, sim.Client(), "http://cloud.test/v1/p/jobs/j1"))
		sim.Journal().RequirePolls("evs", "j1", 2)
	})
}

// TestManySessions runs 200 parallel tests in one emulator. Each has a job of the same name and must see its own job, clock
// and journal only.
func TestManySessions(t *testing.T) {
	t.Parallel()
	const tests, polls = 200, 5
	shared := testharness.Run(t)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: tests}}
	t.Cleanup(client.CloseIdleConnections)
	t.Run("all", func(t *testing.T) {
		for n := range tests {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				lasts, end := time.Duration(n+1)*time.Second, []string{"SUCCESS", "FAIL"}[n%2]
				sim := shared.Session(t, testharness.Seed(uint64(n)), testharness.Scenario(fmt.Sprintf(
					`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: %s}, {status: %s}]}]`, lasts, end)))
				for range polls {
					require.Equal(t, "INIT", poll(t, client, sim.URL()+"/v1/p/jobs/j1"))
					require.Equal(t, "INIT", poll(t, sim.Client(), "http://cloud.test/evs/v1/p/jobs/j1"))
				}
				require.Equal(t, testharness.StartTime.Add(lasts), sim.AdvanceTo("evs", "j1", end))
				sim.AddScenario(fmt.Sprintf(`jobs: [{api: evs, id: own-%d, type: deleteVolume, timeline: [{status: RUNNING}]}]`, n))
				require.Equal(t, end, poll(t, client, shared.URL()+"/v1/"+sim.Project()+"/jobs/j1"))

				require.Equal(t, testharness.StartTime.Add(lasts), sim.Now())
				require.Len(t, sim.Jobs("evs"), 2)
				sim.Journal().RequirePolls("evs", "j1", 2*polls+1)
				sim.Journal().RequireStatuses("evs", "j1", "INIT", end)
				sim.Journal().RequireAllMatched()
				entries := sim.Journal().Entries()
				require.Len(t, entries, 2*polls+1)
				for i, e := range entries {
					require.Equal(t, sim.ID(), e.Session)
					require.EqualValues(t, i+1, e.N)
				}
			})
		}
	})
	require.Empty(t, shared.Journal().Entries())
	require.Empty(t, shared.Jobs("evs"))
	require.Equal(t, testharness.StartTime, shared.Now())
	_, known := shared.Emulator.FindSession("t1")
	require.False(t, known, "a session ends with its test")
}

// TestForkInASession checks that a session and its fork are independent.
func TestForkInASession(t *testing.T) {
	t.Parallel()
	shared := testharness.Run(t, testharness.Scenario(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 2 polls}, {status: SUCCESS}]}]`))
	sim := shared.Session(t)
	require.Equal(t, "RUNNING", poll(t, sim.Client(), sim.URL()+"/v1/p/jobs/j1"))
	fork := sim.Fork(t)
	require.NotEqual(t, sim.URL(), fork.URL())
	for _, s := range []*testharness.Sim{sim, fork} {
		require.Equal(t, "RUNNING", poll(t, s.Client(), "http://cloud.test/v1/p/jobs/j1"))
		require.Equal(t, "SUCCESS", poll(t, s.Client(), "http://cloud.test/v1/p/jobs/j1"))
	}
	require.Len(t, sim.Journal().Polls("evs", "j1"), 3)
	require.Len(t, fork.Journal().Polls("evs", "j1"), 2, "the journal of a fork begins with it")
	require.Equal(t, "RUNNING", shared.Peek("evs", "j1").Status)
}
