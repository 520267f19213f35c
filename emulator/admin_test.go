package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// several is a scenario with one of each kind of job.
const several = `
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 1s}, {status: RUNNING, for: 27s}, {status: SUCCESS}]}
  - {api: evs, id: j2, type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: SUCCESS}]}
  - {api: element, handle: 7, type: Clone, timeline: [{status: running, for: 1m}, {status: complete, result: {cloneID: 1}}]}
  - api: sdrs
    id: p1
    type: stopProtectionGroupNoCG
    sub_jobs:
      - {id: c1, type: stopProtectionGroupRepNoCG, timeline: [{status: RUNNING, for: 4s}, {status: SUCCESS}]}
`

func manual() emulator.Options {
	return emulator.Options{Clock: clock.NewManual(noon), Version: "v0-test"}
}

func TestHealthTellsWhatIsServed(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	for _, path := range []string{"GET ", "GET /health"} {
		got := admin(t, e, path, "").want(http.StatusOK)
		require.Equal(t, "ok", got.get("status").String())
		require.Equal(t, "v0-test", got.get("version").String())
		require.Equal(t, "manual", got.get("clock.mode").String())
		require.Equal(t, "evs/j1", got.get("clock.next.job").String())
		require.Equal(t, "1s", got.get("clock.next.in").String())
		require.Equal(t, "test", got.get("scenarios.0").String())
	}
}

func TestJobs(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	all := admin(t, e, "GET /jobs", "").want(http.StatusOK)
	require.EqualValues(t, 4, all.get("total").Int())
	require.Equal(t, `["evs/j1","evs/j2","sdrs/p1","element/7"]`, all.get("jobs.#.job").Raw)
	require.Equal(t, "sdrs/c1", all.get("jobs.2.sub_jobs.0.job").String())
	require.Equal(t, "its sub-jobs", all.get("jobs.2.waits_for").String())
	require.EqualValues(t, 1, admin(t, e, "GET /jobs?status=INIT", "").get("total").Int())
	require.EqualValues(t, 1, admin(t, e, "GET /jobs?api=evs&phase=pending", "").get("total").Int())
	require.Equal(t, "1", admin(t, e, "GET /jobs?limit=1", "").get("jobs.#").Raw)
	for _, limit := range []string{"1", "2", "3", "4"} {
		page := admin(t, e, "GET /jobs?limit="+limit, "")
		require.Equal(t, limit+" 4", page.get("jobs.#").Raw+" "+page.get("total").Raw)
	}
	require.EqualValues(t, 0, admin(t, e, "GET /jobs?project=x", "").get("total").Int())

	one := admin(t, e, "GET /jobs/evs/j2", "").want(http.StatusOK)
	require.Equal(t, "poll 0 of 3", one.get("waits_for").String())
	require.Equal(t, "RUNNING", admin(t, e, "GET /jobs/evs/j2", "").get("status").String(), "looking is no poll")
	require.Equal(t, "sdrs/c1", admin(t, e, "GET /jobs/sdrs/c1", "").get("job").String())

	lost := admin(t, e, "GET /jobs/evs/j3", "").want(http.StatusNotFound)
	require.Equal(t, "unknown_job", lost.get("error.code").String())
	require.Contains(t, lost.get("error.hint").String(), "did you mean j")
	require.Contains(t, admin(t, e, "GET /jobs/ecs/j3", "").want(http.StatusBadRequest).get("error.hint").String(), "evs, sdrs, drs, element")
}

func TestJobsAreStarted(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	started := admin(t, e, "POST /jobs", "jobs: [{api: evs, id: n1, type: createVolume, timeline: [{status: RUNNING}]}]").want(http.StatusCreated)
	require.Equal(t, "evs/n1", started.get("jobs.0.job").String())
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/n1"))
	taken := admin(t, e, "POST /jobs", `{"jobs": [{"api": "evs", "id": "n1", "type": "createVolume", "timeline": [{"status": "RUNNING"}]}]}`)
	require.Equal(t, "taken", taken.want(http.StatusConflict).get("error.code").String())
	bad := admin(t, e, "POST /jobs", "jobs: [{api: evs, id: n2, type: createVolume, timeline: [{status: RUNING}]}]").want(http.StatusBadRequest)
	require.Equal(t, "bad_scenario", bad.get("error.code").String())
	require.Equal(t, `did you mean RUNNING? On purpose: {name: "RUNING", phase: running}`, bad.get("error.diagnostics.0.hint").String())
	require.EqualValues(t, 1, bad.get("error.diagnostics.0.line").Int())
	require.Contains(t, admin(t, e, "POST /jobs", "seed: 7\njobs: [{api: evs, id: n3, type: createVolume, timeline: [{status: RUNNING}]}]").
		want(http.StatusBadRequest).get("error.message").String(), "takes jobs only")
}

func TestForceHoldRelease(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	held := admin(t, e, "POST /jobs/evs/j1/hold", "").want(http.StatusOK)
	require.True(t, held.get("held").Bool())
	require.Equal(t, "its release", held.get("waits_for").String())
	e.Clock().Advance(time.Hour)
	require.Equal(t, "INIT", poll(t, e, "/evs/v1/p/jobs/j1"))
	require.False(t, admin(t, e, "POST /jobs/evs/j1/release", "").want(http.StatusOK).get("held").Bool())
	e.Clock().Advance(time.Second)
	require.Equal(t, "RUNNING", poll(t, e, "/evs/v1/p/jobs/j1"))

	forced := admin(t, e, "POST /jobs/evs/j1/force", `{"status":"FAIL","error":"EVS.2024"}`).want(http.StatusOK)
	require.Equal(t, "failed", forced.get("phase").String())
	require.Contains(t, client(t, e, "/evs/v1/p/jobs/j1").Body.String(), "EVS.2024")
	require.Contains(t, admin(t, e, "POST /jobs/evs/j1/force", `{"status":"FAIL","error":"EVS.2O24"}`).want(http.StatusBadRequest).
		get("error.diagnostics.0.hint").String(), "EVS.2024")
	require.Equal(t, "1", admin(t, e, "POST /jobs/evs/j1/force", `{"status":"FAI"}`).want(http.StatusBadRequest).get("error.diagnostics.0.line").Raw)
	admin(t, e, "POST /jobs/evs/j1/force", `{"status":"FAIL"},{"status":"FAIL"}`).want(http.StatusBadRequest)
	require.Equal(t, "unknown_job", admin(t, e, "POST /jobs/evs/j9/force", `{"status":"FAIL"}`).want(http.StatusNotFound).get("error.code").String())
	require.Equal(t, "unknown_job", admin(t, e, "POST /jobs/evs/j9/hold", "").want(http.StatusNotFound).get("error.code").String())
	admin(t, e, "POST /jobs/element/7/force", `{"status":"complete","result":{"cloneID":25}}`).want(http.StatusOK)
	admin(t, e, "POST /jobs/sdrs/p1/force", `{"status":"SUCCESS"}`).want(http.StatusOK)
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	for range 3 {
		poll(t, e, "/evs/v1/p/jobs/j2")
	}
	e.Clock().Advance(time.Second)
	poll(t, e, "/evs/v1/p/jobs/j1")
	line := admin(t, e, "GET /jobs/evs/j1/timeline", "").want(http.StatusOK)
	require.Equal(t, `["RUNNING","SUCCESS"]`, line.get("future.#.status").Raw)
	require.Equal(t, "27s", line.get("future.1.in").String())
	require.Equal(t, "4", line.get("past.0.entry").Raw)
	require.True(t, line.get("past.0.poll").Bool())
	line = admin(t, e, "GET /jobs/evs/j2/timeline", "").want(http.StatusOK)
	require.Equal(t, `["RUNNING","RUNNING","RUNNING"]`, line.get("past.#.status").Raw)
	require.Equal(t, `["SUCCESS"]`, line.get("future.#.status").Raw)
	require.Equal(t, `["INIT","RUNNING","SUCCESS"]`, admin(t, begin(t, manual(), several), "GET /jobs/evs/j1/timeline", "").get("future.#.status").Raw)
	parent := admin(t, e, "GET /jobs/sdrs/p1/timeline", "").want(http.StatusOK)
	require.Equal(t, `["RUNNING","SUCCESS"]`, parent.get("future.#.status").Raw)
	require.Equal(t, "2026-01-02T12:00:04Z", parent.get("future.1.at").String())
	admin(t, e, "GET /jobs/evs/nobody/timeline", "").want(http.StatusNotFound)
}

func TestScenariosAndRules(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}]
rules:
  - {call: evs.showJob, nth: 2..3, answer: {error: EVS.2024}}
  - {path: /v1/*/jobs/j9, answer: {status: 503, body: gone}}
`)
	list := admin(t, e, "GET /scenarios", "").want(http.StatusOK)
	require.Equal(t, `["test"]`, list.get("loaded").Raw)
	require.Contains(t, list.get("shipped").Raw, `"documents"`)
	require.Contains(t, admin(t, e, "GET /scenarios/documents", "").want(http.StatusOK).Body.String(), "jobs:")
	admin(t, e, "GET /scenarios/../../go.mod", "").want(http.StatusNotFound)
	admin(t, e, "GET /scenarios/nothing", "").want(http.StatusNotFound)

	client(t, e, "/evs/v1/p/jobs/j1")
	require.Equal(t, "2", admin(t, e, "GET /rules", "").get("rules.0.remaining").Raw)
	client(t, e, "/evs/v1/p/jobs/j1")
	rules := admin(t, e, "GET /rules", "").want(http.StatusOK)
	require.Equal(t, "evs.showJob", rules.get("rules.0.call").String())
	require.Equal(t, "2", rules.get("rules.0.calls").Raw)
	require.Equal(t, "1", rules.get("rules.0.remaining").Raw)
	require.Contains(t, rules.get("rules.0.location").String(), "test:4")
	require.Equal(t, "*", rules.get("rules.1.call").String())
	require.False(t, rules.get("rules.1.remaining").Exists())
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	require.Equal(t, "no_coverage", admin(t, begin(t, manual(), several), "GET /coverage", "").want(http.StatusNotFound).get("error.code").String())
	require.Equal(t, "no_metrics", admin(t, begin(t, manual(), several), "GET /metrics", "").want(http.StatusNotFound).get("error.code").String())
}

func TestFiles(t *testing.T) {
	t.Parallel()
	opts := manual()
	e := begin(t, opts, several)
	require.Equal(t, "no_ca", admin(t, e, "GET /ca.pem", "").want(http.StatusNotFound).get("error.code").String())
	require.Equal(t, "no_schema", admin(t, e, "GET /schema.json", "").want(http.StatusNotFound).get("error.code").String())
	opts.CA = []byte("-----BEGIN CERTIFICATE-----\n")
	opts.Schema = func() ([]byte, error) { return []byte(`{"type":"object"}`), nil }
	e = begin(t, opts, several)
	require.Equal(t, string(opts.CA), admin(t, e, "GET /ca.pem", "").want(http.StatusOK).Body.String())
	require.Equal(t, "object", admin(t, e, "GET /schema.json", "").want(http.StatusOK).get("type").String())
}
