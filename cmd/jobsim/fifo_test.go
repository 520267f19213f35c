//go:build unix

package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFIFO wants a FIFO in a directory to be refused, and one that is named to be read until the command is interrupted.
func TestFIFO(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fifo := filepath.Join(dir, "a.yaml")
	require.NoError(t, syscall.Mkfifo(fifo, 0o600))
	r := jobsim(t, "validate", dir)
	require.Equal(t, result{exitScenario, "", "jobsim: " + fifo + " cannot be read: it is no file of text\n"}, r)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	require.Equal(t, exitRuntime, run(ctx, []string{"validate", fifo}, strings.NewReader(""), &out, &errs))
	require.Equal(t, "jobsim: interrupted while reading\n", errs.String())
}
