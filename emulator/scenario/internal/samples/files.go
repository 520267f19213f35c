package samples

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// Files runs a test for each YAML file of a folder.
func Files(t *testing.T, folder string, test func(t *testing.T, path string, src []byte)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			src, err := os.ReadFile(path)
			require.NoError(t, err)
			test(t, path, src)
		})
	}
}

// Golden compares a text with the named file, or writes that file if update is set.
func Golden(t *testing.T, name, got string, update bool) {
	t.Helper()
	if update {
		require.NoError(t, os.WriteFile(name, []byte(got), 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// Read reads a file that has no fault.
func Read(t testing.TB, path string) *scenario.Scenario {
	t.Helper()
	src, err := os.ReadFile(path)
	require.NoError(t, err)
	s, err := scenario.Read(path, src, Words())
	require.NoError(t, err)
	return s
}
