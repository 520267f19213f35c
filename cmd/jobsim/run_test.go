package main

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRunCommand wants a command to have the emulator's addresses and the standard streams, and its exit code to be that of jobsim.
func TestRunCommand(t *testing.T) {
	t.Parallel()
	requireTools(t, "sh")
	var out, errs bytes.Buffer
	script := `cat; echo err >&2; test "$OS_AUTH_URL" = "$JOBSIM_URL/iam/v3" && test -s "$JOBSIM_CACERT" && test "$JOBSIM_ADMIN_URL" = "$JOBSIM_URL/__admin"`
	require.Equal(t, exitOK, run(t.Context(), []string{"run", "demo", "--", "sh", "-c", script}, strings.NewReader("in\n"), &out, &errs))
	require.Equal(t, "in\n", out.String())
	require.True(t, strings.HasPrefix(errs.String(), "err\n"), errs.String())
	for script, want := range map[string]int{"exit 7": 7, "kill -9 $$": 137, "exit 0": exitOK} {
		require.Equal(t, want, jobsim(t, "run", "demo", "--", "sh", "-c", script).code, script)
	}
}

// TestRunMistakes wants the reason and the way out of what cannot be run, with the exit code that shells have for it.
func TestRunMistakes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "plain")
	require.NoError(t, os.WriteFile(file, []byte("exit 0\n"), 0o600))
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"run", "demo"}, exitUsage, "jobsim run: want -- in front of the command, as in: jobsim run demo -- pytest"},
		{[]string{"run", "demo", "--"}, exitUsage, "jobsim run: want a command behind --, as in: jobsim run demo -- pytest"},
		{[]string{"run", "demo", "--", ""}, exitUsage, "want a command behind --"},
		{[]string{"run", "demo", "--", "no-such-command"}, exitNotFound, "no-such-command: command not found: check its name and the variable PATH"},
		{[]string{"run", "demo", "--", dir + "/none"}, exitNotFound, "none: command not found"},
		{[]string{"run", "demo", "--", "run_test.go"}, exitNotFound, "run_test.go: command not found: for the file in the present directory write ./run_test.go"},
		{[]string{"run", "demo", "--", dir}, exitNotExecutable, dir + " is a directory: name a command behind --"},
		{[]string{"run", "demo", "--", file}, exitNotExecutable, "make it executable with chmod +x, or name its interpreter, such as sh " + file},
		{[]string{"run", "no-such-scenario", "--", "true"}, exitScenario, "no-such-scenario"},
		{[]string{"run", "--clock", "fast", "demo", "--", "true"}, exitUsage, "--clock: "},
	} {
		r := jobsim(t, test.args...)
		require.Equal(t, test.code, r.code, "%v: %s", test.args, r.err)
		require.Contains(t, r.err, test.want)
		require.Empty(t, r.out)
	}
}

// TestRunSignals wants the signals that jobsim gets to reach the command, the third SIGTERM to kill it, and the exit code to be the
// command's.
func TestRunSignals(t *testing.T) {
	t.Parallel()
	requireTools(t, "sh", "sleep")
	for _, test := range []struct {
		script string
		signal syscall.Signal
		times  int
		code   int
	}{
		{`trap 'echo heard; exit 3' TERM; echo ready; while :; do sleep 0.02; done`, syscall.SIGTERM, 1, 3},
		{`trap 'echo heard; exit 4' INT; echo ready; while :; do sleep 0.02; done`, syscall.SIGINT, 1, 4},
		{`trap 'echo heard; exit 5' HUP; echo ready; while :; do sleep 0.02; done`, syscall.SIGHUP, 1, 5},
		{`trap 'echo heard' TERM; echo ready; while :; do sleep 0.02; done`, syscall.SIGTERM, 3, 128 + 9},
	} {
		cmd := jobsimProcess(t.Context(), t, "run", "demo", "--", "sh", "-c", test.script)
		stdout, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		lines := bufio.NewScanner(stdout)
		for n := 0; lines.Scan(); n++ { // each line says that the command can take the next signal
			if n < test.times {
				require.NoError(t, cmd.Process.Signal(test.signal))
			}
		}
		_ = cmd.Wait() // it fails as the command did
		require.Equal(t, test.code, cmd.ProcessState.ExitCode(), test.script)
	}
}

// TestRunTrust wants --trust-ca to make a client trust the emulator by HTTPS that would not otherwise.
func TestRunTrust(t *testing.T) {
	t.Parallel()
	client := append([]string{"demo", "--"}, clientCommand(t, "https")...)
	r := jobsim(t, append([]string{"run", "--trust-ca"}, client...)...)
	require.Equal(t, exitOK, r.code, r.err)
	require.Equal(t, "ok\n", r.out)
	r = jobsim(t, append([]string{"run"}, client...)...)
	require.Equal(t, 1, r.code)
	require.Contains(t, r.err, "certificate signed by unknown authority")
}

// TestCommandEnv wants a command to get nothing from outside that leads it elsewhere.
func TestCommandEnv(t *testing.T) {
	t.Parallel()
	at := endpoints{URL: "http://127.0.0.1:1", APIs: map[string]apiURLs{"iam": {URL: "http://127.0.0.1:1/iam"}}}
	env := commandEnv([]string{"HOME=/root", "OS_CLOUD=prod", "OS_USERNAME=me", "HUAWEICLOUD_SDK_AK=key", "JOBSIM_SESSION=t1", "https_proxy=http://p", "NO_PROXY=here"}, at,
		assignment{"SSL_CERT_FILE", "/ca.pem"})
	require.Contains(t, env, "HOME=/root")
	require.Contains(t, env, "JOBSIM_URL=http://127.0.0.1:1")
	require.Contains(t, env, "SSL_CERT_FILE=/ca.pem")
	require.Contains(t, env, "OS_AUTH_URL=http://127.0.0.1:1/iam/v3")
	require.Contains(t, env, "NO_PROXY=here,127.0.0.1,localhost")
	require.Contains(t, env, "no_proxy=127.0.0.1,localhost")
	for _, gone := range []string{"OS_CLOUD=prod", "OS_USERNAME=me", "HUAWEICLOUD_SDK_AK=key", "JOBSIM_SESSION=t1"} {
		require.NotContains(t, env, gone)
	}
	require.NotContains(t, strings.Join(commandEnv([]string{"HOME=/root"}, at), "\n"), "no_proxy")
}
