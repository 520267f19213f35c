package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// broken writes a file with two faults.
func broken(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte("jobs: []\nprofile: 100%\n"), 0o600))
	return path
}

func TestValidateInText(t *testing.T) {
	t.Parallel()
	path := broken(t, "broken.yaml")
	r := jobsim(t, "validate", "demo", path)
	require.Equal(t, exitScenario, r.code)
	require.Empty(t, r.out, "nothing is fine beside a fault")
	require.True(t, strings.HasPrefix(r.err, path+":1:7: jobs is empty\n  1 | jobs: []\n    |       ^\n"), r.err)
	require.Contains(t, r.err, path+`:2:10: there is no profile "100%"`)
	require.Regexp(t, `^demo: ok, \d+ jobs, \d+ rules\n$`, fine(t, "validate", "demo"))
}

func TestValidateInJSON(t *testing.T) {
	t.Parallel()
	path := broken(t, "broken.yaml")
	r := jobsim(t, "validate", "--format", "json", path)
	require.Equal(t, exitScenario, r.code)
	require.Equal(t, "jobsim: 2 faults\n", r.err)
	var faults []map[string]any
	require.NoError(t, json.Unmarshal([]byte(r.out), &faults))
	require.Equal(t, []map[string]any{
		{"file": path, "line": 1.0, "col": 7.0, "message": "jobs is empty", "want": "at least one item", "hint": ""},
		{"file": path, "line": 2.0, "col": 10.0, "message": `there is no profile "100%"`, "want": "documented or observed", "hint": ""},
	}, faults)
	require.Equal(t, "[]\n", fine(t, "validate", "--format", "json", "demo"))
}

func TestValidateForGitHub(t *testing.T) {
	t.Parallel()
	path := broken(t, "a,b:c.yaml")
	r := jobsim(t, "validate", "--format", "github", path)
	require.Equal(t, exitScenario, r.code)
	file := strings.NewReplacer(":", "%3A", ",", "%2C").Replace(path)
	require.Equal(t, "::error file="+file+",line=1,col=7::jobs is empty%0Aexpected at least one item\n"+
		"::error file="+file+`,line=2,col=10::there is no profile "100%25"%0Aexpected documented or observed`+"\n", r.out)
	require.Empty(t, fine(t, "validate", "--format", "github", "demo"))
}

func TestValidateOfWhatIsNotThere(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"text", "json", "github"} {
		r := jobsim(t, "validate", "--format", format, "no-such-scenario")
		require.Equal(t, exitScenario, r.code)
		require.Empty(t, r.out)
		require.Contains(t, r.err, "no such scenario")
	}
}

// TestValidateTogether: files are checked as serve loads them, with remarks, which --strict takes for faults.
func TestValidateTogether(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "sub"), 0o700))
	one := []byte("jobs: [{api: element, handle: 5, type: Clnoe, volumeID: 1, timeline: [{status: complete}]}]\n")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.yaml"), one, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sub", "b.yaml"), one, 0o600))
	r := jobsim(t, "validate", dir)
	require.Equal(t, exitScenario, r.code)
	require.Contains(t, r.err, "job element/5 exists already")
	r = jobsim(t, "validate", "--each", dir)
	require.Zero(t, r.code, r.err)
	require.Contains(t, r.out, filepath.Join("sub", "b.yaml")+": ok")
	require.Contains(t, r.err, "did you mean Clone")
	require.Equal(t, exitScenario, jobsim(t, "validate", "--each", "--strict", dir).code)
	r = jobsim(t, "validate", "--strict", "--format", "github", filepath.Join(dir, "a.yaml"))
	require.Equal(t, exitScenario, r.code)
	require.Contains(t, r.out, "::error file=")
}
