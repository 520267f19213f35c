package sdrs_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// The body of an action selects the operation's name, so that a scenario can replace the timeline of one action. It is
// the parent's.
func TestScriptedAction(t *testing.T) {
	t.Parallel()
	b, _, _, _ := newFullGroup(t)
	script := job.Steps(
		job.Step{Status: "RUNNING", Phase: job.Running, Until: job.After(ms(10_000))},
		failure,
	)
	b.World = world.New(b.Clock, 1, map[string]string{},
		rule.Rule{API: "sdrs", Call: "stopProtectionGroup", Chance: 1, Start: &rule.Start{Timeline: script}},
		rule.Rule{API: "sdrs", Call: noAction, Chance: 1, Answer: &rule.Answer{Code: "SDRS.0013"}},
	)
	g := newGroup(t, b)
	newPair(t, b, g, "disk")
	path := groups + "/" + g + "/action"
	run(t, b, "POST", path, `{"start-server-group":{}}`)
	id := start(t, b, "POST", path, `{"stop-server-group":{}}`)
	b.Clock.Advance(9 * time.Second)
	require.Equal(t, "RUNNING", gjson.Get(poll(t, b, id), "status").String())
	b.Clock.Advance(time.Second)
	got := gjson.Parse(poll(t, b, id))
	require.Equal(t, "FAIL", got.Get("status").String())
	require.Equal(t, "EVS.2024", got.Get("error_code").String())
	require.Equal(t, "2026-01-02", got.Get("end_time").String()[:10])
	require.Equal(t, `["SUCCESS"]`, got.Get("entities.sub_jobs.#.status").Raw)
	require.Equal(t, "error-stopping", status(t, b, groups, g))
	require.Equal(t, "SDRS.0013", send(t, b, 500, "POST", path, `{"dance-server-group":{}}`).Get("error.code").String())
}

// noAction is the operation's name for a body without a known action.
const noAction = "actOnProtectionGroup"
