package testharness_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/testharness"
)

func TestWaitForPolls(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Scenario(twoJobs))
	sim.WaitForPolls("evs", "j1", 0)
	client := make(chan string)
	go func() {
		status := ""
		for status != "FAIL" {
			status = gjson.Get(send(sim, http.MethodGet, "/v1/p/jobs/j1", ""), "status").Str
		}
		client <- status
	}()
	sim.WaitForPolls("evs", "j1", 3)
	sim.WaitForCalls("evs.showJob", 4)
	sim.Force("evs", "j1", "FAIL")
	require.Equal(t, "FAIL", <-client)
}

// TestWaitForPollsInABubble waits while the client sleeps, and continues between its third and fourth poll.
func TestWaitForPollsInABubble(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(twoJobs))
		start := time.Now()
		done := make(chan error)
		w := &waiter{client: sim.Client(), url: "http://evs.test/v1/p", token: "t", every: 10 * time.Second}
		go func() { done <- w.wait(t.Context(), "j1") }()
		sim.WaitForPolls("evs", "j1", 3)
		require.Equal(t, 20*time.Second, time.Since(start))
		sim.Force("evs", "j1", "{status: FAIL, error: EVS.2024}")
		require.ErrorContains(t, <-done, "EVS.2024")
		sim.Journal().RequirePolls("evs", "j1", 4)
		sim.Journal().RequirePause("evs", "j1", 10*time.Second)
	})
}

// TestWaitErrors checks that a wait ends before the test's deadline, with its context, and, in a bubble, when no goroutine
// is left that could poll.
func TestWaitErrors(t *testing.T) {
	t.Parallel()
	over, cancel := context.WithCancel(t.Context())
	cancel()
	const transcript = "\nwhat the client did:\n    1  12:00:00.000  evs.showJob -> 200  evs/j1 step 1 INIT since 12:00:00, ends at 12:00:05"
	for want, w := range map[string]*recordingT{
		"jobsim: waited for 3 polls of evs/j1 and saw 1 (context deadline exceeded)" + transcript: {end: time.Now().Add(1010 * time.Millisecond)},
		"jobsim: waited for 3 polls of evs/j1 and saw 1 (context canceled)" + transcript:          {ctx: over},
	} {
		sim := testharness.Run(w, testharness.Scenario(twoJobs))
		send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		require.Equal(t, want, failure(func() { sim.WaitForPolls("evs", "j1", 3) }))
	}
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(&recordingT{bubble: true}, testharness.Real(), testharness.Scenario(twoJobs))
		start := time.Now()
		require.Contains(t, failure(func() { sim.WaitForCalls("evs.createVolume", 1) }), "waited for 1 calls of evs.createVolume and saw 0")
		require.Greater(t, time.Since(start), 300*24*time.Hour)
	})
	ended := testharness.Run(&recordingT{}).Session(&recordingT{})
	ended.Emulator.EndSession(ended.ID())
	require.Contains(t, failure(func() { ended.WaitForPolls("evs", "j1", 1) }), "jobsim session t1: waited for 1 polls of evs/j1 and saw 0 (the journal is closed: its session ended, or the server stops)\nno client has sent")
}

// TestJournalWithRequestInFlight reads the journal while a response is delayed.
func TestJournalWithRequestInFlight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(twoJobs+`rules: [{call: evs.showJob, delay: 900ms}]`))
		go send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		synctest.Wait()
		sim.Journal().RequirePolls("evs", "j1", 1)
	})
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(twoJobs+`rules: [{call: evs.showJob, delay: 1h}]`))
		go send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		synctest.Wait()
		require.Contains(t, sim.Journal().String(), "GET /v1/p/jobs/j1 -> in flight")
		time.Sleep(time.Hour)
	})
}
