package sdrs_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/api/sdrs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

// The list of failed tasks has the failed jobs, whoever started them.
func TestFailureJobs(t *testing.T) {
	t.Parallel()
	scripted := spec("scripted", "deleteProtectionGroupNoCG", map[string]any{"server_group_id": "gone"}, job.Steps(failure))
	foreign := spec("foreign", "deleteProtectionGroupNoCG", map[string]any{"server_group_id": "gone"}, job.Steps(failure))
	foreign.Project = "another"
	odd := spec("odd", "levitateProtectionGroup", map[string]any{"server_group_id": "gone"}, job.Steps(failure))
	bare := spec("bare", "deleteProtectionGroupNoCG", nil, job.Steps(failure))
	b := apitest.Serve(t, sdrs.API(), nil, scripted, foreign, odd, bare)
	path := base + "/task-center/failure-jobs"
	g := newGroup(t, b)
	made := start(t, b, "POST", instances, instanceBody(g, "server"))
	failJob(t, b, made)
	newPair(t, b, g, "disk")
	started := start(t, b, "POST", groups+"/"+g+"/action", `{"start-server-group":{}}`)
	failJob(t, b, started)

	got := send(t, b, 200, "GET", path, "")
	require.Equal(t, `["`+started+`","scripted"]`, got.Get("failure_jobs.#.job_id").Raw, "groups only")
	require.JSONEq(t, `{"job_status":"FAIL","resource_id":"`+g+`","resource_name":"testname","resource_type":"serverGroup",
		"failure_status":"startFail","job_id":"`+started+`","job_type":"startProtectionGroupNoCG",
		"begin_time":"2026-01-02T12:02:02.000Z","error_code":"EVS.2024","fail_reason":"SdrsTask-fail:volume is error!"}`,
		got.Get("failure_jobs.0").Raw)
	require.Equal(t, "gone", got.Get("failure_jobs.1.resource_id").String())

	tests := []struct {
		query string
		want  string
	}{
		{"server_group_id=" + g, `["` + started + `","` + made + `"]`},
		{"server_group_id=gone", `["scripted"]`},
		{"resource_type=protected_instances", `["` + made + `"]`},
		{"resource_type=replications", `[]`},
		{"failure_status=deleteFail", `["scripted"]`},
		{"failure_status=createFail&server_group_id=" + g, `["` + made + `"]`},
		{"resource_name=test", `["` + started + `"]`},
		{"limit=1&offset=1", `["scripted"]`},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, send(t, b, 200, "GET", path+"?"+tt.query, "").Get("failure_jobs.#.job_id").Raw, tt.query)
	}
	sendError(t, b, "SDRS.0221", "GET", path+"?limit=0", "")
	require.Equal(t, `{"count":0,"failure_jobs":[]}`, send(t, serve(t), 200, "GET", path, "").Raw)
}

// TestSite reads what does not depend on a project or a job.
func TestSite(t *testing.T) {
	t.Parallel()
	b := serve(t)
	require.JSONEq(t, `{"domains":[{"id":"fb4bb8e3-a574-4437-a156-78c916aeea4d","name":"ActiveactiveDomain",
		"description":"my domain","sold_out":false,"local_replication_cluster":{"availability_zone":"eu-de-01"},
		"remote_replication_cluster":{"availability_zone":"eu-de-02"}}]}`, send(t, b, 200, "GET", base+"/active-domains", "").Raw)
	newGroup(t, b)
	require.JSONEq(t, `{"quotas":{"resources":[{"type":"server_groups","used":1,"quota":-1,"min":0,"max":-1},
		{"type":"replications","used":0,"quota":-1,"min":0,"max":-1}]}}`, send(t, b, 200, "GET", base+"/sdrs/quotas", "").Raw)
	r := b.Ask("GET", "/", "", "X-Auth-Token:")
	require.Equal(t, 200, r.StatusCode)
	require.JSONEq(t, `{"versions":[{"id":"v1","links":[{"href":"http://example.com/v1","rel":"self"}],"status":"CURRENT",
		"updated":"2018-05-30T15:00:00Z","version":"","min_version":""}]}`, read(t, r))
}

// Entities that a scenario gives a parent stay beside its sub-jobs; an action that a client starts has none.
func TestParentLabel(t *testing.T) {
	t.Parallel()
	s := stop(t)
	s.Attributes = otc.Attributes{Entities: map[string]any{"server_group_id": group}}
	b := apitest.Serve(t, sdrs.API(), nil, s)
	got := send(t, b, 200, "GET", jobs+s.ID, "")
	require.Equal(t, group, got.Get("entities.server_group_id").String())
	require.Len(t, got.Get("entities.sub_jobs").Array(), 2)
}

// TestDeleteFailureJobs deletes entries of the list of failed tasks: one (sdrs_05_0902), those of a group (0904), and those
// of protection groups (0903).
func TestDeleteFailureJobs(t *testing.T) {
	t.Parallel()
	b := serve(t)
	center := base + "/task-center"
	listed := func(query string) string {
		return send(t, b, 200, "GET", center+"/failure-jobs?"+query, "").Get("failure_jobs.#.job_id").Raw
	}
	g := newGroup(t, b)
	newPair(t, b, g, "disk")
	first := start(t, b, "POST", instances, instanceBody(g, "s1"))
	second := start(t, b, "POST", instances, instanceBody(g, "s2"))
	failJob(t, b, first)
	failJob(t, b, second)
	b.Clock.Advance(time.Minute)
	enabling := start(t, b, "POST", groups+"/"+g+"/action", enable)
	failJob(t, b, enabling)
	require.Equal(t, `["`+enabling+`","`+second+`","`+first+`"]`, listed("server_group_id="+g))

	send(t, b, 204, "DELETE", center+"/failure-jobs/"+second, "")
	sendError(t, b, "SDRS.0201", "DELETE", center+"/failure-jobs/"+second, "")
	require.Equal(t, `["`+enabling+`","`+first+`"]`, listed("server_group_id="+g))
	require.Equal(t, "FAIL", gjson.Get(poll(t, b, second), "status").String(), "the job itself is still there")

	send(t, b, 204, "DELETE", center+"/failure-jobs/batch", "")
	require.Equal(t, `["`+first+`"]`, listed("server_group_id="+g))
	send(t, b, 204, "DELETE", center+"/"+g+"/failure-jobs/batch", "")
	require.Equal(t, `[]`, listed("server_group_id="+g))
	sendError(t, b, "SDRS.1013", "DELETE", center+"/none/failure-jobs/batch", "")
}

// TestFailureTypes: resource_type is as in the example of sdrs_05_0901, or as in its table.
func TestFailureTypes(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]string{
		"sdrs.failure-types=example": "protectedInstance Protected-Instance-ab14",
		"sdrs.failure-types=table":   "protected_instances Protected-Instance-ab14",
	} {
		b := serve(t, setting)
		g := newGroup(t, b)
		failJob(t, b, start(t, b, "POST", instances,
			`{"protected_instance":{"server_group_id":"`+g+`","server_id":"s","name":"Protected-Instance-ab14"}}`))
		got := send(t, b, 200, "GET", base+"/task-center/failure-jobs?server_group_id="+g, "").Get("failure_jobs.0")
		require.Equal(t, want, got.Get("resource_type").String()+" "+got.Get("resource_name").String())
	}
}

// TestVersion queries the version with and without a slash at the end (sdrs_05_0202).
func TestVersion(t *testing.T) {
	t.Parallel()
	b := serve(t)
	for _, path := range []string{"/sdrs/v1", "/sdrs/v1/"} {
		require.JSONEq(t, `{"version":{"id":"v1","links":[{"href":"http://example.com/sdrs/v1","rel":"self"}],
			"status":"CURRENT","updated":"2018-05-30T00:00:00Z","version":"","min_version":""}}`, send(t, b, 200, "GET", path, "").Raw)
	}
}

// TestRPOStatistics: no pair exceeds its RPO; the arguments are those of Huawei Cloud's sdrs_05_1001.
func TestRPOStatistics(t *testing.T) {
	t.Parallel()
	b := serve(t)
	path := base + "/resource/rpo-statistics"
	for _, query := range []string{"", "limit=0&offset=0", "start_time=2019-04-01%2012:00:00.000&end_time=2019-04-02%2012:00:00.000&resource_type=replication"} {
		require.JSONEq(t, `{"count":0,"resource_rpo_statistics":[]}`, send(t, b, 200, "GET", path+"?"+query, "").Raw, query)
	}
	for query, code := range map[string]string{
		"limit=1001": "SDRS.0221", "limit=-1": "SDRS.0221", "offset=-1": "SDRS.0222", "offset=x": "SDRS.0222",
		"start_time=yesterday": "SDRS.0201", "resource_type=disk": "SDRS.0201",
	} {
		sendError(t, b, code, "GET", path+"?"+query, "")
	}
}
