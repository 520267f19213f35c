package emulator_test

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

var update = flag.Bool("update", false, "write the timelines of the shipped scenarios anew")

// shipped reads every shipped scenario.
func shipped(t *testing.T) map[string]*scenario.Scenario {
	t.Helper()
	all := map[string]*scenario.Scenario{}
	sources, err := emulator.FindScenarios(nil, emulator.ShippedScenarios()...)
	require.NoError(t, err)
	for _, src := range sources {
		s, err := scenario.Read(src.Name, src.Text, emulator.Vocabularies())
		require.NoError(t, err)
		all[src.Name] = s
	}
	require.GreaterOrEqual(t, len(all), 60)
	return all
}

// beside is a file of the library.
func beside(name, ending string) string {
	return filepath.Join("..", "scenarios", filepath.FromSlash(name)+ending)
}

// TestLibrary holds every shipped scenario to its explanation, <name>.timeline, which is what people read before they run
// it, and to what makes the library easy to use: a line that says what a client sees, and few others.
func TestLibrary(t *testing.T) {
	t.Parallel()
	for name, s := range shipped(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.NotEmpty(t, s.Description)
			require.Empty(t, s.Remarks)
			require.NotContains(t, s.Description, "\n")
			require.LessOrEqual(t, len([]rune(s.Description)), 100, s.Description)
			require.True(t, strings.HasSuffix(s.Description, "."), s.Description)
			var explained bytes.Buffer
			require.NoError(t, render.Text(&explained, s, render.Options{}))
			golden := beside(name, ".timeline")
			if *update {
				require.NoError(t, os.WriteFile(golden, explained.Bytes(), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), explained.String())
		})
	}
}

// TestLibraryIsSmall wants each scenario of a folder to be short, to say where it is from, and to speak of no other one.
func TestLibraryIsSmall(t *testing.T) {
	t.Parallel()
	all, last := shipped(t), map[string]string{}
	for name := range all {
		require.NotContains(t, last, path.Base(name), "the last part of a name finds it")
		last[path.Base(name)] = name
		if !strings.Contains(name, "/") {
			continue // loaded by default, and explained at length
		}
		text, err := os.ReadFile(beside(name, ".yaml"))
		require.NoError(t, err)
		require.LessOrEqual(t, bytes.Count(text, []byte("\n")), 40, name)
		require.True(t, bytes.HasPrefix(text, []byte("# Source: ")) || bytes.HasPrefix(text, []byte("description: ")), name)
		for other := range all {
			if strings.Contains(other, "/") {
				require.NotContains(t, string(text), other, name)
			}
		}
	}
}

// TestLibraryIsWhole wants no timeline and no play of a scenario that is gone.
func TestLibraryIsWhole(t *testing.T) {
	t.Parallel()
	all := shipped(t)
	err := filepath.WalkDir(filepath.Join("..", "scenarios"), func(file string, d os.DirEntry, err error) error {
		require.NoError(t, err)
		rest, err := filepath.Rel(filepath.Join("..", "scenarios"), file)
		require.NoError(t, err)
		if name := filepath.ToSlash(rest); !d.IsDir() && path.Ext(name) != ".md" && path.Ext(name) != ".go" {
			require.Contains(t, all, strings.TrimSuffix(name, path.Ext(name)), file)
			require.Contains(t, []string{".yaml", ".timeline", ".play", ".svg", ".md"}, path.Ext(name), file)
		}
		return nil
	})
	require.NoError(t, err)
}

// TestStartersAreCalls wants every API to say which of its calls start jobs, since the reader refuses scripts for others.
func TestStartersAreCalls(t *testing.T) {
	t.Parallel()
	for _, v := range emulator.Vocabularies() {
		require.NotEmpty(t, v.Starters, v.API)
		require.Subset(t, v.Calls, v.Starters, v.API)
	}
}

func TestFindTakesTheLastPartOfAName(t *testing.T) {
	t.Parallel()
	for asked, want := range map[string]string{
		"demo": "demo", "evs/stuck": "evs/stuck", "stuck": "evs/stuck", "throttled": "gateway/throttled",
	} {
		found, err := emulator.FindScenarios(nil, asked)
		require.NoError(t, err)
		require.Len(t, found, 1)
		require.Equal(t, want, found[0].Name)
	}
	for asked, want := range map[string]string{
		"evs/stuk":                   "did you mean evs/stuck?",
		"handel-vanishes":            "did you mean handle-vanishes?",
		"no such scenario":           "no shipped scenario",
		"../scenarios/evs/stuck.yml": "no shipped scenario",
	} {
		_, err := emulator.FindScenarios(nil, asked)
		require.ErrorAs(t, err, new(*scenario.NotFoundError))
		require.ErrorContains(t, err, want)
	}
}
