package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// TestRunCoverage wants run to merge what clients were shown into a file, and coverage to print it, with what would show the rest.
func TestRunCoverage(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "cover.json")
	scenario := judgedScenario(t, "  - {api: evs, id: never, type: createVolume, timeline: [{status: RUNNING, for: 1m}, {status: FAIL, error: EVS.2024}]}\n")
	for range 2 {
		r := jobsim(t, append([]string{"run", "--fail-on", "never", "--coverage", file, scenario, "--"}, clientCommand(t, "polls")...)...)
		require.Equal(t, exitOK, r.code, r.err)
		require.Contains(t, r.err, "coverage: 1 of 3 steps, branches and rules of the scenarios were shown (33.3 %); jobsim coverage "+file+" has the rest\n")
	}
	c, err := coverage.ReadFiles(file)
	require.NoError(t, err)
	require.Equal(t, uint64(6), c.Items[0].Count, "%+v", c.Items[0])

	out := fine(t, "coverage", file)
	require.Contains(t, out, "never evs/never step 2: FAIL ("+scenario+":3)\n          jobsim ctl clock advance --job evs/never --status FAIL, then poll it\n")
	require.Contains(t, out, "    never FAIL\n          jobsim serve ")
	require.Contains(t, out, "Native errors\n  evs ")
	require.NotContains(t, fine(t, "coverage", "--only", "scenarios", file), "Native errors")
	r := jobsim(t, "coverage", "--only", "scenarios", "--fail-under", "50", file)
	require.Equal(t, exitRuntime, r.code)
	require.Equal(t, "jobsim: clients were shown 33.3 % of what they can be shown, which is under 50 %\n", r.err)
	require.NotEmpty(t, r.out)
	fine(t, "coverage", "--only", "scenarios", "--fail-under", "33", file)

	html, merged := filepath.Join(t.TempDir(), "c.html"), filepath.Join(t.TempDir(), "m.json")
	fine(t, "coverage", "--html", html, "--merge", merged, file, file)
	text, err := os.ReadFile(html)
	require.NoError(t, err)
	require.Contains(t, string(text), "evs/never step 2: FAIL")
	c, err = coverage.ReadFiles(merged)
	require.NoError(t, err)
	require.Equal(t, uint64(12), c.Items[0].Count)
}

// TestCoverageMistakes wants a message with the way out.
func TestCoverageMistakes(t *testing.T) {
	t.Parallel()
	for want, args := range map[string][]string{
		"jobsim coverage: name a file of jobsim run --coverage, or a directory of them": {"coverage"},
		"none.json cannot be read: no such file or directory":                           {"coverage", "none.json"},
		"coverage_test.go: it is no coverage of jobsim":                                 {"coverage", "coverage_test.go"},
		"--fail-under: 120: want a percentage from 0 to 100":                            {"coverage", "--fail-under", "120", "x.json"},
		`--only: "steps": want all, scenarios or vocabulary`:                            {"coverage", "--only", "steps", "x.json"},
	} {
		r := jobsim(t, args...)
		require.Equal(t, exitUsage, r.code, "%v", args)
		require.Contains(t, r.err, want)
	}
}

// TestCtlCoverage wants what a running server's clients were shown, as JSON and as a table.
func TestCtlCoverage(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	for range 5 {
		c.poll(t, "")
	}
	require.Contains(t, c.fine(t, "coverage"), "    never element/7 step 1: running (steered:4)\n")
	var all coverage.Coverage
	require.NoError(t, json.Unmarshal([]byte(c.fine(t, "coverage", "--only", "scenarios", "-o", "json")), &all))
	require.Equal(t, "rule 1: evs.showJob, the first 2 calls: returns APIGW.0308", all.Items[len(all.Items)-1].Name)
	require.Equal(t, uint64(2), all.Items[len(all.Items)-1].Count)
}

// TestRunCoverageDirectory wants the variable JOBSIM_COVERAGE to name a directory, which is made, and in which each run writes a file.
func TestRunCoverageDirectory(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "cover")
	scenario := judgedScenario(t, "")
	for range 2 {
		cmd := jobsimProcess(t.Context(), t, append([]string{"run", "--fail-on", "never", scenario, "--"}, clientCommand(t, "polls")...)...)
		cmd.Env = append(cmd.Env, coverageEnv+"="+dir)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	require.Len(t, files, 2)
	c, err := coverage.ReadFiles(dir)
	require.NoError(t, err)
	require.Equal(t, uint64(6), c.Items[0].Count)
}
