package render_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

// No line is wider than the options allow, and ASCII output is ASCII.
func TestTextFitsTheWidth(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"design", "branches", "trees", "instants", "verbatim"} {
		for _, options := range []render.Options{{}, {Width: 1}, {Width: 60}, {Width: 72, ASCII: true}, {Width: 200}} {
			var b strings.Builder
			require.NoError(t, render.Text(&b, good(t, name), options))
			width := max(options.Width, 60)
			if options.Width == 0 {
				width = 80
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				require.LessOrEqual(t, utf8.RuneCountInString(line), width, "%s: %s", name, line)
				require.Equal(t, strings.TrimRight(line, " "), line)
			}
			if options.ASCII {
				require.NotRegexp(t, `[^\x00-\x7fµ]`, b.String())
			}
		}
	}
}

// Nothing that a terminal would obey comes out of a file.
func TestTextIsHarmless(t *testing.T) {
	t.Parallel()
	s, err := scenario.Read("test.yaml", []byte(`{description: "\e[31mred", jobs: [{api: evs, id: "a\u202e", type: createVolume, timeline: [{status: {name: "\e[0m", phase: failed}, reason: "\a"}]}]}`), samples.Words())
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, render.Text(&b, s, render.Options{}))
	require.False(t, strings.ContainsAny(b.String(), "\x1b\x07\u202e"))
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the pipe is broken") }

func TestTextReturnsTheErrorOfTheWriter(t *testing.T) {
	t.Parallel()
	require.EqualError(t, render.Text(broken{}, good(t, "design"), render.Options{}), "the pipe is broken")
}

func good(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	return samples.Read(t, filepath.Join("..", "testdata", "good", name+".yaml"))
}
