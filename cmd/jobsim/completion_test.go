package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// completed are the words that "jobsim complete" tells.
func completed(t *testing.T, words ...string) []string {
	t.Helper()
	var all []string
	for line := range strings.Lines(fine(t, append([]string{"complete", "--"}, words...)...)) {
		word, _, found := strings.Cut(line, "\t")
		require.True(t, found, line)
		all = append(all, word)
	}
	return all
}

func TestComplete(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		words []string
		want  []string
	}{
		{[]string{"se"}, []string{"serve"}},
		{[]string{"comp"}, []string{"completion"}},
		{[]string{"completion", ""}, []string{"bash", "zsh", "fish", "pwsh"}},
		{[]string{"serve", "--cl"}, []string{"--clock"}},
		{[]string{"serve", "--clock", ""}, []string{"real", "manual", "skipping", "60x"}},
		{[]string{"serve", "--clock", " "}, []string{"real", "manual", "skipping", "60x"}},
		{[]string{"serve", "--clock=m"}, []string{"--clock=manual"}},
		{[]string{"serve", "--quiet", "dem"}, []string{"demo"}},
		{[]string{"serve", "--clock", "manual", "evs/create-d"}, []string{"evs/create-disk"}},
		{[]string{"serve", "--always", "evs:EVS.2024"}, []string{"evs:EVS.2024"}},
		{[]string{"serve", "--set", "evs.error-f"}, []string{"evs.error-fields="}},
		{[]string{"serve", "--nothing=x"}, nil},
		{[]string{"serve", "--ca-file", "x"}, nil},
		{[]string{"explain", "completion/jobsim.b"}, nil},
		{[]string{"explain", "complet"}, []string{"completion/"}},
		{[]string{"scenarios", "show", "demo"}, []string{"demo"}},
		{[]string{"errors", "--api", "e"}, []string{"evs", "element"}},
		{[]string{"errors", "EVS.2024"}, []string{"EVS.2024"}},
		{[]string{"ctl", "clock", "ad"}, []string{"advance"}},
		{[]string{"ctl", "jobs", "--ur"}, []string{"--url"}},
	} {
		require.Equal(t, test.want, completed(t, test.words...), "%q", test.words)
	}
	require.NotEmpty(t, completed(t))
	require.NotContains(t, completed(t, ""), "complete", "it is for the scripts alone")
}

// TestCompletionInBash lets bash complete command lines as it does when somebody presses the tab key, without the package
// bash-completion.
func TestCompletionInBash(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", dir, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	const press = `
source <(jobsim completion bash)
compopt() { :; } # it is for the shell that waits for the key
press() {
	COMP_LINE=$1 COMP_POINT=${#1}
	"$(complete -p jobsim | sed 's/.*-F \([^ ]*\) .*/\1/')" jobsim
	echo "${COMPREPLY[*]}"
}
press 'jobsim va'
press 'jobsim serve --tls-l'
press 'jobsim serve --clock '
press 'jobsim explain any/dri'
press 'jobsim serve --clock=sk'
press 'jobsim serve --always evs:EVS.2024'
press 'jobsim serve --ca-file nothing-of-this-na'
`
	cmd := exec.CommandContext(t.Context(), "bash", "--norc", "-c", press)
	cmd.Env = append(os.Environ(), "PATH="+dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
	cmd.Dir = dir
	seen, err := cmd.CombinedOutput()
	require.NoError(t, err, string(seen))
	require.Equal(t, "validate\n--tls-listen\nreal manual skipping 60x\nany/drip\nskipping\nEVS.2024\n\n", string(seen))
}

// TestCompletionScripts wants a script for each shell that is told of, which asks for words as they are told.
func TestCompletionScripts(t *testing.T) {
	t.Parallel()
	for _, s := range shells {
		require.Contains(t, fine(t, "completion", s.name), "complete -- ")
	}
	r := jobsim(t, "completion", "fihs")
	require.Equal(t, ran{exitUsage, "", "jobsim: jobsim completion has no command \"fihs\": did you mean fish?\n"}, r)
}
