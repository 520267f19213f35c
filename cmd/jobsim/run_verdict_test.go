package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict"
)

// judged is a scenario whose job has ended before it is polled.
func judgedScenario(t *testing.T, more string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "judged.yaml")
	require.NoError(t, os.WriteFile(file, []byte("jobs:\n  - {api: evs, id: disk, type: createVolume, timeline: [{status: SUCCESS}]}\n"+more), 0o600))
	return file
}

// TestRunVerdict wants the exit code 5 if the verdict fails and the command did not, and the command's otherwise.
func TestRunVerdict(t *testing.T) {
	t.Parallel()
	file := judgedScenario(t, "")
	client := append([]string{"--"}, clientCommand(t, "polls")...)
	r := jobsim(t, append([]string{"run", "--fail-on", "warning", file}, client...)...)
	require.Equal(t, exitVerdict, r.code, r.err)
	require.Regexp(t, `(?s)^verdict \w+: 3 requests, .*\nwarning +polls-after-end  evs/disk: .*shown by: #1 .*way out: `, r.err)
	require.Empty(t, r.out)
	require.Equal(t, exitOK, jobsim(t, append([]string{"run", "--fail-on", "never", file}, client...)...).code)
	r = jobsim(t, "run", "--fail-on", "warning", file, "--", "sh", "-c", `"$@"; exit 9`, "-", "env", clientCommand(t, "polls")[1], clientCommand(t, "polls")[2])
	require.Equal(t, 9, r.code, r.err)
	require.Contains(t, r.err, "polls-after-end")
	r = jobsim(t, "run", file, "--", "true")
	require.Equal(t, exitOK, r.code)
	require.Contains(t, r.err, "no request arrived: a client must use the address in JOBSIM_URL")
}

// TestRunReports wants each format in its file, and text on standard error unless another format goes there.
func TestRunReports(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	args := []string{"run", "--fail-on", "warning", "--report", "json:" + in("v.json"), "--report", "junit:" + in("v.xml"), "--report", "github:" + in("v.txt"), judgedScenario(t, ""), "--"}
	r := jobsim(t, append(args, clientCommand(t, "polls")...)...)
	require.Equal(t, exitVerdict, r.code, r.err)
	require.Contains(t, r.err, "verdict ")
	var report verdict.Report
	text, err := os.ReadFile(in("v.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &report))
	require.Equal(t, string(report.JSON()), string(text))
	require.Equal(t, "polls-after-end", report.Findings[0].ID)
	text, err = os.ReadFile(in("v.xml"))
	require.NoError(t, err)
	var doc struct {
		Failures int `xml:"failures,attr"`
	}
	require.NoError(t, xml.Unmarshal(text, &doc))
	require.Positive(t, doc.Failures)
	text, err = os.ReadFile(in("v.txt"))
	require.NoError(t, err)
	require.Contains(t, string(text), "::warning title=jobsim%3A polls-after-end::evs/disk: ")

	r = jobsim(t, append([]string{"run", "--report", "json", "demo", "--"}, "true")...)
	require.NoError(t, json.Unmarshal([]byte(r.err), &report), r.err)
	for value, want := range map[string]string{
		"xml": `--report: "xml": want FORMAT or FORMAT:FILE with one of the formats text, json, junit, github`, "junit:": "want a file behind the colon",
		"junit:" + in("none/v.xml"): "cannot be written: no such file or directory",
	} {
		r = jobsim(t, "run", "--report", value, "demo", "--", "true")
		require.Contains(t, []int{exitUsage, exitRuntime}, r.code)
		require.Contains(t, r.err, want)
	}
}

// TestRunStepSummary wants annotations and the summary of a step in a workflow of GitHub.
func TestRunStepSummary(t *testing.T) {
	t.Parallel()
	summary := filepath.Join(t.TempDir(), "summary.md")
	cmd := jobsimProcess(t.Context(), t, append([]string{"run", "--fail-on", "warning", "--report", "github", judgedScenario(t, ""), "--"}, clientCommand(t, "polls")...)...)
	cmd.Env = append(cmd.Env, stepSummary+"="+summary)
	out, err := cmd.CombinedOutput()
	require.ErrorContains(t, err, "exit status 5")
	require.Contains(t, string(out), "::warning title=jobsim%3A polls-after-end::")
	text, err := os.ReadFile(summary)
	require.NoError(t, err)
	require.Contains(t, string(text), "| warning | polls-after-end | evs/disk |")
}

// TestRunSessions wants the verdict to be on all sessions and what was before a reset, whatever is left of them at the end.
func TestRunSessions(t *testing.T) {
	t.Parallel()
	requireTools(t, "curl", "sh")
	script := `set -e
curl -sf -X POST -H 'Content-Type: application/json' -d '{"id":"gone"}' "$JOBSIM_ADMIN_URL/sessions" >&2
SESSION_PATH=/s/gone "$@"
curl -sf -X DELETE "$JOBSIM_ADMIN_URL/sessions/gone"
curl -sf -X POST -H 'Content-Type: application/json' -d '{"id":"left"}' "$JOBSIM_ADMIN_URL/sessions" >&2
SESSION_PATH=/s/left "$@"
"$@"
curl -sf -X POST "$JOBSIM_ADMIN_URL/reset"`
	r := jobsim(t, append([]string{"run", "--fail-on", "warning", judgedScenario(t, ""), "--", "sh", "-c", script, "-"}, clientCommand(t, "polls")...)...)
	require.Equal(t, exitVerdict, r.code, r.err)
	for _, name := range []string{"session gone", "session left", "before reset 1"} {
		require.Regexp(t, name+`: verdict \w+: 3 requests, `, r.err)
	}
}

// TestRunIgnoredRetryAfter wants a script that ignores Retry-After to fail, with the entries that show it, and to pass where nothing is
// throttled.
func TestRunIgnoredRetryAfter(t *testing.T) {
	t.Parallel()
	requireTools(t, "sh", "curl", "grep", "sleep")
	const script = `until curl -s -H 'X-Auth-Token: t' "$JOBSIM_URL/evs/v1/p/jobs/disk" | grep -q SUCCESS; do sleep 0.02; done`
	const polled = "jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 2 polls}, {status: SUCCESS}]}]\n"
	throttled := file(t, "throttled.yaml", polled+"rules: [{call: evs.showJob, nth: 2, answer: {error: APIGW.0308, retry_after: 60s}}]\n")
	out, err := jobsimProcess(t.Context(), t, "run", throttled, "--", "sh", "-c", script).CombinedOutput()
	require.ErrorContains(t, err, "exit status 5", string(out))
	require.Regexp(t, `(?m)^error +ignores-retry-after  evs/disk: .*request 2 got 429 with Retry-After: 60, .*
 +shown by: #2 \S+ evs\.showJob 429 APIGW\.0308, #3 \S+ evs\.showJob 200 RUNNING$`, string(out))
	out, err = jobsimProcess(t.Context(), t, "run", file(t, "polled.yaml", polled), "--", "sh", "-c", script).CombinedOutput()
	require.NoError(t, err, string(out))
}
