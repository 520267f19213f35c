package drs_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// creationV5 is the request of terraform-provider-huaweicloud's resource huaweicloud_drs_job_v5, as its acceptance test
// configures it.
const creationV5 = `{"job":{"base_info":{"name":"task-v5","job_type":"sync","engine_type":"mysql-to-mysql","job_direction":"up",
	"task_type":"FULL_INCR_TRANS","net_type":"eip","charging_mode":"on_demand","enterprise_project_id":"0","expired_days":"15",
	"tags":[{"key":"tag1","value":"value1"}]},
	"source_endpoint":[{"db_type":"mysql","endpoint_type":"cloud","endpoint_role":"so","endpoint":{"endpoint_name":"cloud_mysql",
		"ip":"192.168.0.141","db_port":"3306","db_user":"root","db_password":"secret","instance_id":"i-1","db_name":"user"},
		"cloud":{"region":"cn-north-4","project_id":"p1"}}],
	"target_endpoint":[{"db_type":"mysql","endpoint_type":"cloud","endpoint_role":"ta","endpoint":{"endpoint_name":"cloud_mysql",
		"ip":"192.168.0.105","db_port":"3306","db_user":"root","db_password":"secret","instance_id":"i-2"},
		"vpc":{"vpc_id":"v","subnet_id":"s"}}],
	"node_info":{"spec":{"node_type":"medium"}}}}`

// TestV5Creation creates a task, waits for CONFIGURATION and deletes it without a stop, as the provider does.
func TestV5Creation(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	made := v5Send(t, b, "POST", "", creationV5, http.StatusAccepted)
	require.Equal(t, `["id","name","status","create_time"]`, made.Get("@keys").Raw)
	id := made.Get("id").String()
	shown := func(path string) string {
		return v5Send(t, b, "GET", "/"+id+"?type=detail", "", 200).Get("job." + path).String()
	}
	require.Equal(t, "task-v5 CREATING CREATING", made.Get("name").String()+" "+made.Get("status").String()+" "+shown("status"))
	b.Clock.Advance(time.Minute)
	require.Equal(t, "CONFIGURATION sync mysql-to-mysql 15 value1 3306 i-2", strings.Join([]string{
		shown("status"), shown("base_info.job_type"), shown("base_info.engine_type"), shown("base_info.expired_days"),
		shown("base_info.tags.0.value"), shown("source_endpoint.0.endpoint.db_port"), shown("target_endpoint.0.endpoint.instance_id"),
	}, " "))
	require.Equal(t, "s", must(t, b, "POST", "/batch-detail", `{"jobs":["`+id+`"]}`, 200).Get("results.0.subnet_id").String())
	require.Equal(t, "DRS.M00277", v5Send(t, b, "POST", "", creationV5, 422).Get("error_code").String())
	require.Equal(t, "success", v5Send(t, b, "DELETE", "/"+id, "", 200).Get("status").String())
	require.Equal(t, "DRS.10000010", v5Send(t, b, "DELETE", "/"+id, "", 400).Get("error_code").String())
}

// TestV5CreationErrors leaves out or spoils one member at a time.
func TestV5CreationErrors(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	for _, tt := range []struct{ from, to, code string }{
		{`{"job":`, `{"task":`, "DRS.M00201"},
		{`"name":"task-v5"`, `"name":"no"`, "DRS.M00202"},
		{`"job_type":"sync",`, ``, "DRS.M00201"},
		{`"job_type":"sync"`, `"job_type":"copy"`, "DRS.M00202"},
		{`"source_endpoint"`, `"source"`, "DRS.M00201"},
		{`"db_type":"mysql","endpoint_type":"cloud","endpoint_role":"ta"`, `"endpoint_type":"cloud","endpoint_role":"ta"`, "DRS.M00201"},
		{`"endpoint_type":"cloud","endpoint_role":"ta"`, `"endpoint_role":"ta"`, "DRS.M00201"},
		{`"endpoint_type":"cloud","endpoint_role":"so"`, `"endpoint_type":"cloud"`, "DRS.M00201"},
		{`"endpoint":{"endpoint_name":"cloud_mysql",
		"ip":"192.168.0.105"`, `"base":{"endpoint_name":"cloud_mysql","ip":"192.168.0.105"`, "DRS.M00201"},
		{`"node_info"`, `"nodes"`, "DRS.M00201"},
		{`"node_type":"medium"`, ``, "DRS.M00201"},
		{`"expired_days":"15"`, `"expired_days":"7"`, "DRS.M00202"},
		{`"expired_days":"15"`, `"expired_days":true`, "DRS.M00007"},
	} {
		body := strings.Replace(creationV5, tt.from, tt.to, 1)
		require.NotEqual(t, creationV5, body, tt.from)
		require.Equal(t, tt.code, v5Send(t, b, "POST", "", body, 400).Get("error_code").String(), tt.from)
	}
	require.Equal(t, int64(0), v5Send(t, b, "GET", "?job_type=sync", "", 200).Get("total_count").Int())
}

// TestV5DeletesDualTask: the subtasks of a task that was never started are deleted with it.
func TestV5DeletesDualTask(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	body := strings.Replace(creationV5, `"job_type":"sync"`, `"job_type":"cloudDataGuard","multi_write":true`, 1)
	made := v5Send(t, b, "POST", "", body, http.StatusAccepted)
	require.Len(t, made.Get("child_ids").Array(), 2)
	b.Clock.Advance(time.Minute)
	v5Send(t, b, "DELETE", "/"+made.Get("id").String(), "", 200)
	require.Equal(t, "DRS.10000010", v5Send(t, b, "GET", "/"+made.Get("child_ids.0").String(), "", 400).Get("error_code").String())
}

// TestV5Names validates names before a creation.
func TestV5Names(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, drs.API(), nil)
	create(t, b, "taken", "")
	for body, want := range map[string]string{
		`{"name":"mine","type":"trans"}`:  `{"is_valid":true}`,
		`{"name":"TAKEN","type":"trans"}`: `{"is_valid":false,"error_code":"DRS.M00277","error_msg":"The task name already exists."}`,
		`{"name":"no","type":"trans"}`:    `{"is_valid":false,"error_code":"DRS.M00202","error_msg":"The value of name is invalid."}`,
	} {
		require.Equal(t, want, v5Send(t, b, "POST", "/name-validation", body, 200).Raw, body)
	}
	require.Equal(t, "DRS.M00201", v5Send(t, b, "POST", "/name-validation", `{"type":"trans"}`, 400).Get("error_code").String())
	require.Equal(t, "DRS.M00202", v5Send(t, b, "POST", "/name-validation", `{"name":"mine"}`, 400).Get("error_code").String())
}
