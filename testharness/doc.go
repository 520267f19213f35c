// Package testharness starts jobsim inside a Go test.
//
//	func TestWaiter(t *testing.T) {
//		sim := testharness.Run(t, testharness.Scenario(`
//	jobs:
//	  - {api: evs, id: j1, type: createVolume,
//	     timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}
//	`))
//		// sim.Client() needs no socket; sim.URL() opens one for clients that want an address.
//		sim.Advance(10 * time.Minute)
//	}
//
// Time stands still until the test moves it with Advance. Inside a testing/synctest bubble use Real: then the client's own
// sleeps move the clock, and ten minutes of polling pass in milliseconds.
//
// The package keeps no state of its own: every Run is a server apart, and tests that use it may run in parallel.
package testharness
