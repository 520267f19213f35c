package scenario_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

// Whatever a file holds, it is either a scenario whose jobs can be born, polled and explained, or a list of faults that
// are within it.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*.yaml", "../../scenarios/*.yaml"} {
		paths, err := filepath.Glob(pattern)
		require.NoError(f, err)
		for _, path := range paths {
			src, err := os.ReadFile(path)
			require.NoError(f, err)
			f.Add(src)
		}
	}
	f.Add([]byte("- \"\\Q\""))
	f.Add([]byte("a: &a [*a, *a]\r\nb: |\n\u2028  x"))
	f.Fuzz(func(t *testing.T, src []byte) {
		s, err := scenario.Read("fuzz.yaml", src, samples.Words())
		if err != nil {
			var faults scenario.Diagnostics
			require.ErrorAs(t, err, &faults)
			require.Nil(t, s)
			located(t, src, faults)
			require.NotEmpty(t, err.Error())
			return
		}
		require.NoError(t, render.Text(io.Discard, s, render.Options{Width: 60}))
		for _, spec := range s.Jobs {
			live(t, spec)
		}
	})
}

// live bears a job and looks at it a few times.
func live(t *testing.T, spec job.Spec) {
	t.Helper()
	born := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	j := spec.Start(1, born)
	for _, after := range []time.Duration{0, time.Second, time.Hour, 200 * 365 * 24 * time.Hour} {
		at := j.Born.Add(after)
		require.Equal(t, job.Ref{API: spec.API, ID: spec.ID}, j.At(at).Ref)
		j.Record(job.Event{At: at, Kind: job.Polled})
	}
}
