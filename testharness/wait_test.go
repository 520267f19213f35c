package testharness_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
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
		t.Cleanup(w.Close)
		sim := testharness.Run(w, testharness.Scenario(twoJobs))
		send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		require.Equal(t, want, failure(func() { sim.WaitForPolls("evs", "j1", 3) }))
	}
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(newT(t), testharness.Real(), testharness.Scenario(twoJobs))
		start := time.Now()
		require.Contains(t, failure(func() { sim.WaitForCalls("evs.createVolume", 1) }), "waited for 1 calls of evs.createVolume and saw 0")
		require.Greater(t, time.Since(start), 300*24*time.Hour)
	})
	ended := testharness.Run(newT(t)).Session(newT(t))
	ended.Emulator.EndSession(ended.ID())
	require.Contains(t, failure(func() { ended.WaitForPolls("evs", "j1", 1) }), "jobsim session t1: waited for 1 polls of evs/j1 and saw 0 (the journal is closed: its session ended, or the server stops; job evs/j1: no job of this name was ever started)\nno client has sent")
}

// TestJournalDoesNotWait reads the journal while responses are delayed and dripping: no look moves the clock, and nothing
// that is not sent counts.
func TestJournalDoesNotWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(twoJobs+`
  - {api: sdrs, id: s1, type: createProtectionGroupNoCG, timeline: [{status: RUNNING}]}
rules:
  - {call: evs.showJob, delay: 1h}
  - {call: sdrs.showJob, break: drip}
  - {call: element.GetAsyncResult, break: hang}
`))
		start := time.Now()
		go send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		go send(sim, http.MethodGet, "/sdrs/v1/p/jobs/s1", "")
		ctx, cancel := context.WithCancel(t.Context())
		impatient := &http.Client{Transport: cancelled{ctx, sim.Transport()}}
		go func() {
			r, err := http.NewRequest(http.MethodPost, "http://cluster/json-rpc/12.5", strings.NewReader(`{"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`))
			if err == nil {
				r.SetBasicAuth("admin", "any")
				_, err = impatient.Do(r)
			}
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the hanging response ended with %v", err)
			}
		}()
		synctest.Wait()
		for range 10 {
			require.Equal(t, 3, strings.Count(sim.Journal().String(), " -> in flight"))
			sim.Journal().RequirePolls("evs", "j1", 0)
			sim.Journal().RequirePolls("sdrs", "s1", 0)
		}
		require.Equal(t, start, time.Now())
		cancel()
		time.Sleep(time.Hour)
		synctest.Wait()
		sim.Journal().RequirePolls("evs", "j1", 1)
		sim.Journal().RequirePolls("sdrs", "s1", 1)
		sim.Journal().RequirePolls("element", "7", 0)
	})
}

// cancelled sends requests under a context of its own.
type cancelled struct {
	ctx context.Context
	http.RoundTripper
}

// RoundTrip sends a request.
func (c cancelled) RoundTrip(r *http.Request) (*http.Response, error) {
	return c.RoundTripper.RoundTrip(r.WithContext(c.ctx))
}
