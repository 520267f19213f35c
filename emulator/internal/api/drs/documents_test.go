package drs_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

// newTask returns a creation request with members that replace or add to those of the example of drs_03_0104.
func newTask(name, members string) string {
	return `{"jobs":[{"name":"` + name + `","node_type":"high","engine_type":"mysql","net_type":"eip","job_direction":"up",` +
		`"db_use_type":"migration","task_type":"FULL_INCR_TRANS","customize_sutnet_id":"s",` +
		`"source_endpoint":{"db_type":"mysql","ip":"10.0.0.1"},"target_endpoint":{"region":"eu-de","db_type":"mysql","inst_id":"i"}` +
		members + `}]}`
}

// create creates a task, waits until it is configured and returns the response.
func create(t testing.TB, b *apitest.Bench, name, members string) gjson.Result {
	t.Helper()
	got := must(t, b, "POST", "/batch-creation", newTask(name, members), http.StatusAccepted).Get("results.0")
	b.Clock.Advance(20 * time.Second)
	return got
}

// dual are the members of a dual-active task.
const dual = `,"db_use_type":"cloudDataGuard","engine_type":"cloudDataGuard-mysql","multi_write":true`

// item sends a call that changes one task and returns status and error code of its item.
func item(t testing.TB, b *apitest.Bench, method, call, body string) string {
	t.Helper()
	_, text := send(b, method, call, body)
	first := gjson.Get(text, "results.0")
	return strings.TrimSpace(first.Get("status").String() + " " + first.Get("error_code").String())
}

// TestCreationLimits: what drs_03_0104 says of description, days, tags and disaster recovery tasks.
func TestCreationLimits(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	tags := func(n int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = `{"key":"k` + strconv.Itoa(i) + `","value":"v"}`
		}
		return `,"tags":[` + strings.Join(all, ",") + `]`
	}
	special := errorBody("DRS.M00273", "Invalid parameter. The parameter contains special characters.")
	for members, want := range map[string]string{
		`,"description":"` + strings.Repeat("ä", 257) + `"`: invalid("description"),
		`,"description":"a<b"`:                              special,
		`,"description":"it's"`:                             special,
		`,"expired_days":"13"`:                              invalid("expired_days"),
		`,"expired_days":"101"`:                             invalid("expired_days"),
		tags(21):                                            errorBody("DRS.M00271", "The maximum number of tags has been reached."),
		`,"tags":[{"key":"k","value":"v"},{"key":"k","value":"w"}]`:       errorBody("DRS.M00269", "The tag key must be unique."),
		`,"tags":[{"key":"` + strings.Repeat("k", 37) + `","value":"v"}]`: errorBody("DRS.M00270", "The tag key or value exceeds the maximum length allowed."),
		`,"tags":[{"key":"k","value":"` + strings.Repeat("v", 44) + `"}]`: errorBody("DRS.M00270", "The tag key or value exceeds the maximum length allowed."),
		`,"tags":[{"key":"a b","value":"v"}]`:                             invalid("tags"),
		`,"db_use_type":"cloudDataGuard","net_type":"vpc"`:                invalid("net_type"),
		`,"db_use_type":"cloudDataGuard","task_type":"INCR_TRANS"`:        invalid("task_type"),
	} {
		code, body := send(b, "POST", "/batch-creation", newTask("task", members))
		require.Equal(t, http.StatusBadRequest, code, members)
		require.Equal(t, want, body, members)
	}
	id := create(t, b, "task", `,"expired_days":"100","description":"`+strings.Repeat("ä", 256)+`"`+tags(20)).Get("id").String()
	got := must(t, b, "POST", "/batch-detail", `{"jobs":["`+id+`"]}`, 200).Get("results.0")
	require.Equal(t, "20 256", got.Get("tags.#").String()+" "+strconv.Itoa(len([]rune(got.Get("description").String()))))
}

// TestDualActive: a dual-active task has two subtasks, to which everything but stopping and deleting is done (drs_03_0104,
// drs_03_0113, and the constraints of the other pages).
func TestDualActive(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	made := create(t, b, "dual", dual)
	parent, forward, backward := made.Get("id").String(), made.Get("child_ids.0").String(), made.Get("child_ids.1").String()
	require.Len(t, made.Get("child_ids").Array(), 2)
	body := func(call, id string) string { return strings.ReplaceAll(moves[call].body, "ID", id) }
	onlySubtasks := errorBody("DRS.M00307", "Only subtasks can invoke this interface.")
	onlyParents := errorBody("DRS.M00308", "Only parent tasks can invoke this interface.")
	for _, tt := range []struct{ method, call, body, want string }{
		{"POST", "/batch-starting", body("batch-starting", parent), onlySubtasks},
		{"POST", "/batch-retry-task", body("batch-retry-task", parent), onlySubtasks},
		{"PUT", "/batch-limit-speed", strings.ReplaceAll(limit, "ID", parent), onlySubtasks},
		{"POST", "/batch-connection", `{"jobs":[{"id":"` + parent + `","end_point_type":"so"}]}`, onlySubtasks},
		{
			"POST", "/batch-connection", `{"jobs":[{"id":"` + backward + `","end_point_type":"so"}]}`,
			errorBody("DRS.M00304", "This API cannot be called in the current task status."),
		},
		{"DELETE", "/batch-jobs", body("terminate", forward), onlyParents},
		{"DELETE", "/batch-jobs", body("delete", backward), onlyParents},
	} {
		_, text := send(b, tt.method, tt.call, tt.body)
		require.Equal(t, tt.want, text, tt.call)
	}
	require.Equal(t, "failed DRS.M01504", item(t, b, "POST", "/batch-starting", body("batch-starting", backward)))
	require.Equal(t, "success", item(t, b, "POST", "/batch-starting", body("batch-starting", forward)))
	b.Clock.Advance(90 * time.Second)
	require.Equal(t, "INCRE_TRANSFER_STARTED CONFIGURATION INCRE_TRANSFER_STARTED",
		statusOf(t, b, forward)+" "+statusOf(t, b, backward)+" "+statusOf(t, b, parent))
	require.Equal(t, "success", item(t, b, "POST", "/batch-starting", body("batch-starting", backward)))

	listed := must(t, b, "POST", "", `{"cur_page":1,"per_page":10,"db_use_type":"cloudDataGuard"}`, 200)
	require.Equal(t, `["`+parent+`"]`, listed.Get("jobs.#.id").Raw)
	require.Equal(t, `["`+forward+`","`+backward+`"]`, listed.Get("jobs.0.children.#.id").Raw)
	require.Equal(t, `["up","down"]`, listed.Get("jobs.0.children.#.job_direction").Raw)
	require.Equal(t, int64(1), must(t, b, "POST", "", `{"name":"`+forward+`"}`, 200).Get("total_record").Int())

	require.Equal(t, "success", item(t, b, "DELETE", "/batch-jobs", body("terminate", parent)))
	b.Clock.Advance(10 * time.Second)
	for _, id := range []string{parent, forward, backward} {
		require.Equal(t, "RELEASE_RESOURCE_COMPLETE", statusOf(t, b, id))
	}
	require.Equal(t, "success", item(t, b, "DELETE", "/batch-jobs", body("delete", parent)))
	require.Equal(t, int64(0), must(t, b, "POST", "", `{}`, 200).Get("total_record").Int())
	require.Empty(t, create(t, b, "plain", strings.Replace(dual, "true", "false", 1)).Get("child_ids").Raw)
}

// TestPauseOfDisasterRecovery: only migration and synchronization tasks can be paused (drs_03_0133).
func TestPauseOfDisasterRecovery(t *testing.T) {
	t.Parallel()
	guard, err := drs.API().Vocabulary.NewAttributes(job.Fields{"db_use_type": "cloudDataGuard", "name": "guard"})
	require.NoError(t, err)
	spec := task(t, "a", "INCRE_TRANSFER_STARTED")
	spec.Attributes = guard
	b := apitest.Serve(t, drs.API(), nil, spec)
	_, body := moves["batch-pause-task"].send(b, "a")
	require.Equal(t, "failed DRS.M00304", gjson.Get(body, "results.0.status").String()+" "+gjson.Get(body, "results.0.error_code").String())
	require.Equal(t, "INCRE_TRANSFER_STARTED", statusOf(t, b, "a"))
}

// TestPausedProgress: a paused task keeps its progress and goes on from there.
func TestPausedProgress(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	progress := func(id string) string {
		p := must(t, b, "POST", "/batch-progress", `{"jobs":["`+id+`"]}`, 202).Get("results.0")
		return p.Get("transfer_status").String() + " " + p.Get("progress").String() + " " + p.Get("incre_trans_delay").String()
	}
	id := create(t, b, "task", `,"task_type":"FULL_TRANS"`).Get("id").String()
	moves["batch-starting"].send(b, id)
	b.Clock.Advance(50 * time.Second)
	require.Equal(t, "FULL_TRANSFER_STARTED 50 -1", progress(id))
	moves["batch-pause-task"].send(b, id)
	b.Clock.Advance(time.Hour)
	require.Equal(t, "PAUSEING 50 -1", progress(id))
	moves["batch-retry-task"].send(b, id)
	b.Clock.Advance(20 * time.Second)
	require.Equal(t, "FULL_TRANSFER_STARTED 50 -1", progress(id))
	b.Clock.Advance(15 * time.Second)
	require.Equal(t, "FULL_TRANSFER_STARTED 75 -1", progress(id))
	b.Clock.Advance(15 * time.Second)
	require.Equal(t, "FULL_TRANSFER_COMPLETE 100 -1", progress(id))

	moves["batch-pause-task"].send(b, id)
	require.Equal(t, "PAUSEING 100 -1", progress(id))
	moves["batch-retry-task"].send(b, id)
	b.Clock.Advance(20 * time.Second)
	require.Equal(t, "FULL_TRANSFER_COMPLETE 100 -1", progress(id), "what was transferred is not transferred again")

	id = create(t, b, "other", "").Get("id").String()
	moves["batch-starting"].send(b, id)
	b.Clock.Advance(90 * time.Second)
	moves["batch-pause-task"].send(b, id)
	b.Clock.Advance(7 * time.Second)
	require.Equal(t, "PAUSEING 100 7", progress(id), "the delay grows while the task is paused")
}
