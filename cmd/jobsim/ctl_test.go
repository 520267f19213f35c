package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/metrics"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// steeredScenario is what the tests of ctl control: two jobs and a rule.
const steeredScenario = `
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 5s}, {status: RUNNING, for: 1m}, {status: SUCCESS}]}
  - {api: element, handle: 7, type: Clone, timeline: [{status: running, for: 2 polls}, {status: complete, result: {cloneID: 25}}]}
rules:
  - {call: evs.showJob, nth: 1..2, answer: {error: APIGW.0308}}
`

func noon() time.Time { return time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC) }

// control is a server that ctl controls, with a manual clock at noon.
type control struct {
	*httptest.Server
	e *emulator.Emulator
}

func controlled(t *testing.T, change ...func(*emulator.Options)) control {
	t.Helper()
	opts := emulator.Options{
		Scenarios: []emulator.Source{{Name: "steered", Text: []byte(steeredScenario)}}, Clock: clock.NewManual(noon()), Version: "1.2.3",
		Metrics: metrics.New(), Coverage: coverage.New(),
	}
	for _, f := range change {
		f(&opts)
	}
	e, err := emulator.New(opts)
	require.NoError(t, err)
	srv := httptest.NewServer(e)
	t.Cleanup(srv.Close)
	return control{srv, e}
}

// ctl runs a command line of ctl.
func (c control) ctl(t *testing.T, args ...string) result {
	t.Helper()
	return jobsim(t, append([]string{"ctl", "--url", c.URL}, args...)...)
}

// fine runs a command line of ctl that must succeed, and returns its output.
func (c control) fine(t *testing.T, args ...string) string {
	t.Helper()
	r := c.ctl(t, args...)
	require.Equal(t, exitOK, r.code, "%v: %s", args, r.err)
	require.Empty(t, r.err)
	return r.out
}

// poll polls j1 as a client does.
func (c control) poll(t *testing.T, session string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL+session+"/evs/v1/p/jobs/j1", nil)
	require.NoError(t, err)
	req.Header.Set("X-Auth-Token", "a secret")
	res, err := c.Client().Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	return res.StatusCode
}

// file writes a file for one test and returns its path.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// squeezed returns the lines of a text with every run of blanks replaced by one.
func squeezed(text string) []string {
	var all []string
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		all = append(all, strings.Join(strings.Fields(line), " "))
	}
	return all
}

func TestCtlServer(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	require.Empty(t, c.fine(t, "wait", "--timeout", "10s"))
	out := squeezed(c.fine(t, "health"))
	require.Contains(t, out, "version 1.2.3")
	require.Contains(t, out, "next evs/j1, +5s at 2026-01-02T12:00:05Z")
	require.Contains(t, out, "journal 0 requests")
	require.Contains(t, squeezed(c.fine(t, "scenarios")), "steered loaded")
	require.Contains(t, squeezed(c.fine(t, "scenarios")), "any/reset shipped")
	require.Contains(t, c.fine(t, "scenarios", "get", "any/reset"), "break: reset")
	require.Contains(t, c.fine(t, "metrics"), `jobsim_jobs{api="evs",phase="pending"} 1`)
	require.Equal(t, http.StatusTooManyRequests, c.poll(t, ""))
	require.Equal(t, []string{"NAME STATE CALLS CLAIMED LEFT RULE", "steered#1 armed 1 1 1 evs.showJob, the first 2 calls: returns APIGW.0308"}, squeezed(c.fine(t, "rules")))
}

func TestCtlJobs(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	list := []string{
		"JOB STATUS PHASE DONE POLLS NEXT WAITS FOR NOTE",
		"evs/j1 INIT pending 0% 0 +5s time",
		"element/7 running running 0% 0 poll 0 of 2",
	}
	require.Equal(t, list, squeezed(c.fine(t, "jobs")))
	require.Equal(t, list[:2], squeezed(c.fine(t, "jobs", "list", "--api", "evs")))
	require.Equal(t, []string{list[0], list[2]}, squeezed(c.fine(t, "jobs", "--phase", "running")))
	require.Equal(t, append(list[:2:2], "1 of 2; --limit shows more"), squeezed(c.fine(t, "jobs", "list", "--limit", "1")))
	require.Equal(t, "no jobs\n", c.fine(t, "jobs", "list", "--status", "SUCCESS"))
	require.Contains(t, squeezed(c.fine(t, "jobs", "get", "evs/j1")), "next 2026-01-02T12:00:05Z, +5s")
	require.Contains(t, squeezed(c.fine(t, "jobs", "hold", "evs/j1")), "note held")
	require.NotContains(t, c.fine(t, "jobs", "release", "evs/j1"), "held")
	require.Contains(t, squeezed(c.fine(t, "jobs", "force", "evs/j1", "{status: FAIL, error: EVS.2024}")), "status FAIL")
	require.Contains(t, squeezed(c.fine(t, "jobs", "force", "evs/j1", "SUCCESS")), "note forced")
	more := file(t, "more.yaml", "jobs: [{api: evs, id: j2, type: createVolume, timeline: [{status: RUNNING}]}]\n")
	require.Contains(t, squeezed(c.fine(t, "jobs", "start", more)), "evs/j2 RUNNING running 0% 0")
	tree := file(t, "tree.yaml", `
jobs:
  - {api: sdrs, id: g, type: stopProtectionGroupNoCG, sub_jobs: [{id: r, type: stopProtectionGroupRepNoCG, timeline: [{status: RUNNING, for: 1s}, {status: SUCCESS}]}]}
`)
	require.Contains(t, c.fine(t, "jobs", "start", tree), "\n  sdrs/r")
	require.Contains(t, c.fine(t, "jobs", "get", "sdrs/g"), "\nsdrs/r")
}

func TestCtlJobsTimeline(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	out := squeezed(c.fine(t, "jobs", "timeline", "evs/j1"))
	require.Equal(t, "no client has seen evs/j1", out[0])
	require.Equal(t, "2026-01-02T12:01:05Z +1m5s 3 SUCCESS succeeded", out[len(out)-1])
	for range 3 {
		c.poll(t, "")
	}
	require.Contains(t, squeezed(c.fine(t, "jobs", "timeline", "evs/j1")), "2026-01-02T12:00:00Z 3 showJob INIT poll")
}

func TestCtlClock(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	next := "next evs/j1, +5s at 2026-01-02T12:00:05Z"
	require.Equal(t, []string{"clock manual", "now 2026-01-02T12:00:00Z", next}, squeezed(c.fine(t, "clock")))
	require.Contains(t, squeezed(c.fine(t, "clock", "advance", "1s")), "advanced 1s")
	require.Contains(t, squeezed(c.fine(t, "clock", "advance", "next")), "now 2026-01-02T12:00:05Z")
	require.Contains(t, squeezed(c.fine(t, "clock", "advance", "--job", "evs/j1", "--status", "SUCCESS")), "now 2026-01-02T12:01:05Z")
	require.Contains(t, squeezed(c.fine(t, "clock", "advance", "end")), "waiting element/7")
	require.Contains(t, squeezed(c.fine(t, "clock", "set", "2026-01-02T13:00:00Z")), "now 2026-01-02T13:00:00Z")
	require.Contains(t, squeezed(c.fine(t, "clock", "scale", "60x")), "clock 60x")
	require.Contains(t, squeezed(c.fine(t, "clock", "pause")), "clock paused")
	require.Contains(t, squeezed(c.fine(t, "clock", "resume")), "clock 60x")
	require.Contains(t, squeezed(c.fine(t, "clock", "mode", "skipping")), "clock skipping")
	require.Contains(t, squeezed(c.fine(t, "clock", "get")), "next no change by time alone")
}

func TestCtlSessions(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	require.Equal(t, "no sessions but the server's own\n", c.fine(t, "sessions"))
	own := file(t, "own.yaml", "jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}]\n")
	out := squeezed(c.fine(t, "sessions", "new", "--id", "a", "--scenario", own, "--seed", "9", "--clock", "manual", "--now", "2030-01-01T00:00:00Z",
		"--ttl", "5m", "--profile", "observed", "--set", "auth=strict"))
	require.Contains(t, out, "session a")
	require.Contains(t, out, "base "+c.URL+"/s/a")
	require.Contains(t, out, "element_user a")
	require.Contains(t, squeezed(c.fine(t, "sessions"))[1], "a manual 2030-01-01T00:00:00Z 9")
	require.Contains(t, squeezed(c.fine(t, "sessions", "get", "a")), "project_id "+project(c, "a"))
	require.Contains(t, c.fine(t, "sessions", "get", "a", "--env"), "export JOBSIM_URL="+c.URL+"/s/a\n")

	require.Contains(t, squeezed(c.fine(t, "--session", "a", "jobs", "get", "evs/j1")), "status SUCCESS")
	require.Contains(t, fine(t, "ctl", "--url", c.URL+"/s/a/", "--session", "a", "jobs"), "SUCCESS", "what --env writes may name it twice")
	require.Contains(t, c.fine(t, "jobs", "fork", "--env"), "/s/t1\n")
	require.Contains(t, squeezed(c.fine(t, "--session", "t1", "jobs", "get", "evs/j1")), "status INIT")
	require.Equal(t, "ended a\n", c.fine(t, "sessions", "end", "a"))
	require.Equal(t, exitRuntime, c.ctl(t, "--session", "a", "jobs").code)
}

// project returns the project of a session.
func project(c control, id string) string {
	s, _ := c.e.FindSession(id)
	return s.Project()
}

func TestCtlSnapshotRestore(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	at := filepath.Join(t.TempDir(), "snapshot.yaml")
	require.Empty(t, c.fine(t, "snapshot", at))
	text, err := os.ReadFile(at)
	require.NoError(t, err)
	require.Equal(t, string(text), c.fine(t, "snapshot", "-"))

	c.fine(t, "jobs", "force", "evs/j1", "SUCCESS")
	require.Equal(t, "restored "+at+"\n", c.fine(t, "restore", at))
	require.Contains(t, squeezed(c.fine(t, "jobs", "get", "evs/j1")), "status INIT")
	require.Contains(t, squeezed(c.fine(t, "sessions", "new", "--snapshot", at)), "session t1")
	c.fine(t, "jobs", "force", "evs/j1", "SUCCESS")
	require.Equal(t, "reset\n", c.fine(t, "reset"))
	require.Contains(t, squeezed(c.fine(t, "jobs", "get", "evs/j1")), "status INIT")
}

func TestCtlOutput(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	for _, args := range [][]string{
		{"health"},
		{"jobs"},
		{"jobs", "get", "evs/j1"},
		{"jobs", "timeline", "evs/j1"},
		{"clock"},
		{"sessions"},
		{"sessions", "new"},
		{"scenarios"},
		{"rules"},
		{"journal"},
		{"journal", "count"},
	} {
		require.True(t, json.Valid([]byte(c.fine(t, append(args, "-o", "json")...))), "%v", args)
		require.True(t, json.Valid([]byte(c.fine(t, append([]string{"-o", "json"}, args...)...))), "%v", args)
		var doc map[string]any
		require.NoError(t, yaml.Unmarshal([]byte(c.fine(t, append([]string{"--output=yaml"}, args...)...)), &doc), "%v", args)
		require.NotEmpty(t, doc)
	}
	require.Empty(t, c.fine(t, "-o", "json", "reset"))
}

// TestCtlEnvironment is configured by variables alone, as "sessions new --env" writes them.
func TestCtlEnvironment(t *testing.T) {
	c := controlled(t, func(o *emulator.Options) { o.AdminToken = "s3cret" })
	t.Setenv("JOBSIM_ADMIN_TOKEN", "s3cret")
	t.Setenv("JOBSIM_URL", c.URL)
	fine(t, "ctl", "sessions", "new", "--id", "a")
	t.Setenv("JOBSIM_URL", c.URL+"/s/a")
	t.Setenv("JOBSIM_SESSION", "a")
	require.Contains(t, squeezed(fine(t, "ctl", "health")), "session a")
}
