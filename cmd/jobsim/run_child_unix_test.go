//go:build unix

package main

import (
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRunLeavesNothing wants what a command has left running to end with it, also what ignores SIGTERM.
func TestRunLeavesNothing(t *testing.T) {
	t.Parallel()
	requireTools(t, "sh", "sleep")
	file := t.TempDir() + "/pid"
	for _, script := range []string{
		"sleep 100 & echo $!",
		`sh -c 'trap "" TERM; echo $$ >` + file + `; while :; do sleep 1; done' & until test -s ` + file + `; do sleep 0.01; done; cat ` + file,
	} {
		out, err := jobsimProcess(t.Context(), t, "run", "demo", "--", "sh", "-c", script).Output()
		require.NoError(t, err)
		pid, err := strconv.Atoi(strings.TrimSpace(string(out)))
		require.NoError(t, err)
		require.ErrorIs(t, syscall.Kill(pid, 0), syscall.ESRCH, script)
	}
}
