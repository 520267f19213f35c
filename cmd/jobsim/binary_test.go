package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// asJobsim is the variable with which the test binary is the command itself.
const asJobsim = "TEST_BINARY_IS_JOBSIM"

// asClient is the variable with which the test binary is one of the clientPrograms.
const asClient = "TEST_BINARY_IS_CLIENT"

// TestMain runs the tests, or the command line in place of them in a process that jobsimProcess started, or a client.
func TestMain(m *testing.M) {
	if client := clientPrograms[os.Getenv(asClient)]; client != nil {
		if err := client(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if os.Getenv(asJobsim) != "" {
		_ = os.Unsetenv(asJobsim) // a command that jobsim starts may be a test of its own
		main()
	}
	os.Exit(m.Run())
}

// jobsimProcess returns jobsim as a process of its own that is not started yet: the test binary, so that nothing is built. Its
// environment is that of the tests.
func jobsimProcess(ctx context.Context, t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	binary, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = append(os.Environ(), asJobsim+"=1")
	return cmd
}
