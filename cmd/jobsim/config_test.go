package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
)

// facts runs "jobsim config --json" and answers "value, from" by name.
func facts(t *testing.T, args ...string) map[string]string {
	t.Helper()
	var all []fact
	require.NoError(t, json.Unmarshal([]byte(fine(t, append([]string{"config", "--json"}, args...)...)), &all))
	byName := map[string]string{}
	for _, f := range all {
		byName[f.Name] = f.Value + ", " + f.From
	}
	return byName
}

// A flag wins over its variable, a variable over the default, and what a scenario says over what is left open.
func TestConfigTellsWhereValuesAreFrom(t *testing.T) {
	for _, line := range os.Environ() {
		if name, _, _ := strings.Cut(line, "="); strings.HasPrefix(name, prefix) {
			t.Setenv(name, "")
		}
	}
	t.Setenv("PORT", "")
	t.Setenv("LOG_LEVEL", "")
	got := facts(t)
	for name, want := range map[string]string{
		"scenarios": "documents,demo, default", "listen": "127.0.0.1:8080, default", "tls-listen": "127.0.0.1:8443, default",
		"clock": "real, default", "seed": "7, scenario demo", "profile": "documented, default", "auth": "any, default",
		"log-level": "info, default", "log-format": "json, default", "quiet": "false, default", "set": ", default",
	} {
		require.Equal(t, want, got[name], name)
	}

	t.Setenv("PORT", "9090")
	require.Equal(t, "127.0.0.1:9090, env PORT", facts(t)["listen"])
	t.Setenv("JOBSIM_HOST", "0.0.0.0")
	got = facts(t)
	require.Equal(t, "0.0.0.0:9090, env JOBSIM_HOST, PORT", got["listen"])
	require.Equal(t, "0.0.0.0:8443, env JOBSIM_HOST", got["tls-listen"])
	t.Setenv("JOBSIM_LISTEN", "[::1]:7070")
	require.Equal(t, "[::1]:7070, env JOBSIM_LISTEN", facts(t)["listen"])
	require.Equal(t, "127.0.0.1:0, flag", facts(t, "--listen", "127.0.0.1:0")["listen"])

	t.Setenv("LOG_LEVEL", "warn")
	require.Equal(t, "warn, env LOG_LEVEL", facts(t)["log-level"])
	t.Setenv("JOBSIM_LOG_LEVEL", "debug")
	require.Equal(t, "debug, env JOBSIM_LOG_LEVEL", facts(t)["log-level"])

	t.Setenv("JOBSIM_SEED", "5")
	t.Setenv("JOBSIM_SCENARIOS", "demo")
	t.Setenv("JOBSIM_QUIET", "1")
	t.Setenv("JOBSIM_SET", "auth=strict")
	got = facts(t, "--tls-host", "a", "--tls-host", "b")
	for name, want := range map[string]string{
		"seed": "5, env JOBSIM_SEED", "scenarios": "demo, env JOBSIM_SCENARIOS", "quiet": "true, env JOBSIM_QUIET",
		"set": "auth=strict, env JOBSIM_SET", "tls-host": "a,b, flag", "auth": "strict, default",
	} {
		require.Equal(t, want, got[name], name)
	}
	require.Equal(t, "documents, arguments", facts(t, "documents")["scenarios"])

	t.Setenv("JOBSIM_SEED", "x")
	r := jobsim(t, "serve")
	require.Equal(t, exitUsage, r.code)
	require.Contains(t, r.err, `JOBSIM_SEED: "x": want a whole number that is not negative`)
	require.Equal(t, 1, strings.Count(r.err, "\n"))
	t.Setenv("JOBSIM_SEED", "5")
	t.Setenv("JOBSIM_QUIET", "maybe")
	require.Equal(t, ran{exitUsage, "", "jobsim: JOBSIM_QUIET: \"maybe\": want true or false\n"}, jobsim(t, "serve"))
}

func TestConfigAsTable(t *testing.T) {
	t.Parallel()
	out := fine(t, "config", "--clock", "manual", "documents")
	require.Regexp(t, `(?m)^NAME +VALUE +FROM$`, out)
	require.Regexp(t, `(?m)^clock +manual +flag$`, out)
	require.Regexp(t, `(?m)^scenarios +documents +arguments$`, out)
}

// Every flag of serve has its variable, a heading and a place in config.
func TestEveryFlagHasItsVariable(t *testing.T) {
	t.Parallel()
	known := facts(t)
	for _, f := range serveFlags() {
		name := f.Names()[0]
		chain := sources(f).Chain
		require.NotEmpty(t, chain, "%s: sources does not know its type", name)
		require.Equal(t, "JOBSIM_"+strings.ToUpper(strings.ReplaceAll(name, "-", "_")), chain[0].String())
		require.NotEmpty(t, f.(cli.CategorizableFlag).GetCategory(), name)
		require.Contains(t, known, name)
	}
}

func TestMisspelt(t *testing.T) {
	require.Equal(t, []stray{
		{"JOBSIM_SEDE", "did you mean JOBSIM_SEED?"},
		{"JOBSIM_PORT", "did you mean PORT or JOBSIM_LISTEN?"},
		{"JOBSIM_QQQQQQQQ", "see jobsim config"},
	}, misspelt(serveFlags(), []string{
		"PATH=/", "JOBSIM_SEED=1", "JOBSIM_SEDE=1", "JOBSIM_HOST=h", "JOBSIM_SERVICE_HOST=10.0.0.1", "JOBSIM_PORT=tcp://10.0.0.1:8080",
		"JOBSIM_PORT_8080_TCP=tcp://10.0.0.1:8080", "JOBSIM_URL=http://h", "JOBSIM_HTTPS_URL=https://h", "JOBSIM_CACERT=/ca.pem",
		"JOBSIM_PORT=9090", "JOBSIM_QQQQQQQQ=",
	}))
	t.Setenv("JOBSIM_CLOK", "manual")
	require.Contains(t, jobsim(t, "config").err, "jobsim: no flag has the variable JOBSIM_CLOK: did you mean JOBSIM_CLOCK?\n")
}

// What is mounted is served; a mount without scenarios is none, and a name that is no directory neither.
func TestMountPoint(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var lib library
	lib.usual(filepath.Join(dir, "none"))
	require.Equal(t, library{names: emulator.DefaultScenarios(), from: "default"}, lib)
	lib = library{}
	lib.usual(dir)
	require.Equal(t, library{names: emulator.DefaultScenarios(), from: "default", empty: true}, lib)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.yaml"), nil, 0o600))
	lib = library{}
	lib.usual(dir)
	require.Equal(t, library{names: []string{dir}, from: "mounted"}, lib)
}
