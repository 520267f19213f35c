package testharness_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/testharness"
)

// pollTwice polls a job that has ended.
func pollTwice(t *testing.T, sim *testharness.Sim) {
	t.Helper()
	for range 2 {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost/evs/v1/p/jobs/j1", nil)
		require.NoError(t, err)
		r.Header.Set("X-Auth-Token", "any")
		res, err := sim.Client().Do(r)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
	}
}

var ended = testharness.Scenario(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}]`)

func TestVerdict(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, ended)
	require.Equal(t, verdict.Passed, sim.Verdict().State)
	pollTwice(t, sim)
	report := sim.Verdict()
	require.Len(t, report.Findings, 1)
	require.Equal(t, "polls-after-end", report.Findings[0].ID)
	require.Equal(t, "evs/j1", report.Findings[0].Subject)
	require.Equal(t, uint64(2), report.Requests)
	sim.RequireVerdict() // a warning does not fail it

	sim.Reset()
	require.Empty(t, sim.Verdict().Findings, "a reset begins a new verdict")
}

// RequireVerdict fails from the level of FailOn, and prints verdict and transcript once.
func TestRequireVerdict(t *testing.T) {
	t.Parallel()
	r := newT(t)
	r.dir = t.TempDir()
	sim := testharness.Run(r, ended, testharness.FailOn(verdict.Warning))
	pollTwice(t, sim)
	said := failure(sim.RequireVerdict)
	require.Contains(t, said, "polls-after-end  evs/j1")
	require.Equal(t, 1, strings.Count(said, "what the client did"))
	r.failed = true
	r.Close()
	require.Empty(t, r.logs, "it was printed before")
}

// An allowance lets a finding pass, in a session of its own too.
func TestAllow(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, ended, testharness.FailOn(verdict.Warning))
	one := sim.Session(t, testharness.Allow("polls-after-end", "the test needs it"))
	pollTwice(t, one)
	one.RequireVerdict()
	require.Equal(t, "the test needs it", one.Verdict().Allowed[0].Because)
	require.Empty(t, sim.Verdict().Allowed)
}

// TestThresholds has a limit at which a client that polls every second is too fast.
func TestThresholds(t *testing.T) {
	t.Parallel()
	for limit, want := range map[time.Duration]int{time.Second: 0, time.Minute: 1} {
		synctest.Test(t, func(t *testing.T) {
			sim := testharness.Run(t, testharness.Real(), testharness.Thresholds(verdict.Thresholds{MinPause: limit, FirstPause: time.Millisecond}),
				testharness.Scenario(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: SUCCESS}]}]`))
			for range 6 {
				send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
				time.Sleep(time.Second)
			}
			found := 0
			for _, f := range sim.Verdict().Findings {
				if f.ID == "polls-too-fast" {
					found++
				}
			}
			require.Equal(t, want, found, "%s", limit)
		})
	}
}
