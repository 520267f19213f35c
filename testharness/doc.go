// Package testharness starts jobsim inside a Go test, and is the remote control of it.
//
//	func TestWaiter(t *testing.T) {
//		sim := testharness.Run(t, testharness.Scenario(`
//	jobs:
//	  - {api: evs, id: j1, type: createVolume,
//	     timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}
//	`))
//		go client.Wait(sim.URL(), "j1")          // or sim.Client(), which needs no socket
//		sim.WaitForPolls("evs", "j1", 3)         // no sleeping
//		sim.Force("evs", "j1", "{status: FAIL, error: EVS.2024}")
//		sim.Journal().RequireNoPollAfterEnd("evs", "j1")
//	}
//
// Time stands still until the test moves it: Advance, AdvanceTo a job's status, AdvanceToNext change, AdvanceToEnd. With
// Skipping each answer moves it to the job's next change, with Scaled it runs. Inside a testing/synctest bubble use Real and
// Client: then the client's own sleeps move the clock, and ten minutes of polling pass in milliseconds.
//
// A job can be started, looked at, forced, held and released while the client polls it. Fork makes a twin of all jobs at the
// same instant, to see what if. Session makes a world apart in the same server, for tests that share one and run in
// parallel: each has its own URL, jobs, clock, rules and journal.
//
// The Journal knows what the client did, and why it was answered as it was. Its demands, RequirePolls and the others, end a
// test with that story. When a test fails for another reason, the story is logged, and the whole journal and each job's
// timeline are among the test's artefacts (go test -artifacts keeps them).
//
// The package keeps no state of its own: every Run is a server apart, and tests that use it may run in parallel. Everything
// ends with its test. The verbs end the test that a Sim was made for; as with testing.T, call them in its goroutine.
//
// The in-memory client hands over an answer when it is complete: a stream that does not end, such as the control API's
// journal/follow, wants a socket.
package testharness
