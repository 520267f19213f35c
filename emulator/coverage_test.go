package emulator_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

const coveredScenario = `
timelines:
  slow: [{status: INIT, for: 1s}, {choose: [{weight: 1, steps: [{status: SUCCESS}]}, {weight: 1, steps: [{status: RUNNING, for: 5s}, {status: FAIL, error: EVS.2024}]}]}]
resources:
  - {api: evs, kind: volume, id: vol-1, name: one, size: 10}
  - {api: evs, kind: volume, id: vol-2, name: two, size: 10}
jobs:
  - {api: evs, id: a, type: createVolume, timeline: slow}
  - {api: evs, id: b, type: deleteVolume, timeline: [{repeat: 2, steps: [{status: RUNNING, for: 1 polls}]}, {status: SUCCESS}]}
  - api: sdrs
    id: tree
    type: createProtectionGroupNoCG
    sub_jobs:
      - {id: good, type: createServer, timeline: [{status: SUCCESS}]}
      - {id: bad, type: createServer, timeline: [{status: RUNNING, for: 1s}, {status: FAIL}]}
rules:
  - {call: evs.showJob, where: {path.job_id: b}, nth: 4, break: truncate}
  - {call: evs.showJob, where: {path.job_id: c}, answer: {error: EVS.2024}}
  - {call: drs.batch-jobs, break: reset}
  - {call: evs.createVolume, start: {timeline: [{status: INIT, for: 1s}, {status: SUCCESS}]}}
`

// coverer is an emulator whose coverage is counted.
type coverer struct {
	t   *testing.T
	url string
	*emulator.Emulator
}

func newCoverer(t *testing.T, counter *coverage.Counter) coverer {
	t.Helper()
	e, err := emulator.New(emulator.Options{
		Clock: clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)), Coverage: counter,
		Scenarios: []emulator.Source{{Name: "covered.yaml", Text: []byte(coveredScenario)}},
	})
	require.NoError(t, err)
	srv := httptest.NewServer(e)
	t.Cleanup(srv.Close)
	return coverer{t, srv.URL, e}
}

// get sends a request and waits for the end of the response, broken or not.
func (c coverer) get(path string) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), http.MethodGet, c.url+path, http.NoBody)
	require.NoError(c.t, err)
	r.Header.Set("X-Auth-Token", "t")
	resp, err := http.DefaultClient.Do(r)
	require.NoError(c.t, err)
	_, _ = io.Copy(io.Discard, resp.Body) // it fails for a broken response
	require.NoError(c.t, resp.Body.Close())
}

// counts returns the counts of a section by "group: name".
func counts(c coverage.Coverage, of coverage.Section) map[string]uint64 {
	all := map[string]uint64{}
	for _, i := range c.Items {
		if i.Section == of {
			all[i.Group+": "+i.Name] = i.Count
		}
	}
	return all
}

// TestCoverage wants each thing that responses showed to be counted, and nothing else.
func TestCoverage(t *testing.T) {
	t.Parallel()
	e := newCoverer(t, coverage.New())
	for range 4 { // RUNNING, RUNNING, SUCCESS, cut
		e.get("/evs/v1/p/jobs/b")
	}
	e.get("/evs/v1/p/jobs/a")
	e.get("/evs/v1/p/jobs/c")
	e.get("/sdrs/v1/p/jobs/tree")
	e.Clock().Advance(2 * time.Second)
	e.get("/sdrs/v1/p/jobs/tree")
	e.get("/evs/v2/p/cloudvolumes/detail?limit=1")
	c := e.Coverage()
	require.Equal(t, map[string]uint64{"evs: listVolumes: a page with more behind it": 1, "evs: listVolumes: a later page": 0}, counts(c, coverage.Pages))
	require.Equal(t, map[string]uint64{
		"covered.yaml: timeline slow step 1: INIT": 1, "covered.yaml: timeline slow step 2.1.1: SUCCESS": 0, "covered.yaml: timeline slow step 2.2.1: RUNNING": 0, "covered.yaml: timeline slow step 2.2.2: FAIL": 0,
		"covered.yaml: evs/b step 1.1: RUNNING": 2, "covered.yaml: evs/b step 2: SUCCESS": 1,
		"covered.yaml: sdrs/good step 1: SUCCESS": 2, "covered.yaml: sdrs/bad step 1: RUNNING": 1, "covered.yaml: sdrs/bad step 2: FAIL": 1,
		"covered.yaml: job of rule 4 step 1: INIT": 0, "covered.yaml: job of rule 4 step 2: SUCCESS": 0,
	}, counts(c, coverage.Steps))
	require.Equal(t, map[string]uint64{"covered.yaml: timeline slow branch 2.1": 0, "covered.yaml: timeline slow branch 2.2": 0}, counts(c, coverage.Branches))
	rules := counts(c, coverage.Rules)
	require.Len(t, rules, 4)
	require.Equal(t, uint64(1), rules["covered.yaml: rule 2: evs.showJob where path.job_id is c: returns EVS.2024"], "%v", rules)
	require.Equal(t, map[string]uint64{
		"evs deleteVolume: RUNNING": 2, "evs deleteVolume: SUCCESS": 1, "evs createVolume: INIT": 1,
		"sdrs createProtectionGroupNoCG: RUNNING": 1, "sdrs createProtectionGroupNoCG: FAIL": 1, "sdrs createServer: SUCCESS": 2, "sdrs createServer: RUNNING": 1, "sdrs createServer: FAIL": 1,
	}, counts(c, coverage.Statuses))
	require.Equal(t, map[string]uint64{"evs: RUNNING → SUCCESS": 1, "sdrs: RUNNING → FAIL": 2}, counts(c, coverage.Transitions))
	require.Equal(t, map[string]uint64{"evs: EVS.2024": 1}, counts(c, coverage.Errors))
	require.Equal(t, map[string]uint64{"evs: truncate": 1}, counts(c, coverage.Breaks))
	require.Equal(t, map[string]uint64{
		"sdrs: a running job of which a sub-job has ended and another one has not": 1, "sdrs: a failed job with a failed sub-job": 1, "sdrs: a failed job of which some sub-jobs have succeeded": 1,
	}, counts(c, coverage.SubJobs))
}

// TestCoverageOfSessions wants what was before a reset, in a session that has ended and in another emulator to count, and a cleared
// journal to lose nothing.
func TestCoverageOfSessions(t *testing.T) {
	t.Parallel()
	counter := coverage.New()
	e := newCoverer(t, counter)
	e.get("/evs/v1/p/jobs/a")
	require.NoError(t, e.Reset())
	e.get("/evs/v1/p/jobs/a")
	e.Journal().Clear()
	s, err := e.NewSession(emulator.SessionOptions{ID: "one"})
	require.NoError(t, err)
	e.get("/s/one/evs/v1/p/jobs/a")
	require.True(t, e.EndSession(s.ID()))
	other := newCoverer(t, counter)
	other.get("/evs/v1/p/jobs/a")
	_ = other.Coverage()
	require.Equal(t, uint64(4), counts(e.Coverage(), coverage.Steps)["covered.yaml: timeline slow step 1: INIT"])
}

// TestCompleteCoverage wants a way to show everything that was never shown of the APIs that were called, and nothing of the others. Each way
// that is a scenario, a rule or a seed must do what it is for.
func TestCompleteCoverage(t *testing.T) {
	t.Parallel()
	e := newCoverer(t, coverage.New())
	e.get("/evs/v1/p/jobs/a")
	c, err := emulator.CompleteCoverage(e.Coverage())
	require.NoError(t, err)
	for _, i := range c.Items {
		require.Equal(t, i.Count == 0, i.Show != "", "%+v", i)
		require.True(t, i.Section.OfScenarios() || i.Group == "evs" || i.Group == "evs createVolume", "%+v", i)
	}
	require.Len(t, counts(c, coverage.Statuses), 6)
	require.Len(t, counts(c, coverage.Breaks), 7)
	require.Greater(t, len(counts(c, coverage.Errors)), 100)
	require.Contains(t, counts(c, coverage.Transitions), "evs: RUNNING → FAIL")
	checkWays(t, c)
	var served coverage.Coverage
	require.NoError(t, json.Unmarshal(admin(t, e.Emulator, "GET /coverage", "").want(http.StatusOK).Body.Bytes(), &served))
	require.True(t, reflect.DeepEqual(c, served), "the control API has the same")
	again, err := emulator.CompleteCoverage(coverage.Merge(c, c))
	require.NoError(t, err)
	require.Len(t, again.Items, len(c.Items))
	e.get("/sdrs/v1/p/jobs/tree")
	e.get("/drs/v3/p/jobs")
	e.get("/iam/v3/projects")
	if c, err = emulator.CompleteCoverage(e.Coverage()); err == nil {
		checkWays(t, c)
	}
	require.NoError(t, err)
}

// TestSeedOfBranch wants the seed that is named for a branch to draw it.
func TestSeedOfBranch(t *testing.T) {
	t.Parallel()
	seeds := 0
	for _, i := range newCoverer(t, coverage.New()).Coverage().Items {
		var seed uint64
		if _, err := fmt.Sscanf(i.Show, "jobsim run --seed %d covered.yaml -- COMMAND", &seed); i.Section != coverage.Branches || err != nil {
			continue
		}
		seeds++
		e, err := emulator.New(emulator.Options{
			Clock: clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)), Coverage: coverage.New(), Seed: &seed,
			Scenarios: []emulator.Source{{Name: "covered.yaml", Text: []byte(coveredScenario)}},
		})
		require.NoError(t, err)
		for range 10 {
			r := httptest.NewRequest(http.MethodGet, "/evs/v1/p/jobs/a", http.NoBody)
			r.Header.Set("X-Auth-Token", "t")
			e.ServeHTTP(httptest.NewRecorder(), r)
			e.Clock().Advance(time.Second)
		}
		require.Positive(t, counts(e.Coverage(), coverage.Branches)[i.Group+": "+i.Name], "%+v", i)
	}
	require.Equal(t, 1, seeds, "one of the two branches is drawn without another seed")
}

// checkWays wants each scenario that would show something to be a shipped one, and each rule or job to be one of the language.
func checkWays(t *testing.T, c coverage.Coverage) {
	t.Helper()
	items := 0
	for _, i := range c.Items {
		name, served := strings.CutPrefix(i.Show, "jobsim serve ")
		text := ""
		switch {
		case served:
			_, err := emulator.FindScenarios(nil, name)
			require.NoError(t, err, "%+v", i)
		case strings.HasPrefix(i.Show, "{call: "):
			text = "rules: [" + i.Show + "]"
		case strings.HasPrefix(i.Show, "{api: "):
			text = "jobs: [" + i.Show + "]"
		}
		if text != "" {
			items++
			_, err := scenario.Read("way.yaml", []byte(text), emulator.Vocabularies())
			require.NoError(t, err, "%+v", i)
		}
	}
	require.Greater(t, items, 100)
}
