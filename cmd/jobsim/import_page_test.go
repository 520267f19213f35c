package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const reportPage = "../../scenarios/from-a-bug-report.md"

// TestPageOfTheBugReport saves the files of the page and runs its five commands as a reader would. Their output is below
// each; the last one is a test that must fail. With -update the outputs are written anew.
func TestPageOfTheBugReport(t *testing.T) {
	if testing.Short() {
		t.Skip("builds jobsim and runs go test in a module of its own: seconds")
	}
	t.Parallel()
	text, err := os.ReadFile(reportPage)
	require.NoError(t, err)
	dir, bin := t.TempDir(), t.TempDir()
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	moduleIn(t, dir)
	anew := string(text)
	commands := 0
	for _, b := range blocks(string(text)) {
		if name, ok := fileOf(b.kind); ok {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(b.text), 0o600))
			continue
		}
		require.Equal(t, "console", b.kind, "line %d", b.line)
		commands++
		command, _, _ := strings.Cut(strings.TrimPrefix(b.text, "$ "), "\n")
		cmd := exec.CommandContext(t.Context(), "bash", "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "GOFLAGS=-mod=mod "+os.Getenv("GOFLAGS"), "COLUMNS=100")
		out, err := cmd.CombinedOutput()
		red := strings.HasPrefix(command, "go test")
		require.Equal(t, red, err != nil, "%s: %s", command, out)
		got := "$ " + command + "\n" + string(out)
		if red {
			got = repeatable(got)
		}
		require.True(t, got == b.text || *update, "line %d: %s", b.line, got)
		anew = strings.Replace(anew, b.text, got, 1)
	}
	require.Equal(t, 5, commands)
	if *update {
		require.NoError(t, os.WriteFile(reportPage, []byte(anew), 0o644))
	}
}

// fileOf returns the name of a file that a block is to be saved as, as in "go disk_test.go".
func fileOf(kind string) (string, bool) {
	_, name, found := strings.Cut(kind, " ")
	return name, found
}

// repeatable replaces how long a test took, and the line of the harness that printed the transcript.
func repeatable(out string) string {
	out = regexp.MustCompile(`\d+\.\d+s`).ReplaceAllString(out, "0.01s")
	return regexp.MustCompile(`harness\.go:\d+`).ReplaceAllString(out, "harness.go:53")
}

// moduleIn makes a folder a module that needs this one.
func moduleIn(t *testing.T, dir string) {
	t.Helper()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	mod := regexp.MustCompile(`(?m)^module .*$`).ReplaceAllString(string(text), "module disk") +
		"\nrequire github.com/jobsim/jobsim v0.0.0\nreplace github.com/jobsim/jobsim => " + root + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o600))
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.sum"), sums, 0o600))
}
