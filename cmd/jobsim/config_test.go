package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// configured runs "jobsim config -o json" and returns "value, from" by name.
func configured(t *testing.T, args ...string) map[string]string {
	t.Helper()
	var all []configValue
	require.NoError(t, json.Unmarshal([]byte(fine(t, append([]string{"config", "-o", "json"}, args...)...)), &all))
	byName := map[string]string{}
	for _, f := range all {
		byName[f.Name] = f.Value + ", " + f.From
	}
	return byName
}

// TestConfigSources wants a flag to win over its variable, a variable over the default, and the scenario where no flag is set.
func TestConfigSources(t *testing.T) {
	clearEnv(t)
	got := configured(t)
	for name, want := range map[string]string{
		"scenarios": "documents,demo, default", "listen": "127.0.0.1:8080, default", "tls-listen": "127.0.0.1:8443, default",
		"clock": "real, default", "seed": "7, scenario demo", "profile": "documented, default", "auth": "any, default",
		"log-level": "info, default", "log-format": "json, default", "quiet": "false, default", "set": ", default",
	} {
		require.Equal(t, want, got[name], name)
	}

	t.Setenv("PORT", "9090")
	require.Equal(t, "127.0.0.1:9090, env PORT", configured(t)["listen"])
	t.Setenv("JOBSIM_HOST", "0.0.0.0")
	got = configured(t)
	require.Equal(t, "0.0.0.0:9090, env JOBSIM_HOST, PORT", got["listen"])
	require.Equal(t, "0.0.0.0:8443, env JOBSIM_HOST", got["tls-listen"])
	t.Setenv("JOBSIM_LISTEN", "[::1]:7070")
	require.Equal(t, "[::1]:7070, env JOBSIM_LISTEN", configured(t)["listen"])
	require.Equal(t, "127.0.0.1:0, flag", configured(t, "--listen", "127.0.0.1:0")["listen"])

	t.Setenv("LOG_LEVEL", "warn")
	require.Equal(t, "warn, env LOG_LEVEL", configured(t)["log-level"])
	t.Setenv("JOBSIM_LOG_LEVEL", "debug")
	require.Equal(t, "debug, env JOBSIM_LOG_LEVEL", configured(t)["log-level"])

	t.Setenv("JOBSIM_SEED", "5")
	t.Setenv("JOBSIM_SCENARIOS", "demo")
	t.Setenv("JOBSIM_QUIET", "1")
	t.Setenv("JOBSIM_SET", "auth=strict")
	got = configured(t, "--tls-host", "a", "--tls-host", "b")
	for name, want := range map[string]string{
		"seed": "5, env JOBSIM_SEED", "scenarios": "demo, env JOBSIM_SCENARIOS", "quiet": "true, env JOBSIM_QUIET",
		"set": "auth=strict, env JOBSIM_SET", "tls-host": "a,b, flag", "auth": "strict, default",
	} {
		require.Equal(t, want, got[name], name)
	}
	require.Equal(t, "documents, arguments", configured(t, "documents")["scenarios"])

	t.Setenv("JOBSIM_SEED", "x")
	r := jobsim(t, "serve")
	require.Equal(t, exitUsage, r.code)
	require.Contains(t, r.err, `JOBSIM_SEED: "x": want a whole number that is not negative`)
	require.Equal(t, 1, strings.Count(r.err, "\n"))
	t.Setenv("JOBSIM_SEED", "5")
	t.Setenv("JOBSIM_QUIET", "maybe")
	require.Equal(t, result{exitUsage, "", "jobsim: JOBSIM_QUIET: \"maybe\": want true or false\n"}, jobsim(t, "serve"))
}

func TestConfigAsTable(t *testing.T) {
	t.Parallel()
	out := fine(t, "config", "--clock", "manual", "documents")
	require.Regexp(t, `(?m)^NAME +VALUE +FROM$`, out)
	require.Regexp(t, `(?m)^clock +manual +flag$`, out)
	require.Regexp(t, `(?m)^scenarios +documents +arguments$`, out)
}

// TestEveryFlagHasItsVariable wants every flag of serve to have its variable, a group in the help and a row in config.
func TestEveryFlagHasItsVariable(t *testing.T) {
	t.Parallel()
	known := configured(t)
	flags := newServeCmd().Flags()
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			return
		}
		require.Equal(t, "JOBSIM_"+strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_")), f.Annotations[envAnnotation][0])
		require.NotEmpty(t, f.Annotations[groupAnnotation], f.Name)
		if f.Name != "port" { // it is a part of listen
			require.Contains(t, known, f.Name)
		}
	})
}

// TestAddress wants --listen over --port, a flag over a variable, and a host for a port alone.
func TestAddress(t *testing.T) {
	clearEnv(t)
	for _, test := range []struct {
		env  map[string]string
		args []string
		want string
	}{
		{nil, nil, "127.0.0.1:8080, default"},
		{nil, []string{"-p", "9090"}, "127.0.0.1:9090, flag --port"},
		{nil, []string{"--listen", "9090"}, "127.0.0.1:9090, flag"},
		{nil, []string{"--listen", ":0"}, ":0, flag"},
		{map[string]string{"JOBSIM_PORT": "7070"}, nil, "127.0.0.1:7070, env JOBSIM_PORT"},
		{map[string]string{"JOBSIM_PORT": "tcp://10.0.0.1:8080", "PORT": "9"}, nil, "127.0.0.1:9, env PORT"},
		{map[string]string{"JOBSIM_HOST": "0.0.0.0", "JOBSIM_LISTEN": "7070"}, nil, "0.0.0.0:7070, env JOBSIM_LISTEN"},
		{map[string]string{"JOBSIM_LISTEN": "[::1]:1", "PORT": "2"}, []string{"--port", "3"}, "127.0.0.1:3, flag --port"},
		{map[string]string{"JOBSIM_LISTEN": "[::1]:1", "PORT": "2"}, nil, "[::1]:1, env JOBSIM_LISTEN"},
	} {
		t.Run(test.want, func(t *testing.T) {
			for name, value := range test.env {
				t.Setenv(name, value)
			}
			require.Equal(t, test.want, configured(t, test.args...)["listen"])
			url, err := localURL()
			require.NoError(t, err)
			if len(test.args) == 0 {
				address, _, _ := strings.Cut(test.want, ", ")
				require.Equal(t, "http://"+reachable(address), url, "ctl controls what the same variables serve")
			}
		})
	}
	require.Equal(t, "127.0.0.1:8443, default", configured(t)["tls-listen"])
	require.Equal(t, "127.0.0.1:9443, flag", configured(t, "--tls-listen", "9443")["tls-listen"])
}

// clearEnv empties the variables that jobsim reads.
func clearEnv(t *testing.T) {
	t.Helper()
	for _, line := range append(os.Environ(), "PORT=", "LOG_LEVEL=") {
		if name, _, _ := strings.Cut(line, "="); strings.HasPrefix(name, envPrefix) || name == "PORT" || name == "LOG_LEVEL" {
			t.Setenv(name, "")
		}
	}
}

// TestUnknownVariables wants a variable that sets no flag to be reported, and those that are meant for others not.
func TestUnknownVariables(t *testing.T) {
	require.Equal(t, []unknownVariable{
		{"JOBSIM_SEDE", "did you mean JOBSIM_SEED?"},
		{"JOBSIM_QQQQQQQQ", "see jobsim config"},
	}, unknownVariables(newServeCmd().Flags(), []string{
		"PATH=/", "JOBSIM_SEED=1", "JOBSIM_SEDE=1", "JOBSIM_HOST=h", "JOBSIM_SERVICE_HOST=10.0.0.1", "JOBSIM_PORT=tcp://10.0.0.1:8080",
		"JOBSIM_PORT_8080_TCP=tcp://10.0.0.1:8080", "JOBSIM_URL=http://h", "JOBSIM_HTTPS_URL=https://h", "JOBSIM_CACERT=/ca.pem",
		"JOBSIM_PORT=9090", "JOBSIM_QQQQQQQQ=",
	}))
	t.Setenv("JOBSIM_CLOK", "manual")
	require.Contains(t, jobsim(t, "config").err, "jobsim: no flag has the variable JOBSIM_CLOK: did you mean JOBSIM_CLOCK?\n")
}

// TestMountPoint wants the mounted scenarios to be served, and the default ones without any.
func TestMountPoint(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var set scenarioSet
	set.useDefault(filepath.Join(dir, "none"))
	require.Equal(t, scenarioSet{names: emulator.DefaultScenarios(), from: "default"}, set)
	set = scenarioSet{}
	set.useDefault(dir)
	require.Equal(t, scenarioSet{names: emulator.DefaultScenarios(), from: "default", emptyMount: true}, set)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.yaml"), nil, 0o600))
	set = scenarioSet{}
	set.useDefault(dir)
	require.Equal(t, scenarioSet{names: []string{dir}, from: "mounted"}, set)
}
