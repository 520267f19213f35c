package scenario_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

// Each folder under testdata/include is a scenario, main.yaml, with the files that it includes. It is explained, or refused
// with every fault of every file, as its golden has it.
func TestIncludes(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob(filepath.Join("testdata", "include", "*", "main.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			t.Parallel()
			src, err := os.ReadFile(path)
			require.NoError(t, err)
			included := scenario.Gather(os.DirFS(filepath.Dir(path)), "main.yaml", src)
			s, err := scenario.Read("main.yaml", src, samples.Words(), included...)
			if err != nil {
				samples.Golden(t, strings.TrimSuffix(path, ".yaml")+".golden", err.Error()+"\n", *update)
				return
			}
			var b, alone strings.Builder
			require.NoError(t, render.Text(&b, s, render.Options{}))
			samples.Golden(t, strings.TrimSuffix(path, ".yaml")+".golden", b.String(), *update)

			text, err := scenario.Inline("main.yaml", src, samples.Words(), included...)
			require.NoError(t, err)
			s, err = scenario.Read("main.yaml", text, samples.Words())
			require.NoError(t, err, "%s", text)
			require.NoError(t, render.Text(&alone, s, render.Options{}))
			require.Equal(t, b.String(), alone.String(), "with its timelines in its own text it says the same")
		})
	}
}

// Many files are read up to a bound, and a file that includes many others is refused by name.
func TestIncludesAreBounded(t *testing.T) {
	t.Parallel()
	folder := fstest.MapFS{}
	var all []string
	for i := range 150 {
		name := fmt.Sprintf("f%d.yaml", i)
		folder[name] = &fstest.MapFile{Data: fmt.Appendf(nil, "timelines: {t%d: [{status: SUCCESS}]}", i)}
		all = append(all, name)
	}
	folder["big.yaml"] = &fstest.MapFile{Data: make([]byte, scenario.MaxSize+10)}
	src := []byte("include: [" + strings.Join(all, ", ") + "]\njobs: [{api: evs, id: a, type: createVolume, timeline: t1}]")
	_, err := scenario.Read("main.yaml", src, samples.Words(), scenario.Gather(folder, "main.yaml", src)...)
	require.ErrorContains(t, err, `"f100.yaml" cannot be included: the scenario includes more than 100 files`)

	src = []byte("include: [big.yaml]\njobs: [{api: evs, id: a, type: createVolume, timeline: t1}]")
	_, err = scenario.Read("main.yaml", src, samples.Words(), scenario.Gather(folder, "main.yaml", src)...)
	require.EqualError(t, err, "big.yaml:1:1: the file is larger than 4 MiB\n      several files can be loaded together\n      included by main.yaml:1")
}

// Whatever an included file holds, the scenario is read or rejected with faults in one of the two.
func FuzzInclude(f *testing.F) {
	for _, pattern := range []string{"testdata/include/*/*/*.yaml", "testdata/good/timelines.yaml", "testdata/bad/timelines*.yaml"} {
		paths, err := filepath.Glob(pattern)
		require.NoError(f, err)
		for _, path := range paths {
			src, err := os.ReadFile(path)
			require.NoError(f, err)
			f.Add(src)
		}
	}
	main := []byte("include: [a/other.yaml]\njobs: [{api: evs, id: a, type: createVolume, timeline: slow-disk}]\n")
	f.Fuzz(func(t *testing.T, src []byte) {
		folder := fstest.MapFS{"a/other.yaml": &fstest.MapFile{Data: src}}
		s, err := scenario.Read("main.yaml", main, samples.Words(), scenario.Gather(folder, "main.yaml", main)...)
		if err == nil {
			require.NoError(t, render.Text(io.Discard, s, render.Options{}))
			return
		}
		var faults scenario.Diagnostics
		require.ErrorAs(t, err, &faults)
		for _, fault := range faults {
			require.Contains(t, []string{"main.yaml", "a/other.yaml"}, fault.File)
			require.Equal(t, fault.File == "main.yaml", fault.IncludedBy == "")
		}
	})
}
