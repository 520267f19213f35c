package testharness_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// visit is a scenario for the demands, and what a client does in it is in visit.drive.
const visit = twoJobs + `  - {api: evs, id: j3, type: deleteVolume, timeline: [{status: RUNNING}]}
rules:
  - {call: evs.showJob, nth: 1, answer: {error: APIGW.0308}}
  - {call: evs.showJob, nth: 9, answer: {error: APIGW.0308}}
  - {call: evs.listVolumes, answer: {error: EVS.0001}}
  - {call: element.GetAsyncResult, nth: 1, break: reset}
`

// drive sends the requests that the demands are about: a creation, and polls of j1 three seconds apart until after its end.
func drive(sim *testharness.Sim) {
	send(sim, http.MethodPost, "/v3/p/cloudvolumes", `{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD","metadata":{"tags":["a","b"]}}}`)
	for range 3 {
		send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		sim.Advance(3 * time.Second)
	}
	sim.AdvanceTo("evs", "j1", "SUCCESS")
	for range 2 {
		send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		sim.Advance(3 * time.Second)
	}
	send(sim, http.MethodPost, "/json-rpc/12.5", `{"method": "GetAsyncResult", "params": {"asyncHandle": 7}, "id": 1}`)
}

// demands are those of the journal: how each passes after drive, and each way in which it fails, with its message.
var demands = []struct {
	name   string
	passes func(testharness.Journal)
	fails  map[string]func(testharness.Journal)
}{
	{
		"RequirePolls", func(j testharness.Journal) { j.RequirePolls("evs", "j1", 4); j.RequirePolls("element", "7", 0) },
		map[string]func(testharness.Journal){
			"evs/j1 was polled 4 times, not once":                                  func(j testharness.Journal) { j.RequirePolls("evs", "j1", 1) },
			"job evs/j11: no job of this name was ever started (did you mean j1?)": func(j testharness.Journal) { j.RequirePolls("evs", "j11", 0) },
			`job esv/j1: there is no API "esv" (did you mean evs?)`:                func(j testharness.Journal) { j.RequirePolls("esv", "j1", 0) },
		},
	},
	{
		"RequireStatuses", func(j testharness.Journal) { j.RequireStatuses("evs", "j1", "INIT", "RUNNING", "SUCCESS") },
		map[string]func(testharness.Journal){
			"the client saw INIT, RUNNING, SUCCESS of evs/j1, not SUCCESS": func(j testharness.Journal) { j.RequireStatuses("evs", "j1", "SUCCESS") },
			"the client saw nothing of element/7, not complete":            func(j testharness.Journal) { j.RequireStatuses("element", "7", "complete") },
			"job evs/j9: no job of this name":                              func(j testharness.Journal) { j.RequireStatuses("evs", "j9") },
		},
	},
	{
		"RequirePause", func(j testharness.Journal) { j.RequirePause("evs", "j1", 3*time.Second) },
		map[string]func(testharness.Journal){
			"request 3 about evs/j1 came 3s after the one before, not 1m0s": func(j testharness.Journal) { j.RequirePause("evs", "j1", time.Minute) },
			"job evs/j9: no job of this name":                               func(j testharness.Journal) { j.RequirePause("evs", "j9", time.Second) },
		},
	},
	{
		"RequireNoPollAfterEnd", func(j testharness.Journal) {
			j.RequireNoPollAfterEnd("element", "7")
		},
		map[string]func(testharness.Journal){
			"request 6 polled evs/j1 again, although the response to request 5 showed its end": func(j testharness.Journal) { j.RequireNoPollAfterEnd("evs", "j1") },
			"evs/j3 was never polled":                            func(j testharness.Journal) { j.RequireNoPollAfterEnd("evs", "j3") },
			`job esv/nope: there is no API "esv"`:                func(j testharness.Journal) { j.RequireNoPollAfterEnd("esv", "nope") },
			"job evs/nope: no job of this name was ever started": func(j testharness.Journal) { j.RequireNoPollAfterEnd("evs", "nope") },
		},
	},
	{
		"RequireCalls", func(j testharness.Journal) {
			j.RequireCalls("evs.createVolume", 1)
			j.RequireCalls("evs.showJob", 5)
			j.RequireCalls("element.GetAsyncResult", 1)
			j.RequireCalls("evs.deleteVolume", 0)
		},
		map[string]func(testharness.Journal){
			"evs.showJob was called 5 times, not once":                  func(j testharness.Journal) { j.RequireCalls("evs.showJob", 1) },
			`there is no call "evs.showJobb" (did you mean showJob?)`:   func(j testharness.Journal) { j.RequireCalls("evs.showJobb", 0) },
			`"showJob" is not a call: want an API and its operation`:    func(j testharness.Journal) { j.RequireCalls("showJob", 0) },
			`call ev.showJob: there is no API "ev" (did you mean evs?)`: func(j testharness.Journal) { j.RequireCalls("ev.showJob", 0) },
		},
	},
	{
		"RequireOrder", func(j testharness.Journal) {
			j.RequireOrder("evs.createVolume", "evs.showJob", "evs.showJob", "element.GetAsyncResult")
		},
		map[string]func(testharness.Journal){
			"evs.createVolume was not called after element.GetAsyncResult, request 7 (wanted: element.GetAsyncResult, evs.createVolume)": func(j testharness.Journal) {
				j.RequireOrder("element.GetAsyncResult", "evs.createVolume")
			},
			"evs.deleteVolume was not called (wanted: evs.deleteVolume)": func(j testharness.Journal) { j.RequireOrder("evs.deleteVolume") },
			"no calls are named":                 func(j testharness.Journal) { j.RequireOrder() },
			`there is no call "evs.creatVolume"`: func(j testharness.Journal) { j.RequireOrder("evs.creatVolume") },
		},
	},
	{
		"RequireBody", func(j testharness.Journal) {
			j.RequireBody("evs.createVolume", 1, `{"volume": {"size": 10, "metadata": {"tags": ["a", "b"]}}}`)
		},
		map[string]func(testharness.Journal){
			"the body of request 1 of evs.createVolume differs:\n  volume.name: want \"data\", got no such member\n  volume.size: want 20, got 10\n": func(j testharness.Journal) {
				j.RequireBody("evs.createVolume", 1, `{"volume": {"name": "data", "size": 20}}`)
			},
			`volume.metadata.tags: want ["a"], got ["a","b"]`: func(j testharness.Journal) {
				j.RequireBody("evs.createVolume", 1, `{"volume": {"metadata": {"tags": ["a"]}}}`)
			},
			`volume.metadata.tags.1: want "c", got "b"`: func(j testharness.Journal) {
				j.RequireBody("evs.createVolume", 1, `{"volume": {"metadata": {"tags": ["a", "c"]}}}`)
			},
			`volume: want 1, got {`: func(j testharness.Journal) { j.RequireBody("evs.createVolume", 1, `{"volume": 1}`) },
			"there is no request 2 of evs.createVolume: it was called once": func(j testharness.Journal) { j.RequireBody("evs.createVolume", 2, `{}`) },
			"request 2 has no body":                           func(j testharness.Journal) { j.RequireBody("evs.showJob", 1, `{}`) },
			"the wanted body of evs.createVolume is not JSON": func(j testharness.Journal) { j.RequireBody("evs.createVolume", 1, `{size: 10}`) },
			`there is no call "evs.create"`:                   func(j testharness.Journal) { j.RequireBody("evs.create", 1, `{}`) },
		},
	},
	{
		"RequireRuleSpent", func(j testharness.Journal) { j.RequireRuleSpent("element.GetAsyncResult") },
		map[string]func(testharness.Journal){
			"for evs.showJob is not spent: it counted 5 calls and can claim 1 more": func(j testharness.Journal) { j.RequireRuleSpent("evs.showJob") },
			"for evs.listVolumes matched no call":                                   func(j testharness.Journal) { j.RequireRuleSpent("evs.listVolumes") },
			`there is no rule for "evs.deleteVolume"`:                               func(j testharness.Journal) { j.RequireRuleSpent("evs.deleteVolume") },
			`there is no call "evs.deleteVolum"`:                                    func(j testharness.Journal) { j.RequireRuleSpent("evs.deleteVolum") },
		},
	},
}

// TestDemands lets each demand pass and fail: outside of a bubble, inside of one, and of a Sim that parallel subtests share.
func TestDemands(t *testing.T) {
	t.Parallel()
	t.Run("outside", func(t *testing.T) {
		t.Parallel()
		judge(t, func(w *recordingT) *testharness.Sim { return testharness.Run(w, testharness.Scenario(visit)) })
	})
	t.Run("in a bubble", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			judge(t, func(w *recordingT) *testharness.Sim { return testharness.Run(w, testharness.Scenario(visit)) })
		})
	})
	shared := testharness.Run(t, testharness.Scenario(visit))
	for n := range 4 {
		t.Run(fmt.Sprint("session ", n), func(t *testing.T) {
			t.Parallel()
			judge(t, func(w *recordingT) *testharness.Sim { return shared.Session(w) })
		})
		t.Run(fmt.Sprint("fork ", n), func(t *testing.T) {
			t.Parallel()
			judge(t, func(w *recordingT) *testharness.Sim { return shared.Fork(w) })
		})
	}
}

// judge lets the demands pass and fail, each at a T of its own.
func judge(t *testing.T, open func(*recordingT) *testharness.Sim) {
	sim := open(newT(t))
	drive(sim)
	for _, d := range demands {
		require.Empty(t, failure(func() { d.passes(sim.With(newT(t)).Journal()) }), d.name)
		for want, demand := range d.fails {
			said := failure(func() { demand(sim.With(newT(t)).Journal()) })
			require.Contains(t, said, want, d.name)
			require.True(t, strings.HasPrefix(said, sim.String()+": "), said)
			require.Equal(t, 1, strings.Count(said, "what the client did"), said)
		}
	}
}

// TestAllMatched is about requests that match nothing, and about no requests at all.
func TestAllMatched(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(newT(t), testharness.Scenario(twoJobs))
	require.Equal(t, "jobsim: no client has sent a request\nno client has sent a request", failure(sim.Journal().RequireAllMatched))
	send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
	sim.Journal().RequireAllMatched()
	send(sim, http.MethodGet, "/v1/p/jobs/j2", "")
	require.Contains(t, failure(sim.Journal().RequireAllMatched), "jobsim: 1 unmatched request, the first of them evs.showJob -> 400: evs/j2: no job of ")
	require.EqualError(t, testharness.Run(newT(t)).Journal().CheckRuleSpent(""), "there are no rules")
}

// TestTranscript shows how a rule appears in it.
func TestTranscript(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Scenario(visit))
	drive(sim)
	require.Contains(t, sim.Journal().String(), "  7  12:01:11.000  element.GetAsyncResult -> cut off  element/7: rule demands_test.go:")
	require.Contains(t, sim.Journal().String(), "evs.showJob -> 429")
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
