// Package testharness runs jobsim inside a Go test and controls it.
//
//	func TestWaiter(t *testing.T) {
//		sim := testharness.Run(t, testharness.Scenario(`
//	jobs:
//	  - {api: evs, id: j1, type: createVolume,
//	     timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}
//	`))
//		go client.Wait(sim.URL(), "j1")          // or sim.Client(), which needs no socket
//		sim.WaitForPolls("evs", "j1", 3)         // does not sleep
//		sim.Force("evs", "j1", "{status: FAIL, error: EVS.2024}")
//		sim.Journal().RequireNoPollAfterEnd("evs", "j1")
//	}
//
// The clock is stopped until the test moves it: Advance, AdvanceTo a job's status, AdvanceToNext change, AdvanceToEnd. With
// Skipping each response moves it to the job's next change, with Scaled it runs. Inside a testing/synctest bubble use Real
// and Client: then the client's own sleeps move the clock, and ten minutes of polling take milliseconds.
//
// A job can be started, inspected, forced, held and released while the client polls it. Fork copies all jobs at one
// instant, to try an alternative. Session opens an isolated session of the same emulator, for tests that share one and run in
// parallel: each has its own URL, jobs, clock, rules and journal.
//
// The Journal records what the client did, and why it got each response. A demand that fails, RequirePolls and the others,
// ends the test and prints that transcript. When a test fails for another reason, the transcript is logged, and the whole
// journal and each job's timeline are among the test's artifacts (go test -artifacts keeps them).
//
// The package has no state of its own: every Run is a separate emulator, and tests that use it may run in parallel.
// Everything ends with its test. The methods end the test that a Sim was made for; as with testing.T, call them in its
// goroutine.
//
// The in-memory client returns a response when it is complete: an endless stream, such as the control API's journal/follow,
// needs a socket.
package testharness
