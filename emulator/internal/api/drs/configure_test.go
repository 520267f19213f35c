package drs_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

func empty(what string) string { return errorBody("DRS.M00201", "The "+what+" parameter is empty.") }

func invalid(what string) string { return errorBody("DRS.M00202", "The value of "+what+" is invalid.") }

// TestCreation sends the example of drs_03_0104; only the id and the time of the response differ.
func TestCreation(t *testing.T) {
	t.Parallel()
	const example = `{"jobs":[{"name":"DRS-9228","node_type":"high","engine_type":"mysql","net_type":"eip","job_direction":"up",` +
		`"db_use_type":"migration","task_type":"FULL_INCR_TRANS","customize_sutnet_id":"352ad828-3467-4f03-987a-c55a5a9dd417",` +
		`"source_endpoint":{"db_type":"mysql"},"target_endpoint":{"region":"eu-de","db_type":"mysql",` +
		`"inst_id":"e05a3679efe241d8b5dee80b17c1a863in01"},"is_target_readonly":false,"bind_eip":true}]}`
	b := apitest.Serve(t, drs.API(), nil)
	code, body := send(b, "POST", "/batch-creation", example)
	require.Equal(t, http.StatusAccepted, code)
	require.Regexp(t, `^\{"results":\[\{"id":"[0-9a-f-]{31}jb101","name":"DRS-9228","status":"CREATING","create_time":"1767355200000"\}\],"count":1\}$`, body)

	tests := []struct{ from, to, want string }{
		{`"name":"DRS-9228"`, `"name":"drs-9228"`, ""}, // case is ignored
		{`"name":"DRS-9228"`, `"name":""`, empty("name")},
		{`"name":"DRS-9228"`, `"name":null`, empty("name")},
		{`"name":"DRS-9228"`, `"name":"abc"`, invalid("name")},
		{`"name":"DRS-9228"`, `"name":"with a space"`, invalid("name")},
		{`"name":"DRS-9228"`, `"name":"` + strings.Repeat("x", 51) + `"`, invalid("name")},
		{`"name":"DRS-9228"`, `"name":4711`, errorBody("DRS.M00007", "Invalid request parameter.")},
		{`"migration"`, `"copy"`, invalid("db_use_type")},
		{`"db_use_type":"migration",`, ``, empty("db_use_type")},
		{`"job_direction":"up"`, `"job_direction":"left"`, invalid("job_direction")},
		{`"net_type":"eip"`, `"net_type":"lan"`, invalid("net_type")},
		{`"FULL_INCR_TRANS"`, `"HALF_TRANS"`, invalid("task_type")},
		{`"engine_type":"mysql",`, ``, empty("engine_type")},
		{`"node_type":"high",`, ``, empty("node_type")},
		{`"352ad828-3467-4f03-987a-c55a5a9dd417"`, `""`, empty("customize_sutnet_id")},
		{`"source_endpoint":{"db_type":"mysql"},`, ``, empty("source_endpoint")},
		{`"region":"eu-de","db_type":"mysql",`, ``, empty("target_endpoint")},
		{`"bind_eip":true`, `"description":"` + strings.Repeat("x", 257) + `"`, invalid("description")},
		{`"is_target_readonly":false`, `"is_target_readonly":"no"`, errorBody("DRS.M00007", "Invalid request parameter.")},
		{`{"db_type":"mysql"}`, `{"db_type":"mysql","db_port":"port"}`, errorBody("DRS.M00007", "Invalid request parameter.")},
	}
	for _, tt := range tests {
		require.Contains(t, example, tt.from)
		code, body := send(b, "POST", "/batch-creation", strings.Replace(example, tt.from, tt.to, 1))
		if tt.want == "" {
			require.Equal(t, http.StatusUnprocessableEntity, code)
			require.Equal(t, errorBody("DRS.M00277", "The task name already exists."), body)
			continue
		}
		require.Equal(t, http.StatusBadRequest, code, tt.to)
		require.Equal(t, tt.want, body, tt.to)
	}

	one := strings.TrimSuffix(strings.TrimPrefix(strings.ReplaceAll(example, "DRS-9228", "twin"), `{"jobs":[`), `]}`)
	code, _ = send(b, "POST", "/batch-creation", `{"jobs":[`+one+`,`+one+`]}`)
	require.Equal(t, http.StatusUnprocessableEntity, code, "a name twice in one request")
	require.Equal(t, int64(1), must(t, b, "POST", "", `{}`, 200).Get("total_record").Int(), "a refused request makes nothing")
	for _, nothing := range []string{`{}`, `{"jobs":null}`, `{"jobs":[]}`} {
		_, body := send(b, "POST", "/batch-creation", nothing)
		require.Equal(t, empty("jobs"), body)
	}
}

// TestProjects: another project has its own names, and does not see this one's tasks.
func TestProjects(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	id := must(t, b, "POST", "/batch-creation", creation, http.StatusAccepted).Get("results.0.id").String()
	r := b.Ask("POST", "/v3/another/jobs/batch-creation", creation)
	require.Equal(t, http.StatusAccepted, r.StatusCode)
	require.Contains(t, read(t, b.Ask("POST", "/v3/another/jobs/batch-status", `{"jobs":["`+id+`"]}`)), "DRS.M00289")
	require.Contains(t, read(t, b.Ask("DELETE", "/v3/another/jobs/batch-jobs", `{"jobs":[{"job_id":"`+id+`","delete_type":"terminate"}]}`)), "DRS.M05003")
	require.Contains(t, read(t, b.Ask("POST", "/v3/another/jobs", `{}`)), `"total_record":1`)
}

const (
	testSource = `{"jobs":[{"id":"a","end_point_type":"so"}]}`
	testTarget = `{"jobs":[{"id":"a","end_point_type":"ta"}]}`
	checkA     = `{"jobs":[{"job_id":"a","precheck_mode":"forStartJob"}]}`
)

func TestConnections(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"), task(t, "started", "INCRE_TRANSFER_STARTED"))
	_, body := send(b, "POST", "/batch-connection", testSource)
	require.Equal(t, `{"results":[{"success":true,"id":"a","status":"success"}],"count":1}`, body)
	_, body = send(b, "POST", "/batch-connection", `{"jobs":[{"id":"a"},{"id":"never","end_point_type":"ta"}]}`)
	require.Equal(t, `{"results":[{"success":true,"id":"a","status":"success"},{"success":false,"id":"never","status":"failed",`+
		`"error_code":"DRS.M05003","error_msg":"Task information not found."}],"count":2}`, body)
	_, body = send(b, "POST", "/cluster/batch-connection", `{"jobs":[{"action":"testConnection","job_id":"a","property":"[{"}]}`)
	require.Equal(t, `{"results":[{"id":"a","status":"true"}],"count":1}`, body)

	wrong := errorBody("DRS.M00304", "This API cannot be called in the current task status.")
	for _, tt := range []struct{ call, body, want string }{
		{"/batch-connection", `{"jobs":[{"id":"a","end_point_type":"up"}]}`, invalid("end_point_type")},
		{"/batch-connection", `{"jobs":[{"job_id":"a"}]}`, empty("jobId")},
		{"/batch-connection", `{"jobs":[null]}`, empty("jobId")},
		{"/batch-connection", `{"jobs":["a"]}`, errorBody("DRS.M00007", "Invalid request parameter.")},
		{"/batch-connection", `{"jobs":[{"id":"a b"}]}`, invalid("jobId")},
		{"/batch-connection", `{"jobs":[{"id":"a"},{"id":"started"}]}`, wrong},
		{"/cluster/batch-connection", `{"jobs":[{"action":"ping","job_id":"a"}]}`, invalid("action")},
		{"/cluster/batch-connection", `{"jobs":[{"action":"testConnection","job_id":"started"}]}`, wrong},
	} {
		code, body := send(b, "POST", tt.call, tt.body)
		require.Equal(t, http.StatusBadRequest, code)
		require.Equal(t, tt.want, body, tt.body)
	}
}

func TestRefusedConnection(t *testing.T) {
	t.Parallel()
	words := drs.API().Vocabulary
	row, _ := words.Error("DRS.KE0002")
	attrs, err := words.NewAttributes(job.Fields{"connection": row})
	require.NoError(t, err)
	spec := task(t, "a", "CONFIGURATION")
	spec.Attributes = attrs
	b := apitest.Serve(t, drs.API(), nil, spec)
	_, body := send(b, "POST", "/batch-connection", testSource)
	require.Equal(t, `{"results":[{"success":false,"id":"a","status":"failed","error_code":"DRS.KE0002",`+
		`"error_msg":"The username or password is incorrect."}],"count":1}`, body)
	_, body = send(b, "POST", "/cluster/batch-connection", `{"jobs":[{"action":"testConnection","job_id":"a"}]}`)
	require.Contains(t, body, `"status":"false"`)
	code, _ := send(b, "POST", "/batch-precheck", checkA)
	require.Equal(t, http.StatusBadRequest, code)
}

func TestPrecheck(t *testing.T) {
	t.Parallel()
	attrs, err := drs.API().Vocabulary.NewAttributes(job.Fields{"precheck": "srcDbConnection", "job_direction": "down"})
	require.NoError(t, err)
	failing := task(t, "failing", "CONFIGURATION")
	failing.Attributes = attrs
	b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"), failing, task(t, "broken", "INCRE_TRANSFER_FAILED"))
	first := errorBody("DRS.M00300", "Invoke the test connection interface and ensure that the test connection is successful")
	refused := func(body, want string) {
		code, got := send(b, "POST", "/batch-precheck", body)
		require.Equal(t, http.StatusBadRequest, code)
		require.Equal(t, want, got, body)
	}
	refused(checkA, first)
	must(t, b, "POST", "/batch-connection", testSource, 200)
	refused(checkA, first)
	must(t, b, "POST", "/batch-connection", testTarget, 200)
	refused(`{"jobs":[{"job_id":"a"}]}`, empty("precheck_mode"))
	refused(`{"jobs":[{"job_id":"a","precheck_mode":"forFun"}]}`, invalid("precheck_mode"))
	wrong := errorBody("DRS.M00304", "This API cannot be called in the current task status.")
	refused(`{"jobs":[{"job_id":"a","precheck_mode":"forRetryJob"}]}`, wrong)
	refused(`{"jobs":[{"job_id":"broken","precheck_mode":"forStartJob"}]}`, wrong)
	refused(`{"jobs":[{"job_id":"a","precheck_mode":"forStartJob"},{"job_id":"a","precheck_mode":"forStartJob"}]}`,
		errorBody("DRS.M00301", "There are duplicate jobs in request."))

	_, body := send(b, "POST", "/batch-precheck-result", `{"jobs":["a","never"]}`)
	require.Equal(t, `{"results":[{"result":false,"precheck_id":"a","error_code":"DRS.M00304","error_msg":"This API cannot be called in the current task status."},`+
		`{"result":false,"precheck_id":"never","error_code":"DRS.M05003","error_msg":"Task information not found."}],"count":2}`, body)

	_, body = send(b, "POST", "/batch-precheck", checkA)
	require.Equal(t, `{"results":[{"id":"a","status":"success","precheck_id":"a"}],"count":1}`, body)
	must(t, b, "POST", "/batch-precheck", `{"jobs":[{"job_id":"broken","precheck_mode":"forResetJob"}]}`, 200)
	must(t, b, "POST", "/batch-connection", `{"jobs":[{"id":"failing"},{"id":"failing","end_point_type":"ta"}]}`, 200)
	must(t, b, "POST", "/batch-precheck", `{"jobs":[{"job_id":"failing","precheck_mode":"forStartJob"}]}`, 200)

	r := b.Ask("POST", root+"/batch-precheck-result", `{"jobs":["a"]}`)
	require.Contains(t, r.Header.Get("X-Jobsim-Clock"), "next=+10s")
	_, body = send(b, "POST", "/batch-precheck-result", `{"jobs":["a"]}`)
	require.Equal(t, `{"results":[{"result":false,"process":"0%","precheck_id":"a","total_passed_rate":"0%","job_direction":"up"}],"count":1}`, body)
	b.Clock.Advance(10 * time.Second)
	a := must(t, b, "POST", "/batch-precheck-result", `{"jobs":["a","failing"]}`, 200)
	require.True(t, a.Get("results.0.result").Bool())
	require.Equal(t, "100% 100%", a.Get("results.0.process").String()+" "+a.Get("results.0.total_passed_rate").String())
	require.False(t, a.Get("results.1.result").Bool())
	require.Equal(t, "100% 90% down", a.Get("results.1.process").String()+" "+a.Get("results.1.total_passed_rate").String()+" "+a.Get("results.1.job_direction").String())
	require.Equal(t, "srcDbConnection", a.Get(`results.1.precheck_result.#(result=="FAILED").item`).String())
}

func TestModification(t *testing.T) {
	t.Parallel()
	attrs, err := drs.API().Vocabulary.NewAttributes(job.Fields{"name": "other"})
	require.NoError(t, err)
	other := task(t, "other", "CONFIGURATION")
	other.Attributes = attrs
	b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"), other,
		task(t, "started", "INCRE_TRANSFER_STARTED"), task(t, "stopped", "RELEASE_RESOURCE_COMPLETE"))
	change := func(fields string) (int, string) {
		return send(b, "PUT", "/batch-modification", `{"jobs":[{`+fields+`}]}`)
	}
	_, body := change(`"job_id":"a","name":"mine","description":"d","source_endpoint":{"ip":"10.0.0.1","db_port":"3306","db_type":"mysql"}`)
	require.Equal(t, `{"results":[{"id":"a","status":"success"}],"count":1}`, body)
	_, body = change(`"job_id":"a","name":"Other"`)
	require.Equal(t, errorBody("DRS.M00277", "The task name already exists."), body)
	change(`"job_id":"a","name":"mine"`) // a task may keep its own name
	_, body = send(b, "PUT", "/batch-modification", `{"jobs":[{"job_id":"other","name":"twin"},{"job_id":"started","name":"twin"}]}`)
	require.Equal(t, `{"results":[{"id":"other","status":"success"},{"id":"started","status":"failed","error_code":"DRS.M00277",`+
		`"error_msg":"The task name already exists."}],"count":2}`, body)
	change(`"job_id":"a","alarm_notify":{"delay_time":0}`)
	change(`"job_id":"started","description":"late"`)
	a := must(t, b, "POST", "/batch-detail", `{"jobs":["a","started"]}`, 200)
	require.Equal(t, "mine d 10.0.0.1 3306", strings.Join([]string{
		a.Get("results.0.name").String(), a.Get("results.0.description").String(),
		a.Get("results.0.source_endpoint.ip").String(), a.Get("results.0.source_endpoint.db_port").Raw,
	}, " "))
	require.Equal(t, "late", a.Get("results.1.description").String())

	wrong := errorBody("DRS.M00304", "This API cannot be called in the current task status.")
	for fields, want := range map[string]string{
		`"job_id":"started","net_type":"vpc"`:                           wrong,
		`"job_id":"stopped","name":"again"`:                             wrong,
		`"job_id":"a","name":"x"`:                                       invalid("name"),
		`"job_id":"a","task_type":"ALL"`:                                invalid("task_type"),
		`"job_id":"a","description":"` + strings.Repeat("x", 300) + `"`: invalid("description"),
		`"name":"none"`:                                                 empty("jobId"),
	} {
		code, body := change(fields)
		require.Equal(t, http.StatusBadRequest, code)
		require.Equal(t, want, body, fields)
	}
}

func TestLimitSpeed(t *testing.T) {
	t.Parallel()
	attrs, err := drs.API().Vocabulary.NewAttributes(job.Fields{"task_type": "INCR_TRANS"})
	require.NoError(t, err)
	incremental := task(t, "incremental", "CONFIGURATION")
	incremental.Attributes = attrs
	b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"), incremental, task(t, "stopped", "RELEASE_RESOURCE_STARTED"))
	limit := func(id, limits string) (int, string) {
		return send(b, "PUT", "/batch-limit-speed", `{"speed_limits":[{"job_id":"`+id+`","speed_limit":`+limits+`}]}`)
	}
	const good = `[{"begin":"16:00","end":"15:59","speed":"15","is_utc":true}]`
	_, body := limit("a", good)
	require.Equal(t, `{"results":[{"id":"a","status":"success"}],"count":1}`, body)
	shown := func() string {
		return must(t, b, "POST", "/batch-detail", `{"jobs":["a"]}`, 200).Get("results.0.speed_limit").Raw
	}
	require.Equal(t, good, shown())
	limit("a", `[]`)
	require.Equal(t, `[]`, shown())
	for _, tt := range []struct{ id, limits, want string }{
		{"a", `null`, empty("speed_limit")},
		{"a", `[{"begin":"16:00","end":"16:00","speed":"15"}]`, errorBody("DRS.M00306", "Start time cannot be the same as end time.")},
		{"a", `[{"begin":"16:00","end":"17:59","speed":"0"}]`, invalid("speed")},
		{"a", `[{"begin":"16:00","end":"17:59","speed":"fast"}]`, invalid("speed")},
		{"a", `[{"begin":"4pm","end":"17:59","speed":"1"}]`, invalid("begin")},
		{"a", `[{"begin":"16:00","end":"25:59","speed":"1"}]`, invalid("end")},
		{"a", `[{},{},{},{}]`, invalid("speed_limit")},
		{"a", `[{"begin":"16:00","end":"17:00","speed":"1"}]`, invalid("end")}, // drs_03_0130: it ends with 59
		{"a", `[{"begin":"01:00","end":"03:59","speed":"1"},{"begin":"03:30","end":"04:59","speed":"1"}]`, invalid("speed_limit")},
		{"a", `[{"begin":"22:00","end":"01:59","speed":"1"},{"begin":"01:00","end":"02:59","speed":"1"}]`, invalid("speed_limit")},
		{"incremental", good, errorBody("DRS.M00403", "This task does not support flow control.")},
		{"stopped", good, errorBody("DRS.M00304", "This API cannot be called in the current task status.")},
	} {
		code, body := limit(tt.id, tt.limits)
		require.Equal(t, http.StatusBadRequest, code)
		require.Equal(t, tt.want, body, tt.limits)
	}
}

func TestMovesRefuseBadItems(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"))
	for _, tt := range []struct{ method, call, body, want string }{
		{"POST", "/batch-starting", `{"jobs":[{"job_id":"a","start_time":"tomorrow"}]}`, invalid("start_time")},
		{"POST", "/batch-starting", `{"jobs":[{"job_id":"a","start_time":1767355200000}]}`, errorBody("DRS.M00007", "Invalid request parameter.")},
		{"POST", "/batch-starting", `{"jobs":[{"job_id":"a"},{"job_id":"a"}]}`, errorBody("DRS.M00301", "There are duplicate jobs in request.")},
		{"POST", "/batch-pause-task", `{"jobs":[{"job_id":"a"}]}`, empty("pause_mode")},
		{"POST", "/batch-pause-task", `{"jobs":[{"job_id":"a","pause_mode":"some"}]}`, invalid("pause_mode")},
		{"DELETE", "/batch-jobs", `{"jobs":[{"job_id":"a"}]}`, empty("delete_type")},
		{"DELETE", "/batch-jobs", `{"jobs":[{"job_id":"a","delete_type":"burn"}]}`, invalid("delete_type")},
		{"POST", "/batch-sync-policy", `{"jobs":[{"job_id":"a","conflict_policy":"fight"}]}`, invalid("conflict_policy")},
		{"POST", "/batch-retry-task", `{"jobs":[{"job_id":""}]}`, empty("jobId")},
		{"POST", "/batch-retry-task", `{"jobs":[]}`, empty("jobs")},
	} {
		code, body := send(b, tt.method, tt.call, tt.body)
		require.Equal(t, http.StatusBadRequest, code)
		require.Equal(t, tt.want, body, tt.body)
	}
	require.Equal(t, "CONFIGURATION", statusOf(t, b, "a"))
}
