package emulator

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// roomFor answers an emulator with one disk and one volume, and room for so many jobs.
func roomFor(t *testing.T, jobs int) *Emulator {
	t.Helper()
	const begin = `
jobs:
  - {api: evs, id: "1", type: createVolume, timeline: [{status: SUCCESS}]}
  - {api: element, handle: 2, type: Clone, volumeID: 5, timeline: [{status: running}]}
`
	e, err := New(Options{Clock: clock.NewManual(apitest.Noon), Scenarios: []Source{{Name: "begin", Text: []byte(begin)}}, MaxJobs: jobs})
	require.NoError(t, err)
	return e
}

// TestJobTooMany is about the limit of jobs: whoever wants one more is told so in the form of the API, and how to have more,
// and nothing is done by half. Polls go on.
func TestJobTooMany(t *testing.T) {
	t.Parallel()
	starting := map[string]apitest.Sample{}
	for _, a := range apis.All() {
		starting[a.Name] = samples(t, a.Name)[1]
	}
	task := starting["drs"]
	task.Path = "/drs/v3/p/jobs/batch-creation"
	const endpoint = `{"db_type":"mysql","db_user":"u","db_password":"p","db_port":3306,"ip":"192.0.2.1"}`
	task.Body = `{"jobs":[{"name":"DRS-1","db_use_type":"migration","engine_type":"mysql","job_direction":"up","net_type":"eip","bind_eip":true,` +
		`"is_target_readonly":true,"task_type":"FULL_INCR_TRANS","node_type":"high","customize_sutnet_id":"352ad828-3467-4f03-987a-c55a5a9dd417",` +
		`"source_endpoint":` + endpoint + `,"target_endpoint":` + endpoint + `}]}`
	starting["drs"] = task
	for name, call := range starting {
		if name == "element" {
			call.Body = `{"method":"CloneVolume","params":{"volumeID":5,"name":"n"},"id":7}`
		}
		e := roomFor(t, 2)
		ask := func() *http.Response {
			r := httptest.NewRequest(call.Method, call.Path, strings.NewReader(call.Body))
			r.Header.Set("X-Auth-Token", "t")
			r.SetBasicAuth("admin", "any")
			if name != "element" {
				r.Header.Del("Authorization")
			}
			rec := httptest.NewRecorder()
			e.ServeHTTP(rec, r)
			return rec.Result()
		}
		res := ask()
		text, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		body := string(text)
		require.Contains(t, res.Header.Get("X-Jobsim-Hint"), "raise the limit", "%s: %s", name, body)
		if name == "element" {
			require.Equal(t, "xExceededLimit", gjson.Get(body, "error.name").String(), body)
		} else {
			require.Equal(t, http.StatusTooManyRequests, res.StatusCode, body)
			require.Equal(t, "The throttling threshold has been reached.", gjson.Get(body, "error_msg").String(), body)
		}
		e = roomFor(t, 3)
		require.Less(t, ask().StatusCode, 300, name)
	}
}

// TestSessionTooMany is about the limits of sessions and of what the control API starts.
func TestSessionTooMany(t *testing.T) {
	t.Parallel()
	e, err := New(Options{Clock: clock.NewManual(apitest.Noon), Scenarios: []Source{}, MaxSessions: 1, MaxJobs: 1})
	require.NoError(t, err)
	post := func(path, body string) string {
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "http://localhost"+path, strings.NewReader(body)))
		return strconv.Itoa(rec.Code) + " " + gjson.Get(rec.Body.String(), "error.code").String() + " " + gjson.Get(rec.Body.String(), "error.hint").String()
	}
	require.Contains(t, post("/__admin/sessions", "{}"), "201 ")
	told := post("/__admin/sessions", "{}")
	require.Contains(t, told, "429 too_many_sessions")
	require.Contains(t, told, "max-sessions")
	const two = "jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: INIT}]}, {api: evs, id: b, type: createVolume, timeline: [{status: INIT}]}]"
	told = post("/__admin/jobs", two)
	require.Contains(t, told, "429 too_many_jobs")
	require.Contains(t, told, "raises the limit")
	require.Empty(t, e.Jobs().List("evs"), "all or none")
}
