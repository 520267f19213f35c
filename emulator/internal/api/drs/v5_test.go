package drs_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

const v5 = "/v5/" + project + "/jobs"

// v5Send sends a v5 request, requires the status of the response and returns its body.
func v5Send(t testing.TB, b *apitest.Bench, method, path, body string, status int) gjson.Result {
	t.Helper()
	r := b.Ask(method, v5+path, body)
	text, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.Equal(t, status, r.StatusCode, "%s %s: %s", method, path, text)
	return gjson.ParseBytes(text)
}

// act runs a v5 action and returns the status of its response, or the error code.
func act(t testing.TB, b *apitest.Bench, id, action, params string) string {
	t.Helper()
	r := b.Ask("POST", v5+"/"+id+"/action", `{"job":{"action_name":"`+action+`","action_params":{`+params+`}}}`)
	text, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return gjson.GetBytes(text, "status").String() + gjson.GetBytes(text, "error_code").String()
}

// TestV5Actions: what terraform-provider-huaweicloud does with a task after its start. It compares the status of each
// action with "success" and polls v3 batch-status for PAUSING.
func TestV5Actions(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), []string{"observed"})
	id := create(t, b, "task", `,"db_use_type":"sync"`).Get("id").String()
	at := func() string { return statusOf(t, b, id) }
	require.Equal(t, "DRS.M01504", act(t, b, id, "stop", `"pause_mode":"target"`))
	require.Equal(t, "success", act(t, b, id, "start", `"start_time":"1767355800000"`))
	require.Equal(t, "WAITING_FOR_START", at())
	require.Equal(t, "success", act(t, b, id, "start", ``))
	b.Clock.Advance(90 * time.Second)
	require.Equal(t, "INCRE_TRANSFER_STARTED", at())
	require.Equal(t, "success", act(t, b, id, "stop", `"pause_mode":"target"`))
	require.Equal(t, "PAUSING", at())
	require.Equal(t, "success", act(t, b, id, "restart", ``))
	b.Clock.Advance(20 * time.Second)
	require.Equal(t, "INCRE_TRANSFER_STARTED", at())
	require.Equal(t, "DRS.M01504", act(t, b, id, "reset", ``))
	require.Equal(t, "success", act(t, b, id, "stop", ``))
	require.Equal(t, "success", act(t, b, id, "reset", ``))
	b.Clock.Advance(20 * time.Second)
	require.Equal(t, "FULL_TRANSFER_STARTED", at())
	require.Equal(t, "DRS.M00202", act(t, b, id, "dance", ``))
	require.Equal(t, "DRS.10000010", act(t, b, "never", "start", ``))
	require.Equal(t, "DRS.M00202", act(t, b, id, "start", `"start_time":"tomorrow"`))
	require.Equal(t, "success", act(t, b, id, "terminate", `"force_delete":true`))
	b.Clock.Advance(10 * time.Second)
	require.Equal(t, "success", v5Send(t, b, "DELETE", "/"+id, "", 200).Get("status").String())
	require.Equal(t, "DRS.10000010", v5Send(t, b, "GET", "/"+id, "", 400).Get("error_code").String())
	for _, body := range []string{``, `{`, `[]`, `{"job":[]}`, `{"job":{"action_params":7}}`} {
		require.Equal(t, 400, b.Ask("POST", v5+"/"+id+"/action", body).StatusCode, body)
	}
}

// TestEditedSynchronization selects other objects while a synchronization runs, as the provider does: its subtask appears in
// the task list and is polled until it is released.
func TestEditedSynchronization(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), []string{"observed"})
	id := create(t, b, "task", `,"db_use_type":"sync"`).Get("id").String()
	objects := func(scope, info string) string {
		return `{"job":{"type":"db_object","params":{"db_object":{"object_scope":"` + scope + `","object_info":{` + info + `}}}}}`
	}
	v5Send(t, b, "PUT", "/"+id, objects("database", `"db1":{"name":"db1","all":true}`), 200)
	detail := func() gjson.Result {
		return must(t, b, "POST", "/batch-detail", `{"jobs":["`+id+`"]}`, 200).Get("results.0")
	}
	require.Equal(t, `true true [{"id":"db1","type":"database","name":"db1"}]`,
		detail().Get("object_switch").Raw+" "+detail().Get("sync_database").Raw+" "+detail().Get("object_infos").Raw)
	moves["batch-starting"].send(b, id)
	b.Clock.Advance(90 * time.Second)
	v5Send(t, b, "PUT", "/"+id, objects("table", `"db1":{"name":"db1","tables":{"t1":{"name":"t1","all":true,"type":"table"}}}`), 200)
	require.Equal(t, `["db1"]`, detail().Get(`object_infos.#(type=="table")#.parent_id`).Raw)
	require.False(t, detail().Get("sync_database").Bool())
	require.Equal(t, "success", act(t, b, id, "restart", `"is_sync_re_edit":true`))
	require.Equal(t, "DRS.M00402", act(t, b, id, "restart", `"is_sync_re_edit":true`))
	child := must(t, b, "POST", "", `{"cur_page":1,"per_page":1,"name":"`+id+`","db_use_type":"sync"}`, 200).Get("jobs.0.children.0.id").String()
	seen := []string{}
	for range 13 {
		if s := statusOf(t, b, child); len(seen) == 0 || seen[len(seen)-1] != s {
			seen = append(seen, s)
		}
		b.Clock.Advance(5 * time.Second)
	}
	require.Equal(t, []string{
		"CHILD_TRANSFER_STARTING", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_COMPLETE", "RELEASE_CHILD_TRANSFER_STARTED",
		"RELEASE_CHILD_TRANSFER_COMPLETE",
	}, seen)
	require.Equal(t, "INCRE_TRANSFER_STARTED", statusOf(t, b, id), "the task itself goes on")
	require.Equal(t, "success", item(t, b, "DELETE", "/batch-jobs", `{"jobs":[{"delete_type":"delete","job_id":"`+child+`"}]}`))
	require.Equal(t, "success", act(t, b, id, "restart", `"is_sync_re_edit":true`), "the next edit")
}

// TestV5List pages as the provider's data source does: until a page is empty.
func TestV5List(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	for _, name := range []string{"task-a", "task-b", "task-c"} {
		create(t, b, name, "")
	}
	create(t, b, "sync-a", `,"db_use_type":"sync"`)
	names := func(query string) string {
		return v5Send(t, b, "GET", "?"+query, "", 200).Get("jobs.#.name").Raw
	}
	for query, want := range map[string]string{
		"job_type=migration":                            `["task-c","task-b","task-a"]`,
		"job_type=migration&offset=3":                   `[]`,
		"job_type=migration&offset=1&limit=1":           `["task-b"]`,
		"job_type=sync":                                 `["sync-a"]`,
		"job_type=migration&name=task-b":                `["task-b"]`,
		"job_type=migration&name=-a,task-c":             `["task-c","task-a"]`,
		"job_type=migration&status=CREATING":            `[]`,
		"job_type=migration&net_type=vpn":               `[]`,
		"job_type=migration&engine_type=mysql&limit=2":  `["task-c","task-b"]`,
		"job_type=migration&sort_dir=asc":               `["task-a","task-b","task-c"]`,
		"job_type=migration&sort_key=name&sort_dir=asc": `["task-a","task-b","task-c"]`,
		"job_type=migration&instance_ids=i":             `["task-c","task-b","task-a"]`,
		"job_type=migration&instance_ids=none":          `[]`,
		"job_type=migration&instance_ip=10.0.0":         `["task-c","task-b","task-a"]`,
	} {
		require.Equal(t, want, names(query), query)
	}
	got := v5Send(t, b, "GET", "?job_type=migration&limit=1", "", 200)
	require.Equal(t, "3", got.Get("total_count").String())
	require.Equal(t, "START", got.Get("jobs.0.job_action.available_actions.0").String())
	for query, code := range map[string]string{
		"": "DRS.M00201", "job_type=copy": "DRS.M00202", "job_type=sync&limit=0": "DRS.M00202", "job_type=sync&offset=x": "DRS.M00202",
	} {
		require.Equal(t, code, v5Send(t, b, "GET", "?"+query, "", 400).Get("error_code").String(), query)
	}
}

// TestV5Detail reads and changes the properties of a task.
func TestV5Detail(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	id := create(t, b, "task", "").Get("id").String()
	create(t, b, "other", "")
	shown := func(path string) string {
		return v5Send(t, b, "GET", "/"+id+"?type=detail", "", 200).Get("job." + path).String()
	}
	require.Equal(t, "CONFIGURATION migration offline 10.0.0.1 cloud i", strings.Join([]string{
		shown("status"), shown("base_info.job_type"), shown("source_endpoint.0.endpoint_type"),
		shown("source_endpoint.0.endpoint.ip"), shown("target_endpoint.0.endpoint_type"), shown("target_endpoint.0.endpoint.instance_id"),
	}, " "))
	update := func(kind, params string, status int) gjson.Result {
		return v5Send(t, b, "PUT", "/"+id, `{"job":{"type":"`+kind+`","params":{`+params+`}}}`, status)
	}
	got := update("all", `"base_info":{"name":"mine","description":"d","expired_days":"30"}`, 200)
	require.Equal(t, `{"id":"`+id+`","name":"task","status":"success"}`, got.Raw)
	require.Equal(t, "mine d 30", shown("base_info.name")+" "+shown("base_info.description")+" "+shown("base_info.expired_days"))
	update("policy", `"policy_config":{"conflict_policy":"stop"}`, 200)
	require.Equal(t, "stop", shown("policy_config.conflict_policy"))
	update("all", `"speed_limit":[{"begin":"01:00","end":"02:59","speed":"5"}]`, 200)
	require.Equal(t, "5", shown("speed_limit.0.speed"))
	update("notify", `"alarm_notify":{"topic_urn":"u"}`, 200)
	for _, tt := range []struct{ kind, params, code string }{
		{"", ``, "DRS.M00201"},
		{"dance", ``, "DRS.M00202"},
		{"name", `"base_info":{"name":"x"}`, "DRS.M00202"},
		{"name", `"base_info":{"name":"other"}`, "DRS.M00277"},
		{"expired_days", `"base_info":{"expired_days":"7"}`, "DRS.M00202"},
		{"all", `"speed_limit":[{"begin":"01:00","end":"02:00","speed":"5"}]`, "DRS.M00202"},
		{"db_object", `"db_object":{"object_scope":"column"}`, "DRS.M00202"},
	} {
		status := http.StatusBadRequest
		if tt.code == "DRS.M00277" {
			status = http.StatusUnprocessableEntity
		}
		require.Equal(t, tt.code, update(tt.kind, tt.params, status).Get("error_code").String(), tt.params)
	}
	require.Equal(t, "START", v5Send(t, b, "GET", "/"+id+"/actions", "", 200).Get("job_action.available_actions.0").String())
}

// TestV5Tags changes tags as the provider does; the paths have the scenario of the task.
func TestV5Tags(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	id := create(t, b, "task", `,"tags":[{"key":"a","value":"1"}]`).Get("id").String()
	path := "/migration/" + id + "/tags"
	v5Send(t, b, "POST", path+"/action", `{"action":"create","tags":[{"key":"a","value":"2"},{"key":"b","value":"3"}]}`, 204)
	v5Send(t, b, "POST", path+"/action", `{"action":"delete","tags":[{"key":"a"}]}`, 204)
	require.Equal(t, `{"tags":[{"key":"b","value":"3"}]}`, v5Send(t, b, "GET", path, "", 200).Raw)
	for body, code := range map[string]string{
		`{"action":"dance","tags":[{"key":"a"}]}`: "DRS.M00202", `{"action":"create"}`: "DRS.M00201", ``: "DRS.M00007",
		`{"action":"create","tags":[{"key":"a"},{"key":"a"}]}`: "DRS.M00269",
	} {
		require.Equal(t, code, v5Send(t, b, "POST", path+"/action", body, 400).Get("error_code").String(), body)
	}
}

// TestV5Stop stops and deletes several tasks, each with a result of its own.
func TestV5Stop(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil, task(t, "a", "INCRE_TRANSFER_STARTED"), task(t, "b", "STARTJOBING"), task(t, "c", "CONFIGURATION"))
	got := v5Send(t, b, "POST", "/batch-stop", `{"jobs":[{"job_id":"a"},{"job_id":"b"},{"job_id":"never"}]}`, 200)
	require.Equal(t, `["success","failed","failed"]`, got.Get("jobs.#.status").Raw)
	require.Equal(t, `["DRS.M01504","DRS.10000010"]`, got.Get("jobs.#.error_code").Raw)
	require.Equal(t, "success", v5Send(t, b, "POST", "/b/stop", `{"is_force_stop":true}`, 200).Get("status").String())
	require.Equal(t, "success", v5Send(t, b, "POST", "/c/stop", ``, 200).Get("status").String())
	b.Clock.Advance(10 * time.Second)
	got = v5Send(t, b, "DELETE", "", `{"jobs":["a","b","never"]}`, 200)
	require.Equal(t, `["success","success","failed"]`, got.Get("jobs.#.status").Raw)
	require.Equal(t, "DRS.M00201", v5Send(t, b, "POST", "/batch-stop", `{"jobs":[]}`, 400).Get("error_code").String())
}
