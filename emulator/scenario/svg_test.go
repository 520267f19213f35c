package scenario_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// The picture of every good file is the one beside it, and XML.
func TestSVG(t *testing.T) {
	t.Parallel()
	files(t, "good", func(t *testing.T, path string, src []byte) {
		s, err := scenario.Read(path, src, words())
		require.NoError(t, err)
		var b strings.Builder
		require.NoError(t, s.SVG(&b))
		wellFormed(t, b.String())
		name := strings.TrimSuffix(path, ".yaml") + ".svg"
		if *update {
			require.NoError(t, os.WriteFile(name, []byte(b.String()), 0o644))
		}
		want, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, string(want), b.String())
	})
}

// A scenario of another's making writes nothing into the picture but text.
func TestSVGIsSafe(t *testing.T) {
	t.Parallel()
	s, err := scenario.Read("<b>.yaml", []byte(`description: "</desc><script>alert(1)</script> \u202e & \a"
jobs: [{api: evs, id: "a&b<c", type: createVolume, timeline: [{status: {name: "</text><x>", phase: running}}]}]`), words())
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, s.SVG(&b))
	wellFormed(t, b.String())
	require.NotContains(t, b.String(), "<script>")
	require.NotContains(t, b.String(), "<x>")
}

func TestSVGTellsWhatTheWriterSays(t *testing.T) {
	t.Parallel()
	require.EqualError(t, good(t, "design").SVG(broken{}), "the pipe is broken")
}

// wellFormed reads a text as XML, to its end.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(text))
	for {
		_, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
	}
}
