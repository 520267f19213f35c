package render_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Every good file is read, and explained as its golden has it.
func TestText(t *testing.T) {
	t.Parallel()
	samples.Files(t, filepath.Join("..", "testdata", "good"), func(t *testing.T, path string, src []byte) {
		s, err := scenario.Read(path, src, samples.Words())
		require.NoError(t, err)
		require.Equal(t, strings.TrimSuffix(filepath.Base(path), ".yaml"), s.Name)
		var b strings.Builder
		require.NoError(t, render.Text(&b, s, render.Options{}))
		samples.Golden(t, strings.TrimSuffix(path, ".yaml")+".golden", b.String(), *update)
	})
}
