package testharness_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/testharness"
)

// TestPlays runs the *.play file of every shipped scenario: each request and its expected response. It runs in a bubble, so
// waits and delays cost no real time.
func TestPlays(t *testing.T) {
	t.Parallel()
	for _, name := range emulator.ShippedScenarios() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			moves := readPlay(t, "../scenarios/"+name+".play")
			names := []string{name}
			for _, m := range moves {
				names = append(names, m.with...)
			}
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(testharness.StartTime)) // a bubble begins in the year 2000
				sim := testharness.Run(t, testharness.Files(names...), testharness.Real())
				p := newPlayer(sim)
				for _, m := range moves {
					p.play(t, m)
				}
			})
		})
	}
}
