package testharness_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/testharness"
)

// TestArtifacts checks what a failed test leaves behind: the transcript in its log, and the journal and timelines in files.
func TestArtifacts(t *testing.T) {
	t.Parallel()
	w := &recordingT{dir: t.TempDir(), failed: true}
	sim := testharness.Run(w, testharness.Scenario(twoJobs), testharness.AdminToken("s3cret"))
	other := sim.Session(w, testharness.Scenario(twoJobs))
	twin := testharness.Run(w)
	for range 2 {
		send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
	}
	send(other, http.MethodGet, "/v1/p/jobs/unknown", "")
	w.Close()

	require.Len(t, w.logs, 3)
	require.Contains(t, w.logs[1], "jobsim session t1: what the client did:\n    1  12:00:00.000  evs.showJob -> 400  evs/unknown: no job of this name was ever started")
	require.Contains(t, w.logs[2], "jobsim: what the client did:\n    1  12:00:00.000  evs.showJob -> 200  evs/j1 step 1 INIT")
	_, lives := sim.Emulator.FindSession(other.ID())
	require.False(t, lives)
	require.Empty(t, twin.Jobs("evs"))

	entries, err := os.ReadDir(w.dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
		info, err := e.Info()
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode(), e.Name())
	}
	require.Equal(t, []string{
		"journal-2.jsonl", "journal-t1.jsonl", "journal.jsonl", "timelines-2.jsonl", "timelines-t1.jsonl", "timelines.jsonl",
	}, names)
	journal := readLines(t, filepath.Join(w.dir, "journal-2.jsonl"))
	require.Len(t, journal, 2)
	require.Equal(t, "evs/j1", gjson.Get(journal[0], "observed.0.job").Str)
	require.NotContains(t, strings.Join(journal, ""), `"X-Auth-Token":"t"`, "secrets stay out")
	timelines := readLines(t, filepath.Join(w.dir, "timelines-2.jsonl"))
	require.Len(t, timelines, 2)
	require.Equal(t, "INIT", gjson.Get(timelines[0], "past.1.status").Str)
	require.Equal(t, "SUCCESS", gjson.Get(timelines[0], "future.2.status").Str)
	require.Empty(t, readLines(t, filepath.Join(w.dir, "journal.jsonl")), "the other Run's")
}

// readLines returns the lines of a file.
func readLines(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	if len(text) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// TestSaveHAR checks that a failed test keeps its traffic on request, with bodies and without secrets.
func TestSaveHAR(t *testing.T) {
	t.Parallel()
	w := &recordingT{dir: t.TempDir(), failed: true}
	sim := testharness.Run(w, testharness.Scenario(twoJobs), testharness.SaveHAR())
	send(sim, http.MethodGet, "/v1/p/jobs/j1", "")
	w.Close()
	text, err := os.ReadFile(filepath.Join(w.dir, "trace.har"))
	require.NoError(t, err)
	require.Equal(t, "INIT", gjson.Get(gjson.GetBytes(text, "log.entries.0.response.content.text").Str, "status").Str)
	require.Contains(t, gjson.GetBytes(text, "log.entries.0.request.url").Str, "/v1/p/jobs/j1")
	require.NotContains(t, string(text), `"value": "t"`, "the token stays out")
}

// TestArtifactsWriteErrors checks that an artifact that cannot be written is logged, and that a passing test writes none.
func TestArtifactsWriteErrors(t *testing.T) {
	t.Parallel()
	w := &recordingT{dir: "/dev/null", failed: true}
	testharness.Run(w)
	w.Close()
	require.Contains(t, strings.Join(w.logs, "\n"), "no client has sent a request")
	require.Contains(t, strings.Join(w.logs, "\n"), "journal was not kept: open")
	require.Contains(t, strings.Join(w.logs, "\n"), "timelines was not kept: open")

	passed := &recordingT{dir: t.TempDir()}
	testharness.Run(passed)
	passed.Close()
	require.Empty(t, passed.logs)
	entries, err := os.ReadDir(passed.dir)
	require.NoError(t, err)
	require.Empty(t, entries)
}
