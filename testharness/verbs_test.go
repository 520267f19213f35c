package testharness_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

const twoJobs = `
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 5s}, {status: RUNNING, for: 1m}, {status: SUCCESS}]}
  - {api: element, handle: 7, type: Clone, timeline: [{status: running, for: 2 polls}, {status: complete, result: {cloneID: 25}}]}
`

func TestVerbs(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Scenario(twoJobs))
	require.Equal(t, testharness.StartTime.Add(5*time.Second), sim.AdvanceToNext())
	require.True(t, sim.Hold("evs", "j1").Held)
	sim.Advance(time.Hour)
	require.Equal(t, "RUNNING", sim.Release("evs", "j1").Status)
	now, waiting := sim.AdvanceToEnd()
	require.Equal(t, testharness.StartTime.Add(time.Hour+65*time.Second), now)
	require.Equal(t, "[element/7]", fmt.Sprint(waiting))
	require.Equal(t, "FAIL", sim.Force("evs", "j1", "{status: FAIL, error: EVS.2024}").Status)
	require.Equal(t, "SUCCESS", sim.Force("evs", "j1", "SUCCESS").Status)
	sim.Resume()
	require.False(t, sim.Clock().Stopped())
	sim.Pause()
	require.True(t, sim.Clock().Stopped())
	sim.Reset()
	require.Equal(t, "INIT", sim.Peek("evs", "j1").Status)
	require.Len(t, sim.AddScenario(`jobs: [{api: evs, id: j2, type: createVolume, timeline: [{status: RUNNING}]}]`), 1)
}

// TestVerbErrors checks the message with which each verb ends the test.
func TestVerbErrors(t *testing.T) {
	t.Parallel()
	for want, call := range map[string]func(*testharness.Sim){
		"jobsim: job evs/j2: no job of this name was ever started": func(s *testharness.Sim) { s.Peek("evs", "j2") },
		"job evs/j3: no job of this name was ever started":         func(s *testharness.Sim) { s.Hold("evs", "j3") },
		"job evs/j4: no job of this name was ever started":         func(s *testharness.Sim) { s.Release("evs", "j4") },
		`"FAILED"`:       func(s *testharness.Sim) { s.Force("evs", "j1", "FAILED") },
		"exists already": func(s *testharness.Sim) { s.AddScenario(twoJobs) },
		"job evs/j1 never comes to FAIL (ahead of it are INIT, RUNNING, SUCCESS)":                              func(s *testharness.Sim) { s.AdvanceTo("evs", "j1", "FAIL") },
		"time alone does not bring job element/7 to complete: it stays in running":                             func(s *testharness.Sim) { s.AdvanceTo("element", "7", "complete") },
		"time alone changes no job any more":                                                                   func(s *testharness.Sim) { s.AdvanceToEnd(); s.AdvanceToNext() },
		"a pace of -1":                                                                                         func(s *testharness.Sim) { s.Scale(-1) },
		"the clock cannot advance by 2540400h0m0s: it is at 9998-12-31T23:59:59Z":                              func(s *testharness.Sim) { advanceToEndOfTime(s); s.Advance(290 * 365 * 24 * time.Hour) },
		`:1:1: a scenario has no field "job"`:                                                                  func(*testharness.Sim) { testharness.Run(newT(t), testharness.Scenario("job: []")) },
		"jobsim: no such scenario":                                                                             func(*testharness.Sim) { testharness.Run(newT(t), testharness.Files("nowhere")) },
		`jobsim: clock "-1x": want real, manual, skipping`:                                                     func(*testharness.Sim) { testharness.Run(newT(t), testharness.Scaled(-1)) },
		`jobsim: setting "evs.colour": there is no setting of this name`:                                       func(s *testharness.Sim) { s.Session(newT(t), testharness.Set("evs.colour", "red")) },
		"jobsim: MaxJobs holds for the whole emulator, so a session cannot choose it: give this option to Run": func(s *testharness.Sim) { s.Session(newT(t), testharness.MaxJobs(1)) },
	} {
		sim := testharness.Run(newT(t), testharness.Scenario(twoJobs))
		require.Contains(t, failure(func() { call(sim) }), want)
	}
}

// advanceToEndOfTime moves the clock near to the end of the year 9998.
func advanceToEndOfTime(s *testharness.Sim) {
	for range 28 {
		s.Advance(280 * 365 * 24 * time.Hour)
	}
}
