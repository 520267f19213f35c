package testharness_test

import (
	"fmt"
	"net/http"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/testharness"
)

// TestScenarioIndentation loads raw strings as they are indented in Go code.
func TestScenarioIndentation(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"blanks": `
			jobs:
			  - api: evs
			    id: j1
			    type: createVolume
			    timeline: [{status: RUNNING}]
			`,
		"tabs": `
			jobs:
				- api: evs
					id: j1
					type: createVolume
					timeline: [{status: RUNNING}]
			`,
		"behind the quote": `jobs:
			  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}
			`,
		"not indented": `
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}
`,
		"one line":    `jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}]`,
		"blank lines": "\n\t\tjobs:\n\n\t \n\t\t- {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, "RUNNING", testharness.Run(t, testharness.Scenario(text)).Peek("evs", "j1").Status)
			require.Len(t, testharness.Run(t).AddScenario(text), 1)
		})
	}
}

// TestScenarioIsNamedAfterTheCaller checks that faults and rules say where the scenario stands in the code.
func TestScenarioIsNamedAfterTheCaller(t *testing.T) {
	t.Parallel()
	_, _, line, _ := runtime.Caller(0)
	here := func(below int) string { return fmt.Sprintf("sources_test.go:%d:", line+below) }
	require.Contains(t, failure(func() { testharness.Run(newT(t), testharness.Scenario("jobs: 1")) }), "jobsim: "+here(2)+"1:7: ")
	sim := testharness.Run(newT(t), testharness.Scenario("rules: [{call: evs.showJob, answer: {error: APIGW.0308}}]"))
	send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
	require.Contains(t, sim.Journal().String(), "rule "+here(3)+"1 answered APIGW.0308")
	require.Contains(t, failure(func() { sim.AddScenario("jobs: 1") }), "jobsim: "+here(6)+"1:7: ")
	require.Contains(t, failure(func() { sim.AddJobs(testharness.Job{API: "evs", ID: "j1"}) }), "jobsim: "+here(7))
}

// TestScenarioFS loads scenarios from a file system, with what they include.
func TestScenarioFS(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"a/one.yaml":    {Data: []byte("include: [shared.yaml]\njobs: [{api: evs, id: j1, type: createVolume, timeline: slow}]")},
		"a/two.yaml":    {Data: []byte("jobs: [{api: evs, id: j2, type: createVolume, timeline: [{status: SUCCESS}]}]")},
		"a/shared.yaml": {Data: []byte("timelines: {slow: [{status: RUNNING, for: 1h}, {status: SUCCESS}]}")},
		"bad.yaml":      {Data: []byte("jobs: 1")},
	}
	sim := testharness.Run(t, testharness.ScenarioFS(files, "a/one.yaml", "a/t*.yaml"))
	require.Equal(t, "RUNNING", sim.Peek("evs", "j1").Status)
	require.Equal(t, "SUCCESS", sim.Peek("evs", "j2").Status)
	for want, name := range map[string]string{
		`jobsim: ScenarioFS: "b/*.yaml" matches no file of the file system`: "b/*.yaml",
		`jobsim: ScenarioFS: "[": syntax error in pattern`:                  "[",
		"jobsim: bad.yaml:1:7: ":                                            "bad.yaml",
	} {
		require.Contains(t, failure(func() { testharness.Run(newT(t), testharness.ScenarioFS(files, name)) }), want)
	}
}

// TestJobs starts jobs that are given as Go values, and the same ones from the text that they print.
func TestJobs(t *testing.T) {
	t.Parallel()
	failing := testharness.Job{
		API: "evs", ID: "j1", Type: "createVolume", Expires: time.Hour, More: map[string]any{"entities": map[string]string{"volume_id": "vol-1"}},
		Timeline: []testharness.Step{{Status: "INIT", Polls: 2}, {Status: "RUNNING", For: 90 * time.Second}, {Status: "FAIL", Error: "EVS.2024"}},
	}
	clone := testharness.Job{
		API: "element", ID: "7", Type: "Clone",
		Timeline: []testharness.Step{{Status: "running", For: time.Minute}, {Status: "complete", More: map[string]any{"result": map[string]int{"cloneID": 25}}}},
	}
	parent := testharness.Job{API: "sdrs", ID: "g", Type: "stopProtectionGroupNoCG", SubJobs: []testharness.Job{
		{ID: "a", Type: "stopProtectionGroupRepNoCG", Starts: 2 * time.Second, Timeline: []testharness.Step{{Status: "RUNNING", For: time.Second}, {Status: "SUCCESS"}}},
	}}
	require.Equal(t, `jobs:
  - api: evs
    id: j1
    type: createVolume
    expires: 1h0m0s
    timeline:
      - {status: INIT, for: 2 polls}
      - {status: RUNNING, for: 1m30s}
      - {status: FAIL, error: EVS.2024}
    entities:
      volume_id: vol-1
`, failing.String())
	for name, sim := range map[string]*testharness.Sim{
		"Jobs":    testharness.Run(t, testharness.Jobs(failing, clone, parent)),
		"printed": testharness.Run(t, testharness.Scenario(failing.String()), testharness.Scenario(clone.String()), testharness.Scenario(parent.String())),
		"AddJobs": add(testharness.Run(t), failing, clone, parent),
	} {
		var statuses []string
		for range 3 {
			statuses = append(statuses, gjson.Get(send(sim, http.MethodGet, "/v1/p/jobs/j1", ""), "status").Str)
		}
		sim.AdvanceToEnd()
		last := send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
		statuses = append(statuses, gjson.Get(last, "error_code").Str, gjson.Get(last, "entities.volume_id").Str)
		require.Equal(t, []string{"INIT", "INIT", "RUNNING", "EVS.2024", "vol-1"}, statuses, name)
		result := send(sim, http.MethodPost, "/json-rpc/12.5", `{"method": "GetAsyncResult", "params": {"asyncHandle": 7}, "id": 1}`)
		require.EqualValues(t, 25, gjson.Get(result, "result.result.cloneID").Int(), name)
		require.Equal(t, "SUCCESS", sim.Peek("sdrs", "g").Status, name)
	}
}

// add adds jobs to a Sim and returns it.
func add(sim *testharness.Sim, jobs ...testharness.Job) *testharness.Sim {
	sim.AddJobs(jobs...)
	return sim
}

// TestJobErrors checks that jobs given as Go values are checked as a scenario's text is.
func TestJobErrors(t *testing.T) {
	t.Parallel()
	for want, j := range map[string]testharness.Job{
		"INITT":                            {API: "evs", ID: "j1", Type: "createVolume", Timeline: []testharness.Step{{Status: "INITT"}}},
		"did you mean evs?":                {API: "esv", ID: "j1", Type: "createVolume", Timeline: []testharness.Step{{Status: "SUCCESS"}}},
		"step INIT: For and Polls exclude": {API: "evs", ID: "j1", Type: "createVolume", Timeline: []testharness.Step{{Status: "INIT", For: 1, Polls: 1}, {Status: "SUCCESS"}}},
		"EVS.99999":                        {API: "evs", ID: "j1", Type: "createVolume", Timeline: []testharness.Step{{Status: "FAIL", Error: "EVS.99999"}}},
	} {
		require.Contains(t, failure(func() { testharness.Run(newT(t), testharness.Jobs(j)) }), want)
		require.Contains(t, failure(func() { testharness.Run(newT(t)).AddJobs(j) }), want)
	}
	require.Equal(t, "# step INIT: For and Polls exclude each other\n", testharness.Job{Timeline: []testharness.Step{{Status: "INIT", For: 1, Polls: 1}}}.String())
	require.Empty(t, failure(func() { testharness.Run(newT(t), testharness.Option{}, testharness.Options()) }), "they change nothing")
	require.Contains(t, fmt.Sprint(testharness.Job{API: "evs", ID: "j1"}), "api: evs")
}
