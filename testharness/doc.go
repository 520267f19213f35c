// Package testharness runs jobsim inside a Go test and controls it.
//
//	func TestWaiter(t *testing.T) {
//		sim := testharness.Run(t, testharness.Scenario(`
//			jobs:
//			  - {api: evs, id: j1, type: createVolume,
//			     timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}
//		`))
//		go client.Wait(sim.URL(), "j1")          // or sim.Client(), which needs no socket
//		sim.WaitForPolls("evs", "j1", 3)         // does not sleep
//		sim.Force("evs", "j1", "{status: FAIL, error: EVS.2024}")
//		sim.Journal().RequireNoPollAfterEnd("evs", "j1")
//	}
//
// Jobs and rules come from a Scenario's text, from Files and ScenarioFS, or as Go values: Jobs, and AddScenario, AddJobs and
// AddRule while the client runs.
//
// Clients reach a Sim in memory, by Client, Transport or Dial, or over sockets: URL, TLS, Endpoint, Addr, Serve. One server
// serves all of them, with the same limits, envelopes and ways to break a response.
//
// The clock is stopped until the test moves it: Advance, AdvanceTo a job's status, AdvanceToNext change, AdvanceToEnd. With
// Skipping each response moves it to the job's next change, with Scaled it runs. Inside a testing/synctest bubble use Real
// and Client, and call Run or Session inside the bubble: then the client's own sleeps move the clock, and ten minutes of
// polling take milliseconds.
//
// A job can be inspected, forced, held and released while the client polls it. Fork copies all jobs at one instant, to try
// an alternative. Session opens an isolated session of the same emulator, for tests that share one and run in parallel: each
// has its own URL, jobs, clock, rules and journal. With is the same Sim for a subtest, which then fails by itself.
//
// Explore runs a test in every world that a scenario allows, with every fault at every call of its client, each as a subtest.
//
// The Journal records what the client did, and why it got each response. A demand that fails, RequirePolls and the others,
// ends the test and prints that transcript; its twin, CheckPolls, returns an error. Requests has what the client sent. When
// a test fails for another reason, the transcript is logged, and the whole journal and each job's timeline are among the
// test's artifacts (go test -artifacts keeps them).
//
// RequireVerdict demands that the client did nothing that a service suffers from, and what the scenarios expect: it fails from the
// findings of level error on, or from those of FailOn. Verdict returns the report; Expect, Allow and Thresholds add to what the scenarios
// say. Pauses are judged where the client's time is the session's: with Real or Scaled, and in a bubble.
//
// A poll counts only if its response was sent whole. What names no API, no call or no job is an error, with a suggestion.
//
// Verdict says what the client did wrong, whether or not the test expected it, and RequireVerdict fails the test if that is an error.
// Coverage, in TestMain, collects what clients were shown by all tests of a package, and over packages.
//
// The package has no state of its own but for Coverage: every Run is a separate emulator, and tests that use it may run in parallel.
// Everything ends with its test. The methods end the test that a Sim was made for; as with testing.T, call them in its
// goroutine. Outside of tests a Standalone is the T.
package testharness
