package testharness_test

import (
	"testing"
	"time"

	"github.com/jobsim/jobsim/testharness"
)

// exploreWaiter is the body of a test. Of its disk two things are left open: how long the creation takes, and how it ends. Explore tries
// each of them, whether the client sees the disk being created at all, and each fault at each of the client's polls: 21 worlds, of which a
// test by hand would have had one or two. In a bubble the client's pauses cost no time. A world that fails is a subtest that -run
// repeats, such as TestWaiter/evs.showJob@2=503, and with SaveWorlds("testdata/worlds") a scenario file.
func exploreWaiter(t *testing.T) {
	disk := testharness.Scenario(`
		jobs:
		  - api: evs
		    id: disk
		    type: createVolume
		    timeline:
		      - {status: RUNNING, for: 5s..20s}
		      - choose:
		          - {weight: 9, steps: [{status: SUCCESS}]}
		          - {steps: [{status: FAIL, error: EVS.2024}]}`)
	testharness.Explore(t, func(t *testing.T, sim *testharness.Sim) {
		end := pollDisk(sim.Client(), 2*time.Second, false) // the client under test
		if want := sim.Peek("evs", "disk").Status; end != want {
			t.Errorf("the client says %s, and the job is %s", end, want)
		}
	}, disk, testharness.Bubble())
}

// What a test does in every world of a scenario.
func ExampleExplore() {
	// func TestWaiter(t *testing.T) { exploreWaiter(t) }
	_ = exploreWaiter
}
