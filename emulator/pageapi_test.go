package emulator_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	emuadmin "github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// TestJobSteps has the steps of jobs as bars: what was, what is and what can be.
func TestJobSteps(t *testing.T) {
	t.Parallel()
	opts := manual()
	e := begin(t, opts, several)
	require.False(t, admin(t, e, "GET /jobs", "").get("jobs.0.steps").Exists())
	opts.Clock.(*clock.Steered).Advance(2 * time.Second)
	steps := func(ask string) []string {
		var list []string
		for _, s := range admin(t, e, ask, "").want(http.StatusOK).get("jobs.0.steps").Array() {
			from, _, _ := strings.Cut(strings.TrimPrefix(s.Get("from").String(), "2026-01-02T12:"), "Z")
			to, _, _ := strings.Cut(strings.TrimPrefix(s.Get("to").String(), "2026-01-02T12:"), "Z")
			word := strings.TrimSpace(strings.Join([]string{s.Get("status").String(), from + "-" + to, s.Get("waits_for").String()}, " "))
			if s.Get("ahead").Bool() {
				word = "then " + word
			}
			list = append(list, word)
		}
		return list
	}
	require.Equal(t, []string{"INIT 00:00-00:01 time", "RUNNING 00:01-00:28 time", "then SUCCESS 00:28-"}, steps("GET /jobs?steps=true"))
	require.Equal(t, []string{"RUNNING 00:00- poll 0 of 3", "then SUCCESS -"}, steps("GET /jobs?steps=true&offset=1&limit=1"))
	for range 3 {
		poll(t, e, "/evs/v1/p/jobs/j2")
	}
	require.Equal(t, []string{"RUNNING 00:00-00:02 poll 0 of 3", "SUCCESS 00:02-"}, steps("GET /jobs?steps=true&text=J2"))
	require.Equal(t, []string{"INIT 00:00-00:01 time", "RUNNING 00:01- its release", "then SUCCESS -"}, func() []string {
		admin(t, e, "POST /jobs/evs/j1/hold", "").want(http.StatusOK)
		return steps("GET /jobs?steps=true&text=j1")
	}())
	parent := admin(t, e, "GET /jobs?steps=true&api=sdrs", "")
	require.Equal(t, `["RUNNING","SUCCESS"]`, parent.get("jobs.0.steps.#.status").Raw)
	require.Equal(t, `["RUNNING","SUCCESS"]`, parent.get("jobs.0.sub_jobs.0.steps.#.status").Raw)
	for _, wrong := range []string{"GET /jobs?steps=maybe", "GET /jobs?offset=-1"} {
		admin(t, e, wrong, "").want(http.StatusBadRequest)
	}
}

func TestJobPages(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	require.Equal(t, `["evs/j2","sdrs/p1"]`, admin(t, e, "GET /jobs?offset=1&limit=2", "").get("jobs.#.job").Raw)
	require.Equal(t, `["element/7"]`, admin(t, e, "GET /jobs?offset=3", "").get("jobs.#.job").Raw)
	require.Equal(t, `[]`, admin(t, e, "GET /jobs?offset=9", "").get("jobs").Raw)
	page := admin(t, e, "GET /jobs?offset=1&text=createvol", "")
	require.Equal(t, `["evs/j2"] 2`, page.get("jobs.#.job").Raw+" "+page.get("total").Raw)
}

// TestEntrySaysWhatAPollLedTo has the status before and after, and marks what matched nothing.
func TestEntrySaysWhatAPollLedTo(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	for range 4 {
		poll(t, e, "/evs/v1/p/jobs/j2")
	}
	client(t, e, "/evs/v1/p/jobs/j9")
	entries := admin(t, e, "GET /journal", "")
	require.Equal(t, `["RUNNING","RUNNING","RUNNING","SUCCESS"]`, entries.get("entries.#.observed.0.status").Raw)
	require.Equal(t, `["SUCCESS"]`, entries.get("entries.#.observed.0.after").Raw)
	require.Equal(t, "SUCCESS", entries.get("entries.2.observed.0.after").String())
	require.Equal(t, `[true]`, entries.get("entries.#.unmatched").Raw)
}

func TestResources(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
resources: [{api: evs, kind: volume, id: vol-9, name: data, size: 10, status: available}]
jobs: [{api: evs, id: j1, type: createVolume, entities: {volume_id: vol-1}, timeline: [{status: RUNNING, for: 5s}, {status: SUCCESS}]}]
`)
	all := admin(t, e, "GET /resources", "").want(http.StatusOK)
	require.Equal(t, `["vol-9","vol-1"]`, all.get("resources.#.id").Raw)
	require.Equal(t, `["available","creating"]`, all.get("resources.#.status").Raw)
	require.Equal(t, "evs/j1", all.get("resources.1.job").String())
	require.False(t, all.get("resources.1.made").Bool())
	require.Equal(t, `[] 0`, admin(t, e, "GET /resources?api=sdrs", "").get("resources").Raw+" "+admin(t, e, "GET /resources?api=sdrs", "").get("total").Raw)
	require.EqualValues(t, 2, admin(t, e, "GET /resources?kind=volume&limit=1", "").get("total").Int())
	admin(t, e, "GET /resources?kinds=volume", "").want(http.StatusBadRequest)
}

// TestJobScenario starts a session with the scenario of one job: the job goes the same way there.
func TestJobScenario(t *testing.T) {
	t.Parallel()
	opts := manual()
	e := begin(t, opts, several+`
rules: [{call: evs.*, answer: {status: 503}, nth: 99}]
`)
	admin(t, e, "POST /jobs", `jobs: [{api: evs, id: made, type: {name: odd}, timeline: [{status: INIT, for: 1s}, {status: RUNNING, for: 2 polls}, {status: FAIL, error: EVS.2024}]}]`)
	opts.Clock.(*clock.Steered).Advance(1500 * time.Millisecond)
	for name, want := range map[string][]string{
		"evs/j1":    {"id: j1", "for: 27s"},
		"element/7": {"handle: 7", "cloneID: 1"},
		"sdrs/p1":   {"sub_jobs:", "c1"},
		"sdrs/c1":   {"id: c1", "for: 4s"},
		"evs/made":  {"name: odd", "for: 1s", "for: 2 polls", "status: FAIL"},
	} {
		got := admin(t, e, "GET /jobs/"+name+"/scenario", "").want(http.StatusOK).Body.String()
		for _, part := range want {
			require.Contains(t, got, part, name)
		}
		require.NotContains(t, got, "rules:")
		require.Equal(t, 1, strings.Count(got, "\njobs:"), got)
		admin(t, e, "POST /scenarios/explain", got).want(http.StatusOK)
	}
	admin(t, e, "GET /jobs/evs/none/scenario", "").want(http.StatusNotFound)
}

func TestExplain(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.Draw = func(w io.Writer, s *scenario.Scenario) error {
		_, err := io.WriteString(w, "<svg/>")
		return err
	}
	e := begin(t, opts, several)
	got := admin(t, e, "POST /scenarios/explain", "description: All.\n"+several).want(http.StatusOK)
	require.Equal(t, "All. 4 0 <svg/>", strings.Join([]string{got.get("description").String(), got.get("jobs").Raw, got.get("rules").Raw, got.get("svg").String()}, " "))
	bad := admin(t, e, "POST /scenarios/explain", "jobs:\n  - {api: evs, id: j1, type: createVolume, timeline: [{status: NO}]}\n").want(http.StatusBadRequest)
	require.EqualValues(t, 2, bad.get("error.diagnostics.0.line").Int())
	require.EqualValues(t, 4, admin(t, e, "GET /jobs", "").get("total").Int(), "nothing runs")
}

func TestAPIsAndErrors(t *testing.T) {
	t.Parallel()
	opts := manual()
	e := begin(t, opts, several)
	apis := admin(t, e, "GET /apis", "").want(http.StatusOK)
	require.Contains(t, apis.get(`apis.#(name=="evs").statuses`).Raw, `"status":"RUNNING","phase":"running"`)
	require.Contains(t, apis.get(`apis.#(name=="evs").calls`).Raw, `"createVolume"`)
	admin(t, e, "GET /errors", "").want(http.StatusNotFound)

	opts.NativeErrors = func(url string) ([]emuadmin.NativeError, error) {
		return []emuadmin.NativeError{{API: "evs", APIs: []string{"evs"}, Code: "EVS.2024", Curl: "curl " + url}}, nil
	}
	e = begin(t, opts, several)
	require.Equal(t, "curl http://localhost", admin(t, e, "GET /errors", "").want(http.StatusOK).get("errors.0.curl").String())
	require.Equal(t, "http://localhost", admin(t, e, "GET /health", "").get("url").String())
}
