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

// TestDemands fails each demand that the journal knows, and lets each be met.
func TestDemands(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(tutorial{}, testharness.Scenario(twoJobs+`
on:
  - {call: evs.showJob, times: 1..3, answer: {error: APIGW.0308}}
  - {call: evs.createVolume, answer: {error: EVS.0001}}
  - {call: element.GetAsyncResult, times: 1..1, break: reset}
`))
	told := sim.Journal()
	require.Equal(t, "jobsim: evs/j1 was polled 0 times, not once\nno client has asked anything", fatal(func() { told.RequirePolls("evs", "j1", 1) }))
	for range 2 {
		ask(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		sim.Advance(3 * time.Second)
	}
	spent := fatal(func() { told.RequireRuleSpent("evs.showJob") })
	require.Contains(t, spent, "the rule at scenario:7 for evs.showJob is not spent: it met 2 calls, and could claim up to call 3\nwhat the client did:\n")
	for range 2 {
		ask(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		sim.Advance(3 * time.Second)
	}
	ask(sim, http.MethodGet, "/v1/p/jobs/j1", "")
	sim.Advance(3 * time.Second)
	ask(sim, http.MethodGet, "/v1/p/jobs/j1", "")
	ask(sim, http.MethodGet, "/v1/p/jobs/j2", "")
	ask(sim, http.MethodPost, "/json-rpc/12.5", `{"method": "GetAsyncResult", "params": {"asyncHandle": 7}, "id": 1}`)

	for want, demand := range map[string]func(){
		"evs/j1 was polled 3 times, not once":                                      func() { told.RequirePolls("evs", "j1", 1) },
		"of evs/j1 the client was told RUNNING, not SUCCESS":                       func() { told.RequireStatuses("evs", "j1", "SUCCESS") },
		"of evs/j9 the client was told nothing, not SUCCESS":                       func() { told.RequireStatuses("evs", "j9", "SUCCESS") },
		"request 2 about evs/j1 came 3s after the one before, not 1m0s":            func() { told.RequirePause("evs", "j1", time.Minute) },
		"the rule at scenario:8 for evs.createVolume met no call":                  func() { told.RequireRuleSpent("evs.createVolume") },
		`there is no rule for "evs.deleteVolume"`:                                  func() { told.RequireRuleSpent("evs.deleteVolume") },
		"1 call in vain, the first of them evs.showJob -> 400: evs/j2: no job of ": func() { told.RequireAllMet() },
	} {
		said := fatal(demand)
		require.Contains(t, said, want)
		require.True(t, strings.HasPrefix(said, "jobsim: "), said)
	}
	told.RequireRuleSpent("evs.showJob")
	told.RequireRuleSpent("element.GetAsyncResult")
	told.RequirePolls("evs", "j1", 3)
	told.RequirePause("evs", "j1", 3*time.Second)
	told.RequireNoPollAfterEnd("evs", "j1")
	require.Contains(t, told.String(), "element.GetAsyncResult -> cut off  element/7: rule scenario:9 break reset (its call 1)")
	require.Contains(t, told.String(), "evs.showJob -> 429")
}

// TestAStoryHasAnEnd tells the youngest requests and counts the others.
func TestAStoryHasAnEnd(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t)
	for n := range 50 {
		ask(sim, http.MethodGet, fmt.Sprintf("/v1/p/jobs/%d", n), "")
	}
	told := strings.Split(sim.Journal().String(), "\n")
	require.Equal(t, "what the client did, after 10 earlier requests:", told[0])
	require.Contains(t, told[1], " 11  12:00:00.000  evs.showJob -> 400")
	require.Len(t, told, 41)
	sim.Journal().Clear()
	require.Empty(t, sim.Journal().Entries())
}
