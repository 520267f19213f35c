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

// ms returns a duration of n milliseconds.
func ms(n int) job.Span { return job.Fixed(time.Duration(n) * time.Millisecond) }

// runs returns a timeline that runs for d and succeeds.
func runs(d job.Span) *job.Timeline {
	return job.Steps(
		job.Step{Status: "RUNNING", Phase: job.Running, Payload: otc.Payload{}, Until: job.After(d)},
		job.Step{Status: "SUCCESS", Phase: job.Succeeded, Payload: otc.Payload{}},
	)
}

func spec(id, kind string, entities map[string]any, t *job.Timeline) job.Spec {
	return job.Spec{
		Ref: job.Ref{API: "sdrs", ID: id}, Type: kind, Attributes: otc.Attributes{Entities: entities}, Timeline: t,
		ParentSteps: sdrs.API().Vocabulary.ParentSteps,
	}
}

// failure is a final step as SDRS jobs were seen to have it.
var failure = job.Step{Status: "FAIL", Phase: job.Failed, Payload: otc.Payload{Code: "EVS.2024", Reason: "SdrsTask-fail:volume is error!"}}

// born sets the birth of a job to the time in its document.
func born(t testing.TB, s job.Spec, at string) job.Spec {
	t.Helper()
	var err error
	s.Born, err = time.Parse("2006-01-02T15:04:05.000Z", at)
	require.NoError(t, err)
	return s
}

// stop returns the second example of sdrs_05_0101: the parent ends three seconds after its last child.
func stop(t testing.TB) job.Spec {
	t.Helper()
	label := map[string]any{"server_group_id": group}
	first := spec("ff8080826b45d4a5016b50362868002a", "stopProtectionGroupRepNoCG", label, runs(ms(3936)))
	second := spec("ff8080826b45d4a5016b50362870002b", "stopProtectionGroupRepNoCG", label, runs(ms(3930)))
	first.Starts, second.Starts = ms(1085), ms(1092)
	parent := spec("ff8080826b45d4a5016b5036242c0025", "stopProtectionGroupNoCG", nil, runs(ms(8016)))
	parent.Children = []job.Spec{first, second}
	return born(t, parent, "2019-06-13T09:40:53.930Z")
}

// Both examples of the document are returned member for member, under both profiles.
func TestDocumentedExamples(t *testing.T) {
	t.Parallel()
	create := spec("0000000062db92d70162db9d200f000a", "createProtectionGroupNoCG",
		map[string]any{"server_group_id": "a59d008e-4bad-4bf3-9b17-6cc25e7da483"}, runs(ms(15050)))
	create = born(t, create, "2018-04-19T01:55:30.443Z")
	const created = `{"status":"SUCCESS","entities":{"server_group_id":"a59d008e-4bad-4bf3-9b17-6cc25e7da483"},
		"job_id":"0000000062db92d70162db9d200f000a","job_type":"createProtectionGroupNoCG",
		"begin_time":"2018-04-19T01:55:30.443Z","end_time":"2018-04-19T01:55:45.493Z","error_code":null,"fail_reason":null}`
	const stopped = `{"job_id":"ff8080826b45d4a5016b5036242c0025","job_type":"stopProtectionGroupNoCG",
		"begin_time":"2019-06-13T09:40:53.930Z","end_time":"2019-06-13T09:41:01.946Z","status":"SUCCESS",
		"error_code":null,"fail_reason":null,"entities":{"sub_jobs":[
		{"job_id":"ff8080826b45d4a5016b50362868002a","job_type":"stopProtectionGroupRepNoCG",
		"begin_time":"2019-06-13T09:40:55.015Z","end_time":"2019-06-13T09:40:58.951Z","status":"SUCCESS",
		"error_code":null,"fail_reason":null,"entities":{"server_group_id":"1fd6903c-48f9-4772-8974-112dfbd74427"}},
		{"job_id":"ff8080826b45d4a5016b50362870002b","job_type":"stopProtectionGroupRepNoCG",
		"begin_time":"2019-06-13T09:40:55.022Z","end_time":"2019-06-13T09:40:58.952Z","status":"SUCCESS",
		"error_code":null,"fail_reason":null,"entities":{"server_group_id":"1fd6903c-48f9-4772-8974-112dfbd74427"}}]}}`
	for _, profile := range profiles {
		b := apitest.Serve(t, sdrs.API(), []string{profile}, create, stop(t))
		require.JSONEq(t, created, poll(t, b, create.ID))
		require.JSONEq(t, stopped, poll(t, b, "ff8080826b45d4a5016b5036242c0025"))
	}
}

// The stop example while it runs: each child appears when it begins, and the parent outlasts them.
func TestStopAsItHappens(t *testing.T) {
	t.Parallel()
	s := stop(t)
	s.Born = time.Time{}
	b := apitest.Serve(t, sdrs.API(), nil, s)
	tests := []struct {
		at       time.Duration
		status   string
		end      string
		children string
	}{
		{0, "RUNNING", "", ``},
		{1085 * time.Millisecond, "RUNNING", "", `["RUNNING"]`},
		{1092 * time.Millisecond, "RUNNING", "", `["RUNNING","RUNNING"]`},
		{5021 * time.Millisecond, "RUNNING", "", `["SUCCESS","RUNNING"]`},
		{5022 * time.Millisecond, "RUNNING", "", `["SUCCESS","SUCCESS"]`},
		{8016 * time.Millisecond, "SUCCESS", "2026-01-02T12:00:08.016Z", `["SUCCESS","SUCCESS"]`},
	}
	for _, tt := range tests {
		b.Clock.Set(apitest.Noon.Add(tt.at))
		got := gjson.Parse(poll(t, b, s.ID))
		require.Equal(t, tt.status, got.Get("status").String(), tt.at)
		require.Equal(t, tt.end, got.Get("end_time").String(), tt.at)
		require.Equal(t, tt.children, got.Get("entities.sub_jobs.#.status").Raw, tt.at)
	}
}

// A tree of any depth is written whole; entities that a parent was given stay beside its sub-jobs.
func TestTree(t *testing.T) {
	t.Parallel()
	const depth = 24
	leaf := spec("leaf", "createProtectionGroupRepNoCG", map[string]any{"server_group_id": group}, runs(ms(1000)))
	root := leaf
	path := "entities.server_group_id"
	for i := range depth {
		parent := spec(string(rune('a'+i)), "createProtectionGroupNoCG", map[string]any{"server_group_id": group}, nil)
		parent.Children = []job.Spec{root}
		root, path = parent, "entities.sub_jobs.0."+path
	}
	b := apitest.Serve(t, sdrs.API(), nil, root)
	b.Clock.Advance(time.Minute)
	got := gjson.Parse(poll(t, b, root.ID))
	require.Equal(t, "SUCCESS", got.Get("status").String())
	require.Equal(t, group, got.Get("entities.server_group_id").String())
	require.Equal(t, group, got.Get(path).String())
	require.Equal(t, "SUCCESS", gjson.Get(poll(t, b, "leaf"), "status").String())
}

// A parent without a timeline fails with the code and reason of the first child that failed, even an EVS code, but
// without that child's entities.
func TestFailedTree(t *testing.T) {
	t.Parallel()
	failing := func(id, reason string, after int) job.Spec {
		return spec(id, "stopProtectionGroupRepNoCG", nil, job.Steps(
			job.Step{Status: "RUNNING", Phase: job.Running, Payload: otc.Payload{}, Until: job.After(ms(after))},
			job.Step{Status: "FAIL", Phase: job.Failed, Payload: otc.Payload{
				Code: "EVS.2024", Reason: reason, Entities: map[string]any{"server_group_id": "the child's"},
			}},
		))
	}
	parent := spec("parent", "stopProtectionGroupNoCG", nil, nil)
	parent.Children = []job.Spec{
		failing("late", "late", 5000), failing("first", "SdrsTask-fail:volume is error!", 2000),
		spec("well", "stopProtectionGroupRepNoCG", nil, runs(ms(9000))),
	}
	b := apitest.Serve(t, sdrs.API(), nil, parent)
	b.Clock.Advance(6 * time.Second)
	got := gjson.Parse(poll(t, b, "parent"))
	require.Equal(t, "RUNNING", got.Get("status").String())
	require.Equal(t, gjson.Null, got.Get("error_code").Type)
	b.Clock.Advance(3 * time.Second)
	got = gjson.Parse(poll(t, b, "parent"))
	require.Equal(t, "FAIL", got.Get("status").String())
	require.Equal(t, "EVS.2024", got.Get("error_code").String())
	require.Equal(t, "SdrsTask-fail:volume is error!", got.Get("fail_reason").String())
	require.Equal(t, "2026-01-02T12:00:09.000Z", got.Get("end_time").String())
	require.Equal(t, int64(1), got.Get("entities.@keys.#").Int())
	require.Equal(t, "the child's", got.Get("entities.sub_jobs.0.entities.server_group_id").String())
}

// TestEntitiesBeforeRunning reads the entities before a job runs, and after it failed before it ran.
func TestEntitiesBeforeRunning(t *testing.T) {
	t.Parallel()
	s := spec("j", "createProtectionGroupNoCG", map[string]any{"server_group_id": group}, job.Steps(
		job.Step{Status: "INIT", Phase: job.Pending, Payload: otc.Payload{}, Until: job.After(ms(1000))},
		job.Step{Status: "FAIL", Phase: job.Failed, Payload: otc.Payload{Code: "SDRS.1014", Reason: "no"}},
	))
	b := apitest.Serve(t, sdrs.API(), nil, s)
	require.Equal(t, `{"status":"INIT","entities":{},"job_id":"j","job_type":"createProtectionGroupNoCG",`+
		`"begin_time":"2026-01-02T12:00:00.000Z","end_time":"","error_code":null,"fail_reason":null}`, poll(t, b, "j"))
	b.Clock.Advance(time.Minute)
	got := gjson.Parse(poll(t, b, "j"))
	require.Equal(t, `{}`, got.Get("entities").Raw)
	require.Equal(t, "SDRS.1014", got.Get("error_code").String())
}

// TestJobErrors queries jobs that do not exist.
func TestJobErrors(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, sdrs.API(), nil)
	tests := []struct {
		name, method, path, token string
		status                    int
		want                      string
	}{
		{"unknown", "GET", jobs + "ff8080826b45d4a5016b5036242c0025", "t", 400, `{"error":{"message":"query job fail.","code":"Common.0011"}}`},
		{"empty", "GET", jobs, "t", 400, `{"error":{"message":"No jobs found.","code":"Common.0011"}}`},
		{"trailing slash", "GET", jobs + "x/", "t", 404, "APIGW.0101"},
		{"wrong method", "DELETE", jobs + "x", "t", 405, "APIGW.0101"},
		{"no token", "GET", jobs + "x", "", 401, "APIGW.0301"},
		{"unknown path", "GET", "/v3/x", "t", 404, "APIGW.0101"},
	}
	for _, tt := range tests {
		r := b.Ask(tt.method, tt.path, "", "X-Auth-Token: "+tt.token)
		body := read(t, r)
		require.Equal(t, tt.status, r.StatusCode, "%s: %s", tt.name, body)
		require.Contains(t, body, tt.want, tt.name)
		require.True(t, gjson.Valid(body), tt.name)
	}
}

// TestVocabulary requires that every word, type and error of the vocabulary can be used in a scenario.
func TestVocabulary(t *testing.T) {
	t.Parallel()
	v := sdrs.API().Vocabulary
	require.GreaterOrEqual(t, len(v.Types), 20)
	for _, phase := range []job.Phase{job.Pending, job.Running, job.Succeeded, job.Failed} {
		require.Equal(t, phase, v.ParentSteps[phase].Phase)
	}
	row, ok := v.Error("EVS.2024")
	require.True(t, ok)
	fail, ok := v.Word("FAIL")
	require.True(t, ok)
	said, err := v.NewPayload(fail, job.Fields{"error": row})
	require.NoError(t, err)
	require.Equal(t, otc.Payload{Code: "EVS.2024", Reason: "volume is error!"}, said)
}

// TestFailedActionStopsSubJobs: sub-jobs of an action that failed before they began never begin.
func TestFailedActionStopsSubJobs(t *testing.T) {
	t.Parallel()
	b := serve(t)
	g := newGroup(t, b)
	newPair(t, b, g, "disk")
	id := start(t, b, "POST", groups+"/"+g+"/action", `{"start-server-group":{}}`)
	_, err := b.World.Record(job.Ref{API: "sdrs", ID: id}, job.Event{Kind: job.Forced, Step: failure})
	require.NoError(t, err)
	b.Clock.Advance(time.Hour)
	failed := gjson.Parse(poll(t, b, id))
	require.Equal(t, "FAIL", failed.Get("status").String())
	require.Empty(t, failed.Get("entities.sub_jobs").Array(), failed.Raw)
	require.Equal(t, "error-starting", send(t, b, 200, "GET", groups+"/"+g, "").Get("server_group.status").String())
}
