package scenario_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// Nothing is wider than the paper, however narrow, and plain paper gets plain letters.
func TestExplainFitsThePaper(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"design", "branches", "trees", "instants", "verbatim"} {
		for _, paper := range []scenario.Paper{{}, {Width: 1}, {Width: 60}, {Width: 72, ASCII: true}, {Width: 200}} {
			var b strings.Builder
			require.NoError(t, good(t, name).Explain(&b, paper))
			width := max(paper.Width, 60)
			if paper.Width == 0 {
				width = 80
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				require.LessOrEqual(t, utf8.RuneCountInString(line), width, "%s: %s", name, line)
				require.Equal(t, strings.TrimRight(line, " "), line)
			}
			if paper.ASCII {
				require.NotRegexp(t, `[^\x00-\x7fµ]`, b.String())
			}
		}
	}
}

// Nothing that a terminal would obey comes out of a file.
func TestExplainIsHarmless(t *testing.T) {
	t.Parallel()
	s := read(t, `{description: "\e[31mred", jobs: [{api: evs, id: "a\u202e", type: createVolume, timeline: [{status: {name: "\e[0m", phase: failed}, reason: "\a"}]}]}`)
	var b strings.Builder
	require.NoError(t, s.Explain(&b, scenario.Paper{}))
	require.False(t, strings.ContainsAny(b.String(), "\x1b\x07\u202e"))
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the pipe is broken") }

func TestExplainTellsWhatTheWriterSays(t *testing.T) {
	t.Parallel()
	require.EqualError(t, good(t, "design").Explain(broken{}, scenario.Paper{}), "the pipe is broken")
}
