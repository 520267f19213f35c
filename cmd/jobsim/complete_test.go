package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// completed returns the words that a shell is offered for the last of the words of a command line.
func completed(t *testing.T, words ...string) []string {
	t.Helper()
	r := jobsim(t, append([]string{"__completeNoDesc"}, words...)...)
	require.Equal(t, exitOK, r.code, r.err)
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	last := len(lines) - 1
	require.Regexp(t, `^:\d+$`, lines[last])
	words = words[len(words)-1:]
	_, typed, joined := strings.Cut(words[0], "=")
	if !joined || !strings.HasPrefix(words[0], "-") {
		typed = words[0]
	}
	return filter(lines[:last], func(line string) bool { return strings.HasPrefix(line, typed) }) // as the shells do
}

func TestComplete(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		words []string
		want  []string
	}{
		{[]string{"se"}, []string{"serve"}},
		{[]string{"comp"}, []string{"completion"}},
		{[]string{"completion", ""}, []string{"bash", "fish", "powershell", "zsh"}},
		{[]string{"help", "ctl", "cl"}, []string{"clock"}},
		{[]string{"serve", "--cl"}, []string{"--clock"}},
		{[]string{"serve", "--clock", ""}, []string{"real", "manual", "skipping", "60x"}},
		{[]string{"serve", "--clock=m"}, []string{"manual"}},
		{[]string{"serve", "--quiet", "dem"}, []string{"demo"}},
		{[]string{"serve", "--clock", "manual", "evs/create-d"}, []string{"evs/create-disk"}},
		{[]string{"serve", "--always", "evs:EVS.2024"}, []string{"evs:EVS.2024"}},
		{[]string{"serve", "--set", "evs.error-f"}, []string{"evs.error-fields="}},
		{[]string{"serve", "--ca-file", "x"}, []string{}},
		{[]string{"explain", "ser"}, []string{}},
		{[]string{"explain", "../../scenar"}, []string{"../../scenarios/"}},
		{[]string{"scenarios", "get", "demo"}, []string{"demo"}},
		{[]string{"run", "evs/create-d"}, []string{"evs/create-disk"}},
		{[]string{"run", "demo", "--", "sh", "demo"}, []string{}},
		{[]string{"run", "--report", "j"}, []string{"json", "junit:"}},
		{[]string{"run", "--fail-on", ""}, []string{"error", "warning", "note", "never"}},
		{[]string{"coverage", "--only", "s"}, []string{"scenarios"}},
		{[]string{"findings", "ignores-r"}, []string{"ignores-retry-after"}},
		{[]string{"errors", "--api", "e"}, []string{"element", "evs"}},
		{[]string{"errors", "-o", "y"}, []string{"yaml"}},
		{[]string{"errors", "EVS.2024"}, []string{"EVS.2024"}},
		{[]string{"fidelity", "evs.error-f"}, []string{"evs.error-fields"}},
		{[]string{"ctl", "clock", "ad"}, []string{"advance"}},
		{[]string{"ctl", "clock", "mode", "ma"}, []string{"manual"}},
		{[]string{"ctl", "jobs", "--phase", "r"}, []string{"running"}},
		{[]string{"ctl", "jobs", "--ur"}, []string{"--url"}},
	} {
		require.ElementsMatch(t, test.want, completed(t, test.words...), "%q", test.words)
	}
	require.Contains(t, jobsim(t, "__complete", "serve", "--clock", "man").out, "manual\tmoves only by")
}

// TestCompleteFromTheServer completes the jobs and the sessions of a running server.
func TestCompleteFromTheServer(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	c.fine(t, "sessions", "new", "--id", "a")
	require.Equal(t, []string{"evs/j1"}, completed(t, "ctl", "--url", c.URL, "jobs", "get", "evs/"))
	require.ElementsMatch(t, []string{"element/7", "evs/j1"}, completed(t, "ctl", "--url", c.URL, "journal", "--job", ""))
	require.Equal(t, []string{"a"}, completed(t, "ctl", "--url", c.URL, "sessions", "end", ""))
	c.Close()
	require.Empty(t, completed(t, "ctl", "--url", c.URL, "jobs", "get", ""), "without a server there is nothing to complete")
}

// TestCompletionScripts wants a script for each shell, and the one for bash to be bash.
func TestCompletionScripts(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		require.Contains(t, fine(t, "completion", shell), "__complete")
	}
	requireTools(t, "bash")
	bash := exec.CommandContext(t.Context(), "bash", "-n")
	bash.Stdin = strings.NewReader(fine(t, "completion", "bash"))
	out, err := bash.CombinedOutput()
	require.NoError(t, err, string(out))
}
