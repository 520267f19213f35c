package main

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/explore"
)

// exploredScenario leaves a range and a branch open.
const exploredScenario = `jobs:
  - {api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 5s..9s}, {choose: [{weight: 2, steps: [{status: SUCCESS}]}, {steps: [{status: FAIL, error: EVS.2024}]}]}]}
`

// shellClient waits for the disk. It gives up at a 503, and believes a body only if it ends as one.
const shellClient = `for i in 1 2 3 4 5 6 7 8; do
  answer=$(curl -s -w ' %{http_code}' -H 'X-Auth-Token: t' "$JOBSIM_URL/evs/v1/p/jobs/disk")
  case $answer in *' 503') echo "gave up at a 503" >&2; exit 3;; esac
  case $answer in *SUCCESS*'} 200'|*FAIL*'} 200') exit 0;; esac
done
echo 'no end' >&2; exit 4
`

// exploredFiles writes the scenario and the client into a directory.
func exploredFiles(t *testing.T) (scenario, client string) {
	t.Helper()
	requireTools(t, "sh", "curl")
	dir := t.TempDir()
	scenario, client = filepath.Join(dir, "disk.yaml"), filepath.Join(dir, "client.sh")
	require.NoError(t, os.WriteFile(scenario, []byte(exploredScenario), 0o600))
	require.NoError(t, os.WriteFile(client, []byte(shellClient), 0o600))
	return scenario, client
}

// TestExplore wants a command to be run in each world, the failures in one group, and the saved world to fail by itself.
func TestExplore(t *testing.T) {
	t.Parallel()
	scenario, client := exploredFiles(t)
	dir := filepath.Join(t.TempDir(), "worlds")
	file := filepath.Join(t.TempDir(), "report.json")
	cmd := jobsimProcess(t.Context(), t, "explore", "-j", "4", "--save", dir, "--report", "json:"+file, "--report", "junit:"+file+".xml", scenario, "--", "sh", client)
	out, err := cmd.CombinedOutput()
	require.ErrorContains(t, err, "exit status 5", string(out))
	require.Contains(t, string(out), "explored 14 worlds, 2 failed: plain 1, branch 1, range 1, passed 1, throttle 2, 503 2 (2 failed), reset 2, cut 2, stale 1, notfound 1\n")
	require.Contains(t, string(out), "exit code 3: gave up at a 503 in 2 worlds\n  shortest: evs.showJob@1=503\n")
	require.NotContains(t, string(out), "\x1b", "progress is for terminals")

	var r explore.Report
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &r))
	require.Equal(t, 14, r.Worlds)
	require.Equal(t, []string{"call 1 of evs.showJob: 503, no body"}, r.Groups[0].Notes)
	text, err = os.ReadFile(file + ".xml")
	require.NoError(t, err)
	var suite exploredSuite
	require.NoError(t, xml.Unmarshal(text, &suite))
	require.Equal(t, 1, suite.Failures)

	saved := filepath.Join(dir, "evs.showJob-1-503.yaml")
	require.Equal(t, exitOK, jobsim(t, "validate", saved).code)
	require.Equal(t, 3, jobsim(t, "run", "--clock", "skipping", saved, "--", "sh", client).code)
}

// TestExploreParts wants the parts to have each world once, but for the plain one, and --only to run a world and those before it.
func TestExploreParts(t *testing.T) {
	t.Parallel()
	scenario, client := exploredFiles(t)
	worlds := 0
	for _, part := range []string{"1/3", "2/3", "3/3"} {
		r := jobsim(t, "explore", "--shard", part, "--report", "json", scenario, "--", "sh", client)
		var report explore.Report
		require.NoError(t, json.Unmarshal([]byte(r.err), &report), r.err)
		worlds += report.Worlds - 1
	}
	require.Equal(t, 13, worlds)
	r := jobsim(t, "explore", "--only", "disk:2=b2", scenario, "--", "sh", client)
	require.Equal(t, exitOK, r.code, r.err)
	require.Contains(t, r.err, "explored 2 worlds, 0 failed: plain 1, branch 1")
	r = jobsim(t, "explore", "--worlds", "3", "--faults", "none", scenario, "--", "sh", client)
	require.Contains(t, r.err, "explored 3 worlds, 0 failed")
	r = jobsim(t, "explore", "--time", "1ns", scenario, "--", "sh", client)
	require.Contains(t, r.err, "the time of 1ns is over; explored so far ")
	r = jobsim(t, "explore", "--timeout", "50ms", "--faults", "none", "--worlds", "1", scenario, "--", "sh", "-c", "exec sleep 9")
	require.Equal(t, exitVerdict, r.code)
	require.Contains(t, r.err, "the command does not end within 50ms in 1 world")
}

// TestExploreInterrupted wants a signal to end the command and the exploration, with the report so far.
func TestExploreInterrupted(t *testing.T) {
	t.Parallel()
	scenario, client := exploredFiles(t)
	begun := make(chan struct{}, 2)
	marker := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { begun <- struct{}{} }))
	defer marker.Close()
	script := `sh ` + client + `; test "$JOBSIM_WORLD" = plain || { curl -s ` + marker.URL + `; exec sleep 60; }`
	cmd := jobsimProcess(t.Context(), t, "explore", "-j", "2", scenario, "--", "sh", "-c", script)
	pipe, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	<-begun
	require.NoError(t, cmd.Process.Signal(syscall.SIGINT))
	text, err := io.ReadAll(pipe)
	require.NoError(t, err)
	require.ErrorContains(t, cmd.Wait(), "exit status 130")
	require.Contains(t, string(text), "interrupted; explored so far 1 world, 0 failed: plain 1\n")
}

// TestExploreMistakes wants the reason and the way out.
func TestExploreMistakes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"demo"}, exitUsage, "want -- in front of the command"},
		{[]string{"--depth", "0", "demo", "--", "true"}, exitUsage, "--depth: 0: want at least 1"},
		{[]string{"-j", "0", "demo", "--", "true"}, exitUsage, "--jobs: 0: want at least 1"},
		{[]string{"--faults", "reste", "demo", "--", "true"}, exitUsage, `there is no fault "reste": want all, none, or some of throttle, 503, `},
		{[]string{"--shard", "4/3", "demo", "--", "true"}, exitUsage, `--shard: "4/3": want I/N with I from 1 to N, such as 1/4`},
		{[]string{"--shard", "1/3x", "demo", "--", "true"}, exitUsage, "want I/N"},
		{[]string{"--report", "github", "demo", "--", "true"}, exitUsage, "with one of the formats text, json, junit"},
		{[]string{"demo", "--", "no-such-command"}, exitNotFound, "no-such-command: command not found"},
		{[]string{"no-such-scenario", "--", "true"}, exitScenario, "no-such-scenario"},
	} {
		r := jobsim(t, append([]string{"explore"}, test.args...)...)
		require.Equal(t, test.code, r.code, "%v: %s", test.args, r.err)
		require.Contains(t, r.err, test.want)
	}
	require.Contains(t, strings.Join(kindNames(), " "), "stale")
}
