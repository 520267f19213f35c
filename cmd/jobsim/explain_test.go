package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPictureOfTheDemo holds the picture in the README to the scenario that it shows.
func TestPictureOfTheDemo(t *testing.T) {
	t.Parallel()
	const file = "../../scenarios/demo.svg"
	got := fine(t, "explain", "--svg", "-", "demo")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)

	copied := filepath.Join(t.TempDir(), "demo.svg")
	require.Empty(t, fine(t, "explain", "--svg", copied, "demo"))
	text, err := os.ReadFile(copied)
	require.NoError(t, err)
	require.Equal(t, got, string(text))
}

func TestPictureIsOfOneScenario(t *testing.T) {
	t.Parallel()
	r := jobsim(t, "explain", "--svg", "-", "demo", "documents")
	require.Equal(t, result{exitUsage, "", "jobsim: --svg draws one scenario, and 2 are named\n"}, r)
	r = jobsim(t, "explain", "--svg", filepath.Join(t.TempDir(), "no", "demo.svg"), "demo")
	require.Equal(t, exitUsage, r.code)
	require.Contains(t, r.err, "jobsim: --svg: ")
}
