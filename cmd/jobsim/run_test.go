package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// ran is what a command line came to.
type ran struct {
	code     int
	out, err string
}

// jobsim runs a command line.
func jobsim(t *testing.T, args ...string) ran {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), append([]string{"jobsim"}, args...), &out, &err)
	return ran{code, out.String(), err.String()}
}

// fine runs a command line that is to succeed, and answers its output.
func fine(t *testing.T, args ...string) string {
	t.Helper()
	r := jobsim(t, args...)
	require.Equal(t, exitOK, r.code, "%v: %s", args, r.err)
	require.Empty(t, r.err)
	return r.out
}

// TestEveryCommandExplainsItself asks each command for its help.
func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	for _, c := range command().VisibleCommands() {
		out := fine(t, c.Name, "--help")
		require.Contains(t, out, c.Usage)
		require.Regexp(t, `Exit codes: 0 `, out, c.Name)
		require.Contains(t, out, "See also: ", c.Name)
	}
	require.Len(t, endings, len(command().VisibleCommands()))
}

// TestExamplesOfTheHelp wants examples of each command, and in them only commands and flags that there are.
func TestExamplesOfTheHelp(t *testing.T) {
	t.Parallel()
	for _, c := range command().VisibleCommands() {
		_, examples, ok := strings.Cut(fine(t, c.Name, "--help"), "Examples:")
		require.True(t, ok, c.Name)
		examples, _, _ = strings.Cut(examples, "Exit codes:")
		for _, call := range regexp.MustCompile(`jobsim ((?:[a-z]+ )*[a-z]+)([^\n|)&]*)`).FindAllStringSubmatch(examples, -1) {
			words := strings.Fields(call[1])
			help := jobsim(t, append(words[:min(len(words), 3)], "--help")...)
			if help.code != exitOK { // the last word is an argument
				help = jobsim(t, words[0], "--help")
			}
			require.Equal(t, exitOK, help.code, call[0])
			for _, flag := range regexp.MustCompile(`--[a-z-]+`).FindAllString(call[2], -1) {
				require.Contains(t, help.out, flag, call[0])
			}
		}
	}
}

// TestWrongUseIsTold wants exit code 2 and a message that helps.
func TestWrongUseIsTold(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		`there is no error "EVS.20244": did you mean EVS.2024?`:       {"errors", "EVS.20244"},
		`there is no error "qqqqqqqqqqqq": jobsim errors lists what`:  {"errors", "qqqqqqqqqqqq"},
		`--api: there is no API "evss": did you mean evs?`:            {"errors", "--api", "evss"},
		`evs has no error "EVS.20244": did you mean EVS.2024?`:        {"serve", "--always", "evs:EVS.20244"},
		`there is no API "evss": did you mean evs?`:                   {"serve", "--always", "evss:EVS.2024"},
		`want API:CODE or API.CALL:CODE, such as evs:EVS.2024`:        {"serve", "--always", "EVS.2024"},
		`--format "xml": want text, json or github`:                   {"validate", "--format", "xml", "demo"},
		`validate: name at least one scenario: a file, a directory, `: {"validate"},
	}
	for want, args := range tests {
		r := jobsim(t, args...)
		require.Equal(t, exitUsage, r.code, "%v", args)
		require.Contains(t, r.err, want)
		require.Empty(t, r.out)
	}
}
