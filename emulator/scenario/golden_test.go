package scenario_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with the file beside an input, or writes that file.
func golden(t *testing.T, input, got string) {
	t.Helper()
	name := strings.TrimSuffix(input, ".yaml") + ".golden"
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(got), 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// files runs a test for each YAML file of a folder under testdata.
func files(t *testing.T, folder string, test func(t *testing.T, path string, src []byte)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.yaml"))
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

// Every broken file is refused with all its faults, each of them located, in the words of its golden.
func TestBrokenFiles(t *testing.T) {
	t.Parallel()
	files(t, "bad", func(t *testing.T, path string, src []byte) {
		s, err := scenario.Read(filepath.Base(path), src, words())
		require.Nil(t, s)
		var faults scenario.Diagnostics
		require.ErrorAs(t, err, &faults)
		located(t, src, faults)
		golden(t, path, err.Error()+"\n")
	})
}

// Every good file is read, and explained as its golden has it.
func TestGoodFiles(t *testing.T) {
	t.Parallel()
	files(t, "good", func(t *testing.T, path string, src []byte) {
		s, err := scenario.Read(path, src, words())
		require.NoError(t, err)
		require.Equal(t, strings.TrimSuffix(filepath.Base(path), ".yaml"), s.Name)
		var b strings.Builder
		require.NoError(t, s.Explain(&b, scenario.Paper{}))
		golden(t, path, b.String())
	})
}

// located checks that faults stand within the file and in order.
func located(t testing.TB, src []byte, faults scenario.Diagnostics) {
	t.Helper()
	require.NotEmpty(t, faults)
	breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")
	lines := strings.Split(breaks.Replace(strings.TrimPrefix(string(src), "\ufeff")), "\n")
	for i, f := range faults {
		require.NotEmpty(t, f.Message)
		require.GreaterOrEqual(t, f.Line, 1)
		require.LessOrEqual(t, f.Line, len(lines))
		require.Equal(t, lines[f.Line-1], f.Source)
		require.GreaterOrEqual(t, f.Col, 1)
		require.LessOrEqual(t, f.Col, len([]rune(f.Source))+1)
		if i > 0 {
			before := faults[i-1]
			require.True(t, before.Line < f.Line || (before.Line == f.Line && before.Col <= f.Col), "in order")
		}
	}
}
