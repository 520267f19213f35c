package testharness_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/jobsim/jobsim/testharness"
)

// The journal knows what the client did, and why it was answered as it was. A demand that is not met tells all of it.
func ExampleJournal_RequireNoPollAfterEnd() {
	defer func() { fmt.Println(recover()) }() // where a test would end
	t := tutorial{}
	sim := testharness.Run(t, testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: SUCCESS}]}
on:
  - {call: evs.showJob, times: 2..2, answer: {error: APIGW.0308}}
`))
	for range 4 {
		ask(sim, "GET", "/v1/p/jobs/j1", "")
		sim.Advance(5 * time.Second)
	}
	sim.Journal().RequireRuleSpent("evs.showJob")
	sim.Journal().RequirePolls("evs", "j1", 3)
	sim.Journal().RequireStatuses("evs", "j1", "RUNNING", "SUCCESS")
	sim.Journal().RequireNoPollAfterEnd("evs", "j1")
	// Output:
	// jobsim: request 4 asked about evs/j1 again, though request 3 was told its end
	// what the client did:
	//     1  12:00:00.000  evs.showJob -> 200  evs/j1 step 1 RUNNING since 12:00:00, ends at 12:00:10
	//     2  12:00:05.000  evs.showJob -> 429  evs/j1: rule scenario:5 answered APIGW.0308 (its call 2)
	//     3  12:00:10.000  evs.showJob -> 200  evs/j1 step 2 SUCCESS since 12:00:10, rests
	//     4  12:00:15.000  evs.showJob -> 200  evs/j1 step 2 SUCCESS since 12:00:10, rests
}

// A request that met nothing tells what it was nearest to.
func ExampleJournal_RequireAllMet() {
	defer func() { fmt.Println(strings.Split(fmt.Sprint(recover()), "\n")[0]) }()
	t := tutorial{}
	sim := testharness.Run(t, testharness.Scenario(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}]`))
	ask(sim, "GET", "/v1/p/jobs/j2", "")
	sim.Journal().RequireAllMet()
	// Output:
	// jobsim: 1 call in vain, the first of them evs.showJob -> 400: evs/j2: no job of this name was ever started; did you mean j1?
}
