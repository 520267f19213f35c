package testharness_test

import (
	"fmt"
	"time"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/testharness"
)

// A verdict says what the client did wrong, and which expectations of the scenarios it missed.
func ExampleSim_RequireVerdict() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.FailOn(verdict.Warning), testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: FAIL}]}
expect:
  - {job: evs/j1, seen: [RUNNING, FAIL]}
  - {call: evs.deleteVolume, after: {job: evs/j1, status: FAIL}}
allow:
  - {finding: polls-after-end, because: the client shows the job once more}
`))
	for range 4 {
		send(sim, "GET", "/v1/p/jobs/j1", "")
		sim.Advance(5 * time.Second)
	}
	report := sim.Verdict()
	fmt.Println(report.Summary())
	fmt.Println(report.Brief())
	for _, a := range report.Allowed {
		fmt.Printf("allowed: %s, %s\n", a.Finding.ID, a.Because)
	}
	defer func() { fmt.Println("failed:", recover() != nil) }() // Fatalf of this t panics
	sim.RequireVerdict()
	// Output:
	// verdict failed: 4 requests, 1 of 2 expectations met, no findings, 1 allowed
	// missed: evs.deleteVolume: at least once after evs/j1 showed FAIL (example_verdict_test.go:15:6:5): saw 0 calls
	// allowed: polls-after-end, the client shows the job once more
	// failed: true
}
