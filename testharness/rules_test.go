package testharness_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/testharness"
)

// TestRules adds rules while a client runs, outside of a bubble, in one, and in a session of a shared emulator.
func TestRules(t *testing.T) {
	t.Parallel()
	steer := func(t *testing.T, sim *testharness.Sim) {
		status := func() string { return gjson.Get(send(sim, http.MethodGet, "/v1/p/jobs/j1", ""), "status").Str }
		require.Equal(t, "INIT", status())
		throttle := sim.AddRule("call: evs.showJob, nth: 1..2, answer: {error: APIGW.0308}")
		require.Empty(t, status())
		require.Equal(t, 1, throttle.Calls())
		require.Error(t, sim.Journal().CheckRuleSpent("evs.showJob"))
		require.Empty(t, status())
		sim.Journal().RequireRuleSpent("evs.showJob")
		require.Equal(t, "INIT", status())
		require.Equal(t, []int{3, 2}, []int{throttle.Calls(), throttle.Claimed()})

		first := sim.AddRule("{call: evs.showJob, answer: {status: 502, body: first}}")
		second := sim.AddRule(`
			call: evs.showJob
			answer: {status: 503, body: second}
		`)
		require.NotEqual(t, first.Name(), second.Name())
		require.Equal(t, "second", send(sim, http.MethodGet, "/v1/p/jobs/j1", ""))
		second.Disarm()
		require.Equal(t, "first", send(sim, http.MethodGet, "/v1/p/jobs/j1", ""))
		second.Arm()
		require.Equal(t, "second", send(sim, http.MethodGet, "/v1/p/jobs/j1", ""))
		second.Remove()
		first.Remove()
		require.Equal(t, "INIT", status())
		require.Contains(t, failure(func() { first.Calls() }), `there is no rule "`+first.Name()+`"`)
		require.Contains(t, failure(first.Remove), `there is no rule "`+first.Name()+`"`)
		require.Contains(t, sim.Journal().String(), ": rule rules_test.go:")
	}
	t.Run("outside", func(t *testing.T) {
		t.Parallel()
		steer(t, testharness.Run(newT(t), testharness.Scenario(minute)))
	})
	t.Run("in a bubble", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			steer(t, testharness.Run(newT(t), testharness.Real(), testharness.Scenario(minute)))
		})
	})
	shared := testharness.Run(t, testharness.Scenario(minute))
	for _, name := range []string{"session", "other"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			steer(t, shared.Session(newT(t)))
		})
	}
}

// TestNamedRule arms a rule that a scenario has.
func TestNamedRule(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(newT(t), testharness.Scenario(minute+`rules: [{name: outage, armed: false, call: evs.showJob, answer: {status: 503, body: down}}]`))
	require.NotEqual(t, "down", send(sim, http.MethodGet, "/v1/p/jobs/j1", ""))
	sim.Rule("outage").Arm()
	require.Equal(t, "down", send(sim, http.MethodGet, "/v1/p/jobs/j1", ""))
	sim.Rule("outage").Disarm()
	require.NotEqual(t, "down", send(sim, http.MethodGet, "/v1/p/jobs/j1", ""))
	require.Contains(t, failure(func() { sim.Rule("outrage") }), `there is no rule "outrage" (did you mean outage?)`)
}

// TestRuleFunc decides in Go to which calls a rule does something.
func TestRuleFunc(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(newT(t))
	full := sim.AddRuleFunc("call: evs.createVolume, answer: {error: EVS.2024}", func(r rule.Request) bool {
		name, _ := r.Value(rule.FromBody, "volume.name")
		return strings.ToLower(name) == "data"
	})
	create := func(name string) string {
		return send(sim, http.MethodPost, "/v3/p/cloudvolumes", `{"volume":{"name":"`+name+`","availability_zone":"eu-de-01","size":10,"volume_type":"SSD"}}`)
	}
	require.Contains(t, create("logs"), "job_id")
	require.Contains(t, create("DATA"), "EVS.2024")
	require.Equal(t, 1, full.Claimed())
	_, err := sim.Unwrap().Snapshot()
	require.ErrorContains(t, err, "a rule with a Go function")
	fork := sim.Fork(newT(t))
	require.Contains(t, send(fork, http.MethodPost, "/v3/p/cloudvolumes", `{"volume":{"name":"data","availability_zone":"eu-de-01","size":10,"volume_type":"SSD"}}`), "EVS.2024")
	full.Remove()
	require.Contains(t, create("data"), "job_id")
}

// TestRuleErrors checks the message with which a rule that cannot be ends the test.
func TestRuleErrors(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(newT(t))
	for want, text := range map[string]string{
		"rules_test.go:":        "call: evs.showJobb, break: reset",
		"did you mean showJob?": "call: evs.showJobb, break: reset",
		`"resett"`:              "call: evs.showJob, break: resett",
		"AddRule adds one rule, and these are 2: ": "{call: evs.showJob, break: reset}, {call: evs.createVolume, break: reset}",
	} {
		require.Contains(t, failure(func() { sim.AddRule(text) }), want)
	}
	require.Contains(t, failure(func() { sim.AddRuleFunc("call: evs.showJob, break: reset", nil) }), "AddRuleFunc needs a function")
}
