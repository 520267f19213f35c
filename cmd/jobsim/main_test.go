package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// result is the outcome of a command line.
type result struct {
	code     int
	out, err string
}

// jobsim runs a command line without standard input.
func jobsim(t *testing.T, args ...string) result {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), args, strings.NewReader(""), &out, &err)
	return result{code, out.String(), err.String()}
}

// fine runs a command line that must succeed, and returns its output.
func fine(t *testing.T, args ...string) string {
	t.Helper()
	r := jobsim(t, args...)
	require.Equal(t, exitOK, r.code, "%v: %s", args, r.err)
	require.Empty(t, r.err)
	return r.out
}

// commands returns a command and all below it, without those that cobra makes.
func commands(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		if sub.Name() != "completion" && sub.Name() != "help" {
			all = append(all, commands(sub)...)
		}
	}
	return all
}

// TestHelp wants the help of every command to have its text, its flags and an example.
func TestHelp(t *testing.T) {
	t.Parallel()
	for _, cmd := range commands(newRootCmd(nil, nil, nil)) {
		out := fine(t, append(strings.Fields(cmd.CommandPath())[1:], "--help")...)
		require.Contains(t, out, cmp.Or(cmd.Long, cmd.Short))
		require.Contains(t, out, "\nUsage:\n  "+cmd.CommandPath())
		require.Contains(t, out, "\nExamples:\n  ", cmd.CommandPath())
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { require.Contains(t, out, "--"+f.Name) })
		for _, sub := range cmd.Commands() {
			if !sub.IsAvailableCommand() {
				continue
			}
			require.Contains(t, out, "\n  "+sub.Name()+" ", "%s", sub.CommandPath())
		}
		require.Equal(t, out, fine(t, append([]string{"help"}, strings.Fields(cmd.CommandPath())[1:]...)...))
	}
	require.Contains(t, fine(t), "\nServe and control:\n  config ")
	require.Regexp(t, `(?s)\nAddresses:\n +--listen ADDRESS.*\nScenarios:\n.*\nLimits:\n.*--max-body BYTES`, fine(t, "serve", "--help"))
}

// TestHelpExamples wants the examples of the help to use only commands and flags that exist.
func TestHelpExamples(t *testing.T) {
	t.Parallel()
	for _, cmd := range commands(newRootCmd(nil, nil, nil)) {
		for _, call := range regexp.MustCompile(`jobsim ([^\n|&>)]*)`).FindAllStringSubmatch(cmd.Example, -1) {
			words := strings.Fields(call[1])
			found, _, err := newRootCmd(nil, nil, nil).Find(words)
			require.NoError(t, err, call[0])
			require.NotEqual(t, "jobsim", found.CommandPath(), call[0])
			help := fine(t, append(strings.Fields(found.CommandPath())[1:], "--help")...)
			for _, word := range words {
				if flag, _, _ := strings.Cut(word, "="); strings.HasPrefix(word, "-") && word != "-" {
					require.Contains(t, help, flag, call[0])
				}
			}
		}
	}
}

// TestUsageErrors wants exit code 2 and a message that helps.
func TestUsageErrors(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		`there is no error "EVS.20244": did you mean EVS.2024?`:                {"errors", "EVS.20244"},
		`there is no error "qqqqqqqqqqqq": jobsim errors lists them`:           {"errors", "qqqqqqqqqqqq"},
		`--api: there is no API "evss": did you mean evs?`:                     {"errors", "--api", "evss"},
		`--status: no error has the HTTP status 299: want one of `:             {"errors", "--status", "299"},
		`there is no point "evs.error-feilds": did you mean evs.error-fields?`: {"fidelity", "evs.error-feilds"},
		`evs has no error "EVS.20244": did you mean EVS.2024?`:                 {"serve", "--always", "evs:EVS.20244"},
		`there is no API "evss": did you mean evs?`:                            {"serve", "--always", "evss:EVS.2024"},
		`want API:CODE or API.CALL:CODE, such as evs:EVS.2024`:                 {"serve", "--always", "EVS.2024"},
		`--format: "xml": want text, json or github`:                           {"validate", "--format", "xml", "demo"},
		`--output: "xml": want table, json or yaml`:                            {"errors", "-o", "xml"},
		`validate: name at least one scenario: a file, a directory, `:          {"validate"},
	}
	for want, args := range tests {
		r := jobsim(t, args...)
		require.Equal(t, exitUsage, r.code, "%v", args)
		require.Contains(t, r.err, want)
		require.Empty(t, r.out)
	}
}

// TestUnknownCommand wants a question about the command or flag that was meant.
func TestUnknownCommand(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"serv":                          `jobsim has no command "serv": did you mean serve?`,
		"xyzzy":                         `jobsim has no command "xyzzy": jobsim --help lists them`,
		"help serv":                     `jobsim has no command "serv": did you mean serve?`,
		"ctl jobs show evs/j1":          `jobsim ctl jobs has no command "show": did you mean get?`,
		"completion fihs":               `jobsim completion has no command "fihs": did you mean fish?`,
		"--listen :0":                   `there is no flag --listen: did you mean jobsim serve --listen? (see: jobsim --help)`,
		"version x":                     `jobsim version: want no arguments (see: jobsim version --help)`,
		"healthcheck jobsim:8080":       `healthcheck: "jobsim:8080": want a URL such as http://jobsim:8080`,
		"serve --port 8080 --listen :1": `--listen and --port contradict each other`,
		"serve -p 80800":                `--port: "80800": want a whole number up to 65535 (see: jobsim serve --help)`,
	} {
		require.Equal(t, result{exitUsage, "", "jobsim: " + want + "\n"}, jobsim(t, strings.Fields(args)...))
	}
}

// TestScenarioAlone wants a scenario as the first argument to be served, as in "docker run jobsim demo".
func TestScenarioAlone(t *testing.T) {
	t.Parallel()
	here := filepath.Join(t.TempDir(), "mine.yaml")
	require.NoError(t, os.WriteFile(here, []byte("seed: 1\n"), 0o600))
	root := newRootCmd(nil, nil, nil)
	for _, name := range []string{"demo", "throttled", here} {
		require.Equal(t, []string{"serve", name, "--quiet"}, withServe(root, []string{name, "--quiet"}))
	}
	for _, args := range [][]string{nil, {"serve", "demo"}, {"--help"}, {"xyzzy"}, {"help"}, {"__complete", ""}} {
		require.Equal(t, args, withServe(root, args))
	}
}

// TestOutput wants the same document in each format, with its members in their order.
func TestOutput(t *testing.T) {
	t.Parallel()
	var a, b any
	require.NoError(t, json.Unmarshal([]byte(fine(t, "errors", "-o", "json")), &a))
	text := fine(t, "errors", "-o", "yaml")
	require.True(t, strings.HasPrefix(text, "- api: "), text[:40])
	require.NoError(t, yaml.Unmarshal([]byte(text), &b))
	again, err := json.Marshal(b)
	require.NoError(t, err)
	first, err := json.Marshal(a)
	require.NoError(t, err)
	require.JSONEq(t, string(first), string(again))
}

// TestInterruptedReading wants a command that reads what never comes to end as soon as it is interrupted.
func TestInterruptedReading(t *testing.T) {
	t.Parallel()
	read, write := io.Pipe()
	defer write.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	require.Equal(t, exitRuntime, run(ctx, []string{"validate", "-"}, read, &out, &errs))
	require.Equal(t, "jobsim: interrupted while reading\n", errs.String())
	require.Equal(t, exitOK, run(ctx, []string{"serve", "-"}, read, &out, &errs), "it ends as a server does")
}
