package drs_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// move describes how a call moves one task.
type move struct{ method, call, body string }

var moves = map[string]move{
	"batch-starting":   {"POST", "/batch-starting", `{"jobs":[{"job_id":"ID"}]}`},
	"batch-pause-task": {"POST", "/batch-pause-task", `{"jobs":[{"job_id":"ID","pause_mode":"all"}]}`},
	"batch-retry-task": {"POST", "/batch-retry-task", `{"jobs":[{"job_id":"ID"}]}`},
	"batch-switchover": {"POST", "/batch-switchover", `{"jobs":["ID"]}`},
	"terminate":        {"DELETE", "/batch-jobs", `{"jobs":[{"delete_type":"terminate","job_id":"ID"}]}`},
	"force_terminate":  {"DELETE", "/batch-jobs", `{"jobs":[{"delete_type":"force_terminate","job_id":"ID"}]}`},
	"delete":           {"DELETE", "/batch-jobs", `{"jobs":[{"delete_type":"delete","job_id":"ID"}]}`},
}

func (m move) send(b *apitest.Bench, id string) (int, string) {
	return send(b, m.method, m.call, strings.ReplaceAll(m.body, "ID", id))
}

const busyText = "Another operation is being performed on the migration task or the migration task is abnormal. Try again later."

// TestLegalMoves tries every move in every status.
func TestLegalMoves(t *testing.T) {
	t.Parallel()
	legal := map[string]string{
		"batch-starting":   "CONFIGURATION WAITING_FOR_START",
		"batch-pause-task": "FULL_TRANSFER_STARTED FULL_TRANSFER_FAILED FULL_TRANSFER_COMPLETE INCRE_TRANSFER_STARTED INCRE_TRANSFER_FAILED",
		"batch-retry-task": "PAUSEING PAUSING FULL_TRANSFER_FAILED INCRE_TRANSFER_FAILED START_JOB_FAILED",
		"terminate": "CREATING CONFIGURATION WAITING_FOR_START FULL_TRANSFER_STARTED FULL_TRANSFER_FAILED FULL_TRANSFER_COMPLETE " +
			"INCRE_TRANSFER_STARTED INCRE_TRANSFER_FAILED PAUSEING PAUSING REBUILD_NODE_STARTED",
		"delete": "CREATE_FAILED RELEASE_RESOURCE_COMPLETE RELEASE_CHILD_TRANSFER_COMPLETE",
	}
	illegalByForce := "CREATE_FAILED RELEASE_RESOURCE_STARTED RELEASE_RESOURCE_COMPLETE RELEASE_CHILD_TRANSFER_COMPLETE DELETED"
	for name, m := range moves {
		for _, w := range drs.API().Vocabulary.Words {
			allowed := slices.Contains(strings.Fields(legal[name]), w.Status)
			switch name {
			case "force_terminate":
				allowed = !slices.Contains(strings.Fields(illegalByForce), w.Status)
			case "batch-switchover":
				continue // depends on db_use_type
			}
			b := apitest.Serve(t, drs.API(), nil, task(t, "a", w.Status))
			code, body := m.send(b, "a")
			switch {
			case allowed:
				require.Contains(t, []int{200, 202}, code, "%s in %s: %s", name, w.Status, body)
				require.Equal(t, `{"results":[{"id":"a","status":"success"}],"count":1}`, body)
				require.NotEqual(t, w.Status, statusAfter(t, b), "%s in %s moves", name, w.Status)
			case name == "delete":
				require.Equal(t, http.StatusAccepted, code)
				require.Equal(t, `{"results":[{"id":"a","status":"failed","error_code":"DRS.M00304",`+
					`"error_msg":"This API cannot be called in the current task status."}],"count":1}`, body)
			default:
				require.Contains(t, []int{200, 202}, code)
				require.Equal(t, `{"results":[{"id":"a","status":"failed","error_code":"DRS.M01504","error_msg":"`+busyText+`"}],"count":1}`, body)
			}
			if !allowed {
				require.Equal(t, w.Status, statusOf(t, b, "a"), "%s in %s moves nothing", name, w.Status)
			}
		}
	}
}

// statusAfter returns the status of the task "a", or the code of the error after its deletion.
func statusAfter(t *testing.T, b *apitest.Bench) string {
	t.Helper()
	a := must(t, b, "POST", "/batch-status", `{"jobs":["a"]}`, http.StatusOK)
	return a.Get("results.0.status").String() + a.Get("results.0.error_code").String()
}

// TestDefaultScripts reads the status of a task at times after a call, in seconds.
func TestDefaultScripts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		mode, status, move string
		want               string
	}{
		{"FULL_INCR_TRANS", "CONFIGURATION", "batch-starting", "0 STARTJOBING 20 FULL_TRANSFER_STARTED 80 FULL_TRANSFER_COMPLETE 85 INCRE_TRANSFER_STARTED 9999 INCRE_TRANSFER_STARTED"},
		{"FULL_TRANS", "CONFIGURATION", "batch-starting", "0 STARTJOBING 20 FULL_TRANSFER_STARTED 80 FULL_TRANSFER_COMPLETE 9999 FULL_TRANSFER_COMPLETE"},
		{"INCR_TRANS", "CONFIGURATION", "batch-starting", "0 STARTJOBING 20 INCRE_TRANSFER_STARTED"},
		{"", "CONFIGURATION", "batch-starting", "0 STARTJOBING 20 FULL_TRANSFER_STARTED 80 FULL_TRANSFER_COMPLETE 85 INCRE_TRANSFER_STARTED"},
		{"", "FULL_TRANSFER_FAILED", "batch-retry-task", "0 STARTJOBING 20 FULL_TRANSFER_STARTED 80 FULL_TRANSFER_COMPLETE"},
		{"", "START_JOB_FAILED", "batch-retry-task", "0 STARTJOBING 20 FULL_TRANSFER_STARTED"},
		{"", "INCRE_TRANSFER_FAILED", "batch-retry-task", "0 STARTJOBING 20 INCRE_TRANSFER_STARTED"},
		{"", "PAUSING", "batch-retry-task", "0 STARTJOBING 20 INCRE_TRANSFER_STARTED"},
		{"FULL_TRANS", "PAUSEING", "batch-retry-task", "0 STARTJOBING 20 FULL_TRANSFER_STARTED 80 FULL_TRANSFER_COMPLETE"},
		{"", "INCRE_TRANSFER_STARTED", "batch-pause-task", "0 PAUSEING 9999 PAUSEING"},
		{"", "INCRE_TRANSFER_STARTED", "terminate", "0 RELEASE_RESOURCE_STARTED 10 RELEASE_RESOURCE_COMPLETE"},
		{"", "STARTJOBING", "force_terminate", "0 RELEASE_RESOURCE_STARTED 10 RELEASE_RESOURCE_COMPLETE"},
	}
	for _, tt := range tests {
		spec := task(t, "a", tt.status)
		attrs, err := drs.API().Vocabulary.NewAttributes(job.Fields{"task_type": tt.mode, "name": "mine"})
		if tt.mode != "" {
			require.NoError(t, err)
			spec.Attributes = attrs
		}
		b := apitest.Serve(t, drs.API(), nil, spec)
		moves[tt.move].send(b, "a")
		checkTimes(t, b, tt.want)
	}
}

// checkTimes reads the status of the task "a" at each time, in seconds from now, and just before each change.
func checkTimes(t *testing.T, b *apitest.Bench, want string) {
	t.Helper()
	began := b.Clock.Now()
	before := ""
	fields := strings.Fields(want)
	for i := 0; i < len(fields); i += 2 {
		d, err := time.ParseDuration(fields[i] + "s")
		require.NoError(t, err)
		if status := fields[i+1]; before != "" && status != before {
			b.Clock.Set(began.Add(d - time.Millisecond))
			require.Equal(t, before, statusOf(t, b, "a"), "just before %s", d)
		}
		before = fields[i+1]
		b.Clock.Set(began.Add(d))
		require.Equal(t, before, statusOf(t, b, "a"), "%s after the call", d)
	}
}

// A paused task resumes in the phase in which it was paused.
func TestPauseAndRetry(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]string{
		"FULL_TRANSFER_STARTED": "FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED": "FULL_TRANSFER_STARTED",
		"FULL_TRANSFER_COMPLETE": "INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_STARTED": "INCRE_TRANSFER_STARTED",
	} {
		b := apitest.Serve(t, drs.API(), []string{"drs.paused=PAUSING"}, task(t, "a", from))
		moves["batch-pause-task"].send(b, "a")
		require.Equal(t, "PAUSING", statusOf(t, b, "a"))
		moves["batch-retry-task"].send(b, "a")
		b.Clock.Advance(20 * time.Second)
		require.Equal(t, want, statusOf(t, b, "a"), from)
	}
}

func TestScheduledStart(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) string { return fmt.Sprint(apitest.Noon.Add(d).UnixMilli()) }
	begin := func(start string) *apitest.Bench {
		b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"))
		must(t, b, "POST", "/batch-starting", `{"jobs":[{"job_id":"a","start_time":"`+start+`"}]}`, http.StatusAccepted)
		return b
	}
	b := begin(at(time.Hour))
	require.Equal(t, at(time.Hour), must(t, b, "POST", "/batch-detail", `{"jobs":["a"]}`, 200).Get("results.0.inst_info.start_time").String())
	checkTimes(t, b, "0 WAITING_FOR_START 3600 STARTJOBING 3620 FULL_TRANSFER_STARTED")
	require.Equal(t, at(time.Hour), must(t, b, "POST", "/batch-detail", `{"jobs":["a"]}`, 200).Get("results.0.actual_start_time").String())

	b = begin(at(time.Hour))
	b.Clock.Advance(time.Minute)
	moves["batch-starting"].send(b, "a")
	checkTimes(t, b, "0 STARTJOBING 20 FULL_TRANSFER_STARTED")

	for _, past := range []string{"", "0", at(0), at(-time.Hour)} {
		require.Equal(t, "STARTJOBING", statusOf(t, begin(past), "a"), past)
	}
}

// A call ends a step that waits for it, whatever its status, and the rest of the timeline goes on.
func TestScriptedMoves(t *testing.T) {
	t.Parallel()
	for name, m := range moves {
		spec := task(t, "a", "CHANGE_JOB_FAILED")
		spec.Timeline = job.Steps(
			job.Step{Status: "CHANGE_JOB_FAILED", Phase: job.Failed, Until: job.Exit{Signal: name}},
			step(t, "REBUILD_NODE_STARTED", time.Minute), step(t, "REBUILD_NODE_FAILED", 0))
		b := apitest.Serve(t, drs.API(), nil, spec)
		code, body := m.send(b, "a")
		require.Contains(t, []int{200, 202}, code, body)
		require.NotContains(t, body, "error_code", name)
		checkTimes(t, b, "0 REBUILD_NODE_STARTED 60 REBUILD_NODE_FAILED")
	}
	spec := task(t, "a", "INCRE_TRANSFER_STARTED")
	spec.Timeline = job.Steps(
		job.Step{Status: "INCRE_TRANSFER_STARTED", Phase: job.Running, Until: job.Exit{Signal: "terminate"}},
		step(t, "RELEASE_RESOURCE_FAILED", 0))
	b := apitest.Serve(t, drs.API(), nil, spec)
	moves["force_terminate"].send(b, "a")
	require.Equal(t, "RELEASE_RESOURCE_FAILED", statusOf(t, b, "a"), "force ends a step that waits for either way of stopping")
}

// A rule replaces the timeline of an action.
func TestRuleGivesTheScript(t *testing.T) {
	t.Parallel()
	failing := job.Steps(step(t, "STARTJOBING", 5*time.Second), step(t, "START_JOB_FAILED", 0))
	b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"))
	starting := rule.Rule{API: "drs", Call: "batch-starting", Chance: 1, Start: &rule.Start{Timeline: failing}}
	b.World = world.New(b.Clock, 1, settingsOf(drs.API()), starting)
	_, err := b.World.Start(task(t, "a", "CONFIGURATION"))
	require.NoError(t, err)
	moves["batch-starting"].send(b, "a")
	checkTimes(t, b, "0 STARTJOBING 5 START_JOB_FAILED")
}

func settingsOf(api wire.API) map[string]string {
	values := map[string]string{}
	for _, s := range api.Vocabulary.Settings {
		values[s.Name] = s.Documented
	}
	return values
}

// TestMixedBatch sends the example of drs_03_0113: one task can be stopped, the other cannot.
func TestMixedBatch(t *testing.T) {
	t.Parallel()
	const good, bad = "4c6ac8c0-2f51-426a-97b2-cb2c668jb201", "6211d20d-0006-41da-836e-db3301ajb20b"
	b := apitest.Serve(t, drs.API(), nil, task(t, good, "INCRE_TRANSFER_STARTED"), task(t, bad, "STARTJOBING"))
	code, body := send(b, "DELETE", "/batch-jobs",
		`{"jobs":[{"delete_type":"terminate","job_id":"`+good+`"},{"delete_type":"terminate","job_id":"`+bad+`"}]}`)
	require.Equal(t, http.StatusAccepted, code)
	require.Equal(t, `{"results":[{"id":"`+good+`","status":"success"},{"id":"`+bad+
		`","status":"failed","error_code":"DRS.M01504","error_msg":"`+busyText+`"}],"count":2}`, body)

	// A task that is not stopped fails its item, or under the setting the whole request.
	mixed := `{"jobs":[{"delete_type":"force_terminate","job_id":"` + bad + `"},{"delete_type":"delete","job_id":"` + good + `"}]}`
	rejecting := apitest.Serve(t, drs.API(), []string{"observed"}, task(t, good, "INCRE_TRANSFER_STARTED"), task(t, bad, "STARTJOBING"))
	code, _ = send(rejecting, "DELETE", "/batch-jobs", mixed)
	require.Equal(t, http.StatusBadRequest, code)
	require.Equal(t, "STARTJOBING", statusOf(t, rejecting, bad), "a rejected request changes nothing")
	code, body = send(b, "DELETE", "/batch-jobs", mixed)
	require.Equal(t, http.StatusAccepted, code)
	require.Equal(t, `["success","failed"]`, gjson.Get(body, "results.#.status").Raw)

	const absent = `{"jobs":[{"delete_type":"terminate","job_id":"never"}]}`
	_, body = send(b, "DELETE", "/batch-jobs", absent)
	require.Equal(t, `{"results":[{"id":"never","status":"failed","error_code":"DRS.M05003","error_msg":"Task information not found."}],"count":1}`, body)
	b.Clock.Advance(10 * time.Second)
	for _, want := range []string{
		`{"id":"` + good + `","status":"success"}`,
		`{"id":"` + good + `","status":"failed","error_code":"DRS.M05004","error_msg":"The task has been deleted or the resource has been released."}`,
	} {
		_, body = moves["delete"].send(b, good)
		require.Equal(t, `{"results":[`+want+`],"count":1}`, body)
	}
}

func TestSwitchover(t *testing.T) {
	t.Parallel()
	attrs, err := drs.API().Vocabulary.NewAttributes(job.Fields{
		"db_use_type": "cloudDataGuard", "name": "guard", "is_target_readonly": true,
		"source_endpoint": map[string]any{"inst_id": "s", "inst_name": "src", "db_type": "mysql"},
		"target_endpoint": map[string]any{"inst_id": "t", "inst_name": "dst", "db_type": "mysql", "db_port": 3306},
	})
	require.NoError(t, err)
	guard := task(t, "guard", "INCRE_TRANSFER_STARTED")
	guard.Attributes = attrs
	b := apitest.Serve(t, drs.API(), []string{"observed"}, guard, task(t, "plain", "INCRE_TRANSFER_STARTED"))
	code, body := send(b, "POST", "/batch-switchover", `{"jobs":["guard","plain"]}`)
	require.Equal(t, http.StatusAccepted, code)
	require.Equal(t, `{"results":[{"job_id":"guard","updated_at":"2026-01-02T12:00:00Z",`+
		`"source_db":{"id":"t","instance_name":"dst","db_type":"mysql"},"target_db":{"id":"s","instance_name":"src","db_type":"mysql"},`+
		`"job_direction":"down","is_target_readonly":true},`+
		`{"job_id":"plain","error_code":"DRS.M01504","error_msg":"`+busyText+`"}],"count":2}`, body)
	require.Equal(t, "INCRE_TRANSFER_STARTED", statusOf(t, b, "guard"))
	current := func() string {
		return must(t, b, "POST", "", `{"name":"guard"}`, 200).Get("jobs.0.job_action.current_action").String()
	}
	require.Equal(t, "SWITCH_OVER", current())
	b.Clock.Advance(30 * time.Second)
	require.Empty(t, current())
}
