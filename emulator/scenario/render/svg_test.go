package render_test

import (
	"encoding/xml"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

// The picture of every good file is the one beside it, and XML.
func TestSVG(t *testing.T) {
	t.Parallel()
	samples.Files(t, filepath.Join("..", "testdata", "good"), func(t *testing.T, path string, src []byte) {
		s, err := scenario.Read(path, src, samples.Words())
		require.NoError(t, err)
		var b strings.Builder
		require.NoError(t, render.SVG(&b, s))
		wellFormed(t, b.String())
		samples.Golden(t, strings.TrimSuffix(path, ".yaml")+".svg", b.String(), *update)
	})
}

// A scenario of another's making writes nothing into the picture but text.
func TestSVGIsSafe(t *testing.T) {
	t.Parallel()
	s, err := scenario.Read("<b>.yaml", []byte(`description: "</desc><script>alert(1)</script> \u202e & \a"
jobs: [{api: evs, id: "a&b<c", type: createVolume, timeline: [{status: {name: "</text><x>", phase: running}}]}]`), samples.Words())
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, render.SVG(&b, s))
	wellFormed(t, b.String())
	require.NotContains(t, b.String(), "<script>")
	require.NotContains(t, b.String(), "<x>")
}

func TestSVGReturnsTheErrorOfTheWriter(t *testing.T) {
	t.Parallel()
	require.EqualError(t, render.SVG(broken{}, good(t, "design")), "the pipe is broken")
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
