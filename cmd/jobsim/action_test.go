package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// actionDir is the composite action that runs a command by jobsim run.
const actionDir = "../../.github/actions/jobsim-run"

// TestAction runs the step of the action as a workflow does, and wants the verdict in the exit code, the annotations, the summary, JUnit
// XML and coverage.
func TestAction(t *testing.T) {
	t.Parallel()
	requireTools(t, "bash", "curl", "env")
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	binary, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(in("jobsim"), []byte("#!/bin/sh\n"+asJobsim+"=1 exec "+shellQuoted(binary)+" \"$@\"\n"), 0o700))
	script, err := filepath.Abs(filepath.Join(actionDir, "run"))
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), script)
	cmd.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"), stepSummary+"="+in("summary.md"),
		"INPUT_RUN=for i in 1 2 3\ndo curl -sf -H 'X-Auth-Token: t' \"$JOBSIM_URL/evs/v1/p/jobs/disk\"; done", "INPUT_SCENARIOS="+judgedScenario(t, "")+"\ndocuments",
		"INPUT_FLAGS=--seed 7", "INPUT_FAIL_ON=warning", "INPUT_JUNIT="+in("v.xml"), "INPUT_COVERAGE="+in("c.json"))
	out, err := cmd.CombinedOutput()
	require.ErrorContains(t, err, "exit status 5", string(out))
	require.Contains(t, string(out), "\n::warning title=jobsim%3A polls-after-end::evs/disk: ")
	require.Contains(t, string(out), "verdict ")
	for name, want := range map[string]string{"summary.md": "| warning | polls-after-end |", "v.xml": `<testcase name="polls-after-end"`, "c.json": "evs/disk step 1: SUCCESS"} {
		text, err := os.ReadFile(in(name))
		require.NoError(t, err)
		require.Contains(t, string(text), want)
	}
}

// TestActionInputs wants each input to have a description, and to be passed to the step and read there.
func TestActionInputs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(actionDir, "action.yml"))
	require.NoError(t, err)
	var action struct {
		Inputs map[string]struct{ Description string }
		Runs   struct {
			Using string
			Steps []struct {
				Shell string
				Env   map[string]string
			}
		}
	}
	require.NoError(t, yaml.Unmarshal(text, &action))
	require.Equal(t, "composite", action.Runs.Using)
	require.Len(t, action.Runs.Steps, 1)
	script, err := os.ReadFile(filepath.Join(actionDir, "run"))
	require.NoError(t, err)
	passed := map[string]bool{"working-directory": true}
	for name, value := range action.Runs.Steps[0].Env {
		if input := regexp.MustCompile(`^\$\{\{ inputs\.([\w-]+) \}\}$`).FindStringSubmatch(value); input != nil {
			passed[input[1]] = true
			require.Contains(t, string(script), name)
		}
	}
	for name, input := range action.Inputs {
		require.NotEmpty(t, input.Description, name)
		require.True(t, passed[name], name)
	}
	require.Len(t, passed, len(action.Inputs))
}
