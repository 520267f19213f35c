package testharness_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestDemands lets each demand of the journal fail and pass.
func TestDemands(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(panicT{}, testharness.Scenario(twoJobs+`
rules:
  - {call: evs.showJob, nth: 1..3, answer: {error: APIGW.0308}}
  - {call: evs.createVolume, answer: {error: EVS.0001}}
  - {call: element.GetAsyncResult, nth: 1, break: reset}
`))
	journal := sim.Journal()
	require.Equal(t, "jobsim: evs/j1 was polled 0 times, not once\nno client has sent a request", failure(func() { journal.RequirePolls("evs", "j1", 1) }))
	for range 2 {
		send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		sim.Advance(3 * time.Second)
	}
	spent := failure(func() { journal.RequireRuleSpent("evs.showJob") })
	require.Contains(t, spent, "the rule at scenario:7 for evs.showJob is not spent: it met 2 calls, and could claim up to call 3\nwhat the client did:\n")
	for range 2 {
		send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		sim.Advance(3 * time.Second)
	}
	send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
	sim.Advance(3 * time.Second)
	send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
	send(sim, http.MethodGet, "/v1/p/jobs/j2", "")
	send(sim, http.MethodPost, "/json-rpc/12.5", `{"method": "GetAsyncResult", "params": {"asyncHandle": 7}, "id": 1}`)

	for want, demand := range map[string]func(){
		"evs/j1 was polled 3 times, not once":                                           func() { journal.RequirePolls("evs", "j1", 1) },
		"the client saw RUNNING of evs/j1, not SUCCESS":                                 func() { journal.RequireStatuses("evs", "j1", "SUCCESS") },
		"the client saw nothing of evs/j9, not SUCCESS":                                 func() { journal.RequireStatuses("evs", "j9", "SUCCESS") },
		"request 2 about evs/j1 came 3s after the one before, not 1m0s":                 func() { journal.RequirePause("evs", "j1", time.Minute) },
		"the rule at scenario:8 for evs.createVolume met no call":                       func() { journal.RequireRuleSpent("evs.createVolume") },
		`there is no rule for "evs.deleteVolume"`:                                       func() { journal.RequireRuleSpent("evs.deleteVolume") },
		"1 unmatched request, the first of them evs.showJob -> 400: evs/j2: no job of ": func() { journal.RequireAllMatched() },
	} {
		said := failure(demand)
		require.Contains(t, said, want)
		require.True(t, strings.HasPrefix(said, "jobsim: "), said)
	}
	journal.RequireRuleSpent("evs.showJob")
	journal.RequireRuleSpent("element.GetAsyncResult")
	journal.RequirePolls("evs", "j1", 3)
	journal.RequirePause("evs", "j1", 3*time.Second)
	journal.RequireNoPollAfterEnd("evs", "j1")
	require.Contains(t, journal.String(), "element.GetAsyncResult -> cut off  element/7: rule scenario:9 break reset (its call 1)")
	require.Contains(t, journal.String(), "evs.showJob -> 429")
}

// TestTranscriptLimit checks that a transcript shows the newest requests and counts the others.
func TestTranscriptLimit(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t)
	for n := range 50 {
		send(sim, http.MethodGet, fmt.Sprintf("/v1/p/jobs/%d", n), "")
	}
	lines := strings.Split(sim.Journal().String(), "\n")
	require.Equal(t, "what the client did, after 10 earlier requests:", lines[0])
	require.Contains(t, lines[1], " 11  12:00:00.000  evs.showJob -> 400")
	require.Len(t, lines, 41)
	sim.Journal().Clear()
	require.Empty(t, sim.Journal().Entries())
}
