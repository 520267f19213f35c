package scenario_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Every broken file is refused with all its faults, each of them located, in the words of its golden.
func TestBrokenFiles(t *testing.T) {
	t.Parallel()
	samples.Files(t, filepath.Join("testdata", "bad"), func(t *testing.T, path string, src []byte) {
		s, err := scenario.Read(filepath.Base(path), src, samples.Words())
		require.Nil(t, s)
		var faults scenario.Diagnostics
		require.ErrorAs(t, err, &faults)
		located(t, src, faults)
		samples.Golden(t, strings.TrimSuffix(path, ".yaml")+".golden", err.Error()+"\n", *update)
	})
}

// located checks that faults are within the file and in order.
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
