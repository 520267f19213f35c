package scenario_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
)

// Every file of remarks is valid, and has the remarks of its golden.
func TestRemarks(t *testing.T) {
	t.Parallel()
	samples.Files(t, filepath.Join("testdata", "remarks"), func(t *testing.T, path string, src []byte) {
		s, err := scenario.Read(filepath.Base(path), src, samples.Words())
		require.NoError(t, err)
		located(t, src, s.Remarks)
		samples.Golden(t, strings.TrimSuffix(path, ".yaml")+".golden", s.Remarks.Error()+"\n", *update)
	})
}

// Good files have nothing to remark on but what their authors could not say before.
func TestGoodFilesHaveNoRemarks(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"design", "rules-new", "timelines", "trees", "until"} {
		require.Empty(t, good(t, name).Remarks, name)
	}
}
