package emulator_test

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

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

const (
	includer = "include: [shared/slow.yaml]\njobs: [{api: evs, id: disk, type: createVolume, timeline: slow-disk}]\n"
	slow     = "timelines: {slow-disk: [{status: RUNNING, for: 5m}, {status: SUCCESS}]}\n"
)

// laid is a folder with these files.
func laid(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o700))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	}
	return dir
}

// A file and a folder include what lies below them, however they are named.
func TestIncludeFromFolders(t *testing.T) {
	t.Parallel()
	dir := laid(t, map[string]string{"set/main.yaml": includer, "set/shared/slow.yaml": slow, "outside.yaml": slow})
	for _, name := range []string{"set", "set/", "set/main.yaml", "set/../set/main.yaml"} {
		found, err := emulator.FindScenarios(nil, filepath.Join(dir, "set/..")+"/"+name)
		require.NoError(t, err)
		require.Len(t, found, 1)
		s, err := found[0].Read(emulator.Vocabularies())
		require.NoError(t, err)
		require.Equal(t, []string{"slow-disk"}, s.Timelines)
	}
}

// No path and no link leads out of the folder.
func TestIncludeStaysInside(t *testing.T) {
	t.Parallel()
	dir := laid(t, map[string]string{
		"outside.yaml": slow, "other/slow.yaml": slow, "set/inside.yaml": slow,
		"set/up.yaml":   strings.Replace(includer, "shared/slow.yaml", "../outside.yaml", 1),
		"set/abs.yaml":  strings.Replace(includer, "shared/slow.yaml", "/etc/hostname", 1),
		"set/link.yaml": strings.Replace(includer, "shared/slow.yaml", "linked.yaml", 1),
		"set/dir.yaml":  strings.Replace(includer, "shared/slow.yaml", "linked/slow.yaml", 1),
		"set/in.yaml":   strings.Replace(includer, "shared/slow.yaml", "link-inside.yaml", 1),
	})
	for link, to := range map[string]string{"linked.yaml": "../outside.yaml", "linked": filepath.Join(dir, "other"), "link-inside.yaml": "inside.yaml"} {
		require.NoError(t, os.Symlink(to, filepath.Join(dir, "set", link)))
	}
	tests := map[string]string{
		"up.yaml":   `up.yaml:1:11: "../outside.yaml" leads out of the folder of the scenario`,
		"abs.yaml":  `abs.yaml:1:11: "/etc/hostname" is an absolute path`,
		"link.yaml": `link.yaml:1:11: "linked.yaml" cannot be included: it leads out of the folder of the scenario`,
		"dir.yaml":  `dir.yaml:1:11: "linked/slow.yaml" cannot be included: it leads out of the folder of the scenario`,
		"in.yaml":   "",
	}
	for name, want := range tests {
		found, err := emulator.FindScenarios(nil, filepath.Join(dir, "set", name))
		require.NoError(t, err)
		_, err = found[0].Read(emulator.Vocabularies())
		if want == "" {
			require.NoError(t, err, "a link that stays inside")
			continue
		}
		require.ErrorContains(t, err, want)
	}
}

// A text that was sent or piped includes nothing, and is told what to do instead.
func TestIncludeOfTexts(t *testing.T) {
	t.Parallel()
	const want = "this text was not read from a folder, so it can include no file"
	found, err := emulator.FindScenarios(strings.NewReader(includer), "-")
	require.NoError(t, err)
	_, err = found[0].Read(emulator.Vocabularies())
	require.ErrorContains(t, err, "<stdin>:1:11: "+want)

	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{}})
	require.NoError(t, err)
	body, err := json.Marshal(map[string]string{"scenario": includer})
	require.NoError(t, err)
	for _, ask := range []struct{ path, body string }{{"/__admin/sessions", string(body)}, {"/__admin/jobs", includer}} {
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "http://localhost"+ask.path, strings.NewReader(ask.body)))
		require.Equal(t, http.StatusBadRequest, rec.Code, ask.path)
		require.Contains(t, rec.Body.String(), "request:1:11: "+want)
	}
}

// A snapshot carries what was included, by what it began from and by what was started since: it is restored without files.
func TestSnapshotCarriesIncludes(t *testing.T) {
	t.Parallel()
	dir := laid(t, map[string]string{
		"main.yaml": includer, "shared/slow.yaml": slow, "more/more.yaml": strings.Replace(includer, "id: disk", "id: more", 1), "more/shared/slow.yaml": slow,
	})
	found, err := emulator.FindScenarios(nil, filepath.Join(dir, "main.yaml"), filepath.Join(dir, "more"))
	require.NoError(t, err)
	e, err := emulator.New(emulator.Options{Scenarios: found[:1], Clock: clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC))})
	require.NoError(t, err)
	_, err = e.Jobs().Start(found[1])
	require.NoError(t, err)
	text, err := e.Snapshot()
	require.NoError(t, err)
	require.NoError(t, os.RemoveAll(dir))

	again, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "snapshot", Text: text}}})
	require.NoError(t, err)
	again.Clock().Advance(6 * time.Minute)
	for _, id := range []string{"disk", "more"} {
		snap, err := again.Jobs().Peek(job.Ref{API: "evs", ID: id})
		require.NoError(t, err)
		require.Equal(t, "SUCCESS", snap.Status)
	}
	require.NoError(t, again.Reset())
	twice, err := again.Snapshot()
	require.NoError(t, err)
	require.Contains(t, string(twice), "slow-disk")
}

// Two files that name the same job are refused, with both places.
func TestFilesThatClash(t *testing.T) {
	t.Parallel()
	_, err := emulator.New(emulator.Options{Scenarios: append(one("a", ""), one("a", "")...)})
	require.EqualError(t, err, `a:2:23: job evs/a exists already
  2 | jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: RUNNING}]}]
    |                       ^
      the other one is in a:2: serve one of the two, or give this one another id`)
}

// So is a job that is started beside a running one of the same name.
func TestStartTellsWhoHasTheName(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{Scenarios: one("a", "")})
	require.NoError(t, err)
	_, err = e.Jobs().Start(one("a", "")[0])
	require.EqualError(t, err, "job evs/a exists already: a:2")
}
