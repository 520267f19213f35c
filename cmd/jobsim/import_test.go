package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

const terraformLog = "../../emulator/trace/testdata/terraform-plain.log"

func TestImport(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "scenario.yaml")
	r := jobsim(t, "import", terraformLog, "-o", file)
	require.Equal(t, exitOK, r.code, r.err)
	require.Empty(t, r.out)
	require.Contains(t, r.err, terraformLog+": log, 47 lines\n  line 47: the request has no response\n"+file+" was written\n")
	require.Contains(t, r.err, "\n2 of 3 responses came back member for member, 1 of 1 poll with all statuses\n")
	requirePrivate(t, file)
	fine(t, "validate", file)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(text), "status: RUNNING")
	for _, secret := range []string{"09cd3b636f80f4622fedc01d1d0ad29c", "ff8080827e7810fb017f06338a731328", "1c74e090", "cn-east-3.example.com"} {
		require.NotContains(t, string(text), secret)
	}

	kept := jobsim(t, "import", terraformLog, "--keep-ids")
	require.Equal(t, exitOK, kept.code, kept.err)
	require.Contains(t, kept.out, "id: ff8080827e7810fb017f06338a731328\n")
}

// TestImportNarrowed imports what concerns one job, or one time.
func TestImportNarrowed(t *testing.T) {
	t.Parallel()
	r := jobsim(t, "import", terraformLog, "--job", "ff8080827e7810fb017f06338a731328")
	require.Equal(t, exitOK, r.code, r.err)
	require.Contains(t, r.err, "1 of 1 response came back member for member")
	r = jobsim(t, "import", terraformLog, "--until", "2026-02-17T05:42:30.101Z")
	require.Equal(t, exitOK, r.code, r.err)
	require.Contains(t, r.err, "1 of 1 response came back")
	r = jobsim(t, "import", terraformLog, "--since", "2027-01-01")
	require.Equal(t, exitRuntime, r.code)
	require.Contains(t, r.err, "no request matches --job, --since and --until")
}

func TestImportErrors(t *testing.T) {
	t.Parallel()
	empty := filepath.Join(t.TempDir(), "empty.log")
	require.NoError(t, os.WriteFile(empty, []byte("nothing here\n"), 0o600))
	foreign := filepath.Join(t.TempDir(), "foreign.http")
	require.NoError(t, os.WriteFile(foreign, []byte("GET /index.html HTTP/1.1\nHost: www.example.org\n\nHTTP/1.1 200 OK\n\nhello"), 0o600))
	for _, test := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no file", nil, exitUsage, "import needs a file"},
		{"missing", []string{"nowhere.log"}, exitUsage, "nowhere.log cannot be read"},
		{"empty", []string{empty}, exitRuntime, "nothing could be used: no request was found in the files"},
		{"foreign", []string{foreign}, exitRuntime, "nothing could be used: no request goes to an API that jobsim emulates"},
		{"time", []string{empty, "--since", "noon"}, exitUsage, `--since: "noon": want a time such as`},
		{"output", []string{terraformLog, "-o", filepath.Join(t.TempDir(), "no", "dir.yaml")}, exitRuntime, "dir.yaml cannot be written"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := jobsim(t, append([]string{"import"}, test.args...)...)
			require.Equal(t, test.code, r.code, r.err)
			require.Contains(t, r.err, test.want)
			require.Empty(t, r.out)
		})
	}
}

// TestJournalExport writes a journal in both forms and imports each: the scenario is the one that the server played.
func TestJournalExport(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{JournalBodies: true, Scenarios: []emulator.Source{{
		Name: "s.yaml",
		Text: []byte("jobs: [{api: evs, id: \"1234\", type: createVolume, timeline: [{status: FAIL, error: EVS.2024}]}]"),
	}}})
	require.NoError(t, err)
	srv := httptest.NewServer(e)
	t.Cleanup(srv.Close)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/evs/v1/p/jobs/1234", nil)
	require.NoError(t, err)
	req.Header.Set("X-Auth-Token", "planted-token")
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())

	dir := filepath.Join(t.TempDir(), "pairs")
	require.Equal(t, "2 messages in "+dir+"\n", fine(t, "ctl", "journal", "export", "--url", srv.URL, "--http", dir))
	written, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	require.Len(t, written, 2) // a request and its response
	requirePrivate(t, written...)
	har := filepath.Join(t.TempDir(), "trace.har")
	text := fine(t, "ctl", "journal", "export", "--url", srv.URL, "--har")
	require.NotContains(t, text, "planted")
	require.NoError(t, os.WriteFile(har, []byte(text), 0o600))
	for _, source := range []string{har, dir} {
		r := jobsim(t, "import", source)
		require.Equal(t, exitOK, r.code, r.err)
		require.Contains(t, r.err, "1 of 1 response came back member for member, 1 of 1 poll with all statuses")
		require.Equal(t, 1, strings.Count(r.out, "{status: FAIL, error: EVS.2024}"), r.out)
	}
	r := jobsim(t, "ctl", "journal", "export", "--url", srv.URL, "--har", "--http", dir)
	require.Equal(t, exitUsage, r.code)
}

// A file that exists keeps its mode when it is written again.
func TestPrivateFiles(t *testing.T) {
	t.Parallel()
	shared := file(t, "shared.yaml", "old")
	require.NoError(t, os.Chmod(shared, 0o644))
	require.NoError(t, writePrivate(shared, []byte("new")))
	info, err := os.Stat(shared)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o644), info.Mode())
	own := filepath.Join(filepath.Dir(shared), "own.yaml")
	require.NoError(t, writePrivate(own, nil))
	requirePrivate(t, own)
	require.ErrorContains(t, writePrivate(filepath.Join(own, "x"), nil), "cannot be written")
}

// requirePrivate wants files that their owner alone can read.
func requirePrivate(t *testing.T, files ...string) {
	t.Helper()
	for _, file := range files {
		info, err := os.Stat(file)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode(), file)
	}
}
