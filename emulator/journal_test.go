package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
)

func TestJournalTellsWhatWasAsked(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	e.Clock().Advance(time.Second)
	client(t, e, "/evs/v1/p/jobs/j1")
	page := admin(t, e, "GET /journal", "").want(http.StatusOK)
	require.Equal(t, "1", page.get("total").Raw)
	require.Equal(t, "0", page.get("dropped").Raw)
	entry := page.get("entries.0")
	for path, want := range map[string]string{
		"n": "1", "api": "evs", "op": "showJob", "method": "GET", "path": "/evs/v1/p/jobs/j1", "state": "answered", "status": "200",
		"clock": "manual", "at": "2026-01-02T12:00:01Z", "headers.X-Auth-Token": "***",
		"observed.0.job": "evs/j1", "observed.0.status": "RUNNING", "observed.0.phase": "running", "observed.0.step": "2", "observed.0.poll": "true",
		"observed.0.waits_for": "time", "observed.0.next": "2026-01-02T12:00:28Z", "observed.0.since": "2026-01-02T12:00:01Z",
		"why": "evs/j1 step 2 RUNNING since 12:00:01, ends at 12:00:28",
	} {
		require.Equal(t, want, entry.Get(path).String(), path)
	}
	require.Equal(t, "1", admin(t, e, "GET /journal/1", "").want(http.StatusOK).get("n").Raw)
	admin(t, e, "GET /journal/2", "").want(http.StatusNotFound)
	admin(t, e, "DELETE /journal", "").want(http.StatusNoContent)
	require.Equal(t, "0", admin(t, e, "GET /journal", "").get("total").Raw)
	client(t, e, "/evs/v1/p/jobs/j1")
	require.Equal(t, "2", admin(t, e, "GET /journal", "").get("entries.0.n").Raw, "the numbers go on")
}

func TestJournalTellsWhy(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
settings: {element.missing-handle: xDBNoSuchPath}
jobs:
  - {api: evs, id: job-1, type: createVolume, timeline: [{status: RUNNING, for: 2s..5s}, {status: SUCCESS}]}
  - {api: evs, id: job-2, type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: SUCCESS}]}
  - {api: drs, id: d1, timeline: [{status: CONFIGURATION, until: batch-starting}, {status: STARTJOBING}]}
  - {api: element, handle: 7, type: Clone, timeline: [{status: complete, result: {}}]}
  - {api: evs, id: old, type: createVolume, expires: 1m, timeline: [{status: SUCCESS}]}
rules:
  - {call: evs.showJob, nth: 3, answer: {error: EVS.2024}, delay: 1ms}
`)
	last := func(ask string) string {
		t.Helper()
		client(t, e, ask)
		page := admin(t, e, "GET /journal?limit=1", "").want(http.StatusOK)
		return page.get("entries.0.why").String()
	}
	element := func(method, params string) string {
		t.Helper()
		r := httptest.NewRequest(http.MethodPost, "/json-rpc/12.5", strings.NewReader(`{"method":"`+method+`","params":`+params+`}`))
		r.SetBasicAuth("admin", "hunter2")
		e.ServeHTTP(httptest.NewRecorder(), r)
		return admin(t, e, "GET /journal?limit=1", "").get("entries.0.why").String()
	}
	require.Regexp(t, `^evs/job-1 step 1 RUNNING since 12:00:00, ends at 12:00:0\d\.\d+ \(drawn from 2s..5s\)$`, last("/evs/v1/p/jobs/job-1"))
	require.Equal(t, "evs/job-2 step 1 RUNNING since 12:00:00, poll 1 of 3", last("/evs/v1/p/jobs/job-2"))
	require.Equal(t, "evs/job-2: rule test:10 answered EVS.2024, delay 1ms (its call 3)", last("/evs/v1/p/jobs/job-2"))
	require.Equal(t, "drs/d1 step 1 CONFIGURATION since 12:00:00, until batch-starting", last(`POST /drs/v3/p/jobs/batch-status {"jobs":["d1"]}`))
	require.Equal(t, "evs/job-3: no job of this name was ever started; did you mean job-1?", last("/evs/v1/p/jobs/job-3"))
	require.Equal(t, "sdrs/x: no job of this name was ever started; there are no jobs of sdrs", last("/sdrs/v1/p/jobs/x"))
	require.Equal(t, "element/7 step 1 complete since 12:00:00, final", element("GetAsyncResult", `{"asyncHandle":7}`))
	require.Equal(t, "element/7: its result was taken at 12:00:00; request 7 took the result", element("GetAsyncResult", `{"asyncHandle":7}`))
	require.Equal(t, "no operation: there is no method GetAsyncResul, did you mean GetAsyncResult?", element("GetAsyncResul", `{"asyncHandle":7}`))
	e.Clock().Advance(48 * time.Hour)
	require.Equal(t, "evs/old: its retention ran out at 2026-01-02T12:01:00Z", last("/evs/v1/p/jobs/old"))
	require.Equal(t, `no operation: nearest is GET /v1/{project_id}/jobs/{job_id}, but "job" is not "jobs"`, last("/evs/v1/p/job/job-1"))
	require.Equal(t, `no operation: GET /v1/{project_id}/jobs/{job_id} has this path, but not the method PATCH`, last("PATCH /evs/v1/p/jobs/job-1"))
	require.Equal(t, `no operation: did you mean /evs/v1/p/jobs/job-1?`, last("/ev/v1/p/jobs/job-1"))
	require.Equal(t, `no operation: did you mean /drs/v3/p/jobs/batch-status?`, last("POST /dr/v3/p/jobs/batch-status {}"))
	require.Equal(t, `no operation: nearest is GET /{version}/{project_id}/types/{type_id}, but "type" is not "types"`, last("/evs/v3/p/type/a"))
	require.Equal(t, `no operation: nearest is POST /v3/{project_id}/jobs/batch-status, but "batch-state" is not "batch-status"`, last("POST /drs/v3/p/jobs/batch-state {}"))
	unmatched := admin(t, e, "GET /journal?unmatched=true", "")
	require.Equal(t, "11", unmatched.get("total").Raw)
	require.Equal(t, `["evs/job-3","sdrs/x","element/7","evs/old"]`, unmatched.get("entries.#.not_found.0.job").Raw)
	require.Equal(t, "its result was taken", unmatched.get("entries.2.not_found.0.absence").String())
	require.Equal(t, "2026-01-02T12:00:00Z", unmatched.get("entries.2.not_found.0.gone").String())
	require.False(t, admin(t, e, "GET /journal?op=showJob&status=200", "").get("entries.0.not_found").Exists())
	_, err := e.Jobs().Force(job.Ref{API: "evs", ID: "job-1"}, "{status: FAIL, error: EVS.2024}")
	require.NoError(t, err)
	require.Contains(t, last("/evs/v1/p/jobs/job-1"), "FAIL since 12:00:00, forced")
}

func TestJournalFilters(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	for _, path := range []string{"/evs/v1/p/jobs/j1", "/evs/v1/p/jobs/j2", "/evs/v1/p/jobs/j2", "/sdrs/v1/p/jobs/p1", "/evs/v1/p/jobs/no"} {
		client(t, e, path)
	}
	for query, want := range map[string]string{
		"": "5", "job=evs/j2": "2", "job=j2": "2", "job=sdrs/j2": "0", "api=sdrs": "1", "op=showJob": "5", "op=createVolume": "0", "status=200": "4",
		"since=3": "2", "state=answered": "5", "state=in_flight": "0", "unmatched=true": "1", "job=no": "1", "job=j2&since=2": "1",
	} {
		require.Equal(t, want, admin(t, e, "GET /journal?"+query, "").want(http.StatusOK).get("total").Raw, query)
	}
	require.Equal(t, "2", admin(t, e, "GET /journal/count?job=j2", "").get("count").Raw)
	require.Equal(t, "0", admin(t, e, "GET /journal/count?job=no", "").get("count").Raw, "what is not told is no poll")
	require.Equal(t, "5", admin(t, e, "GET /journal/count", "").get("count").Raw)
	require.Equal(t, `[4,5]`, admin(t, e, "GET /journal?limit=2", "").get("entries.#.n").Raw, "the youngest")
}

func TestJournalIsBounded(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.JournalSize = 3
	e := begin(t, opts, several)
	for range 5 {
		client(t, e, "/evs/v1/p/jobs/j1")
	}
	page := admin(t, e, "GET /journal", "").want(http.StatusOK)
	require.Equal(t, `[3,4,5]`, page.get("entries.#.n").Raw)
	require.Equal(t, "2", page.get("dropped").Raw)
	require.Equal(t, "2", admin(t, e, "GET /health", "").get("dropped").Raw)
	e.Journal().Clear()
	client(t, e, "/evs/v1/p/jobs/j1")
	page = admin(t, e, "GET /journal", "")
	require.Equal(t, `[6]`, page.get("entries.#.n").Raw)
	require.Equal(t, "0", page.get("dropped").Raw)
}
