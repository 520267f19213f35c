package testharness_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/jobsim/jobsim/testharness"
)

// The journal records what the client did and why it got each response. A demand that fails prints all of it.
func ExampleJournal_RequireNoPollAfterEnd() {
	defer func() { fmt.Println(recover()) }() // Fatalf of this t panics
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: SUCCESS}]}
rules:
  - {call: evs.showJob, nth: 2, answer: {error: APIGW.0308}}
`))
	for range 4 {
		send(sim, "GET", "/v1/p/jobs/j1", "")
		sim.Advance(5 * time.Second)
	}
	sim.Journal().RequireRuleSpent("evs.showJob")
	sim.Journal().RequirePolls("evs", "j1", 3)
	sim.Journal().RequireStatuses("evs", "j1", "RUNNING", "SUCCESS")
	sim.Journal().RequireNoPollAfterEnd("evs", "j1")
	// Output:
	// jobsim: request 4 polled evs/j1 again, although the response to request 3 showed its end
	// what the client did:
	//     1  12:00:00.000  evs.showJob -> 200  evs/j1 step 1 RUNNING since 12:00:00, ends at 12:00:10
	//     2  12:00:05.000  evs.showJob -> 429  evs/j1: rule example_journal_test.go:16:5 answered APIGW.0308 (its call 2)
	//     3  12:00:10.000  evs.showJob -> 200  evs/j1 step 2 SUCCESS since 12:00:10, final
	//     4  12:00:15.000  evs.showJob -> 200  evs/j1 step 2 SUCCESS since 12:00:10, final
	// the verdict:
	//   warning: polls-after-end, evs/j1: request 3 showed SUCCESS, which is the end; it was asked for once more
}

// For a request that matched no job the message names the nearest one.
func ExampleJournal_RequireAllMatched() {
	defer func() { fmt.Println(strings.Split(fmt.Sprint(recover()), "\n")[0]) }()
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Scenario(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}]`))
	send(sim, "GET", "/v1/p/jobs/j2", "")
	sim.Journal().RequireAllMatched()
	// Output:
	// jobsim: 1 unmatched request, the first of them evs.showJob -> 400: evs/j2: no job of this name was ever started; did you mean j1?
}
