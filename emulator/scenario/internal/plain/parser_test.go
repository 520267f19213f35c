package plain_test

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/scenario/internal/plain"
)

// compare requires that a tree of this package is that of the library. It reports whether the package knows the text.
func compare(t require.TestingT, text string) bool {
	got := plain.Parse(text)
	if got == nil {
		return false
	}
	var document yaml.Node
	d := yaml.NewDecoder(strings.NewReader(text))
	require.NoError(t, d.Decode(&document), text)
	require.ErrorIs(t, d.Decode(new(yaml.Node)), io.EOF, text)
	want := document.Content[0]
	dropComments(want)
	require.Equal(t, want, got, text)
	return true
}

func dropComments(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, c := range n.Content {
		dropComments(c)
	}
}

// files returns the texts of all scenarios of the repository, good and bad.
func files(t testing.TB) (texts []string) {
	t.Helper()
	for _, root := range []string{"../../testdata", "../../../../scenarios", "../../../testdata"} {
		require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
				return err
			}
			text, err := os.ReadFile(path)
			texts = append(texts, string(bytes.TrimPrefix(text, []byte("\ufeff"))))
			return err
		}))
	}
	return texts
}

// TestFilesAreReadAlike: the trees of the repository's files are those of the library, and this package knows most of them.
func TestFilesAreReadAlike(t *testing.T) {
	t.Parallel()
	known, all := 0, files(t)
	for _, text := range all {
		if compare(t, text) {
			known++
		}
	}
	require.Greater(t, known, len(all)/3, "of %d", len(all))
}

// TestTexts goes through what is known and what is not.
func TestTexts(t *testing.T) {
	t.Parallel()
	for text, known := range map[string]bool{
		"a: b":                            true,
		"a: b\n":                          true,
		"# c\na: b # c\n\n# c":            true,
		"a:\n  b: 1\n  c: [x, y z]\n":     true,
		"a:\n- b\n- c: d\n  e: f\ng: h\n": true,
		"- - a\n  - b\n- c\n":             true,
		"-\n  a: b\n":                     true,
		"a: {b: {c: [1, 1.5, 0x1f, 2001-01-01, ~, true, NO]}, d: 'x', e: \"y\"}": true,
		"a: 10s..20s\nb: 12:30\nc: http://x/y\nd: 4010e32\n":                     true,
		"a: {b: x#y, c: {}}\n":      true,
		"a: null\nb: .inf\nc: +1\n": true,
		"{a: b}":                    false,
		"a: b\n  c\n":               false,
		"a: |\n  b\n":               false,
		"a: &x b\n":                 false,
		"a: *x\n":                   false,
		"a: [b,\n c]\n":             false,
		"a: 'it''s'\n":              false,
		"a: \"\\n\"\n":              false,
		"a:\n":                      false,
		"a: [b: c]\n":               false,
		"a: {b: c, }\n":             false,
		"a: b: c\n":                 false,
		"a: b\n---\nc: d\n":         false,
		"  a: b\n c: d\n":           false,
		"a:\n    b: c\n  d: e\n":    false,
		"a: b\n- c\n":               false,
		"é: b\n":                    false,
		"a: {b : c}\n":              false,
		"":                          false,
	} {
		require.Equal(t, known, compare(t, text), "%q", text)
	}
}

// FuzzParse compares with the library whatever this package takes.
func FuzzParse(f *testing.F) {
	for _, text := range files(f) {
		if len(text) < 4<<10 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) { compare(t, text) })
}

// TestAnyTextIsReadAlike builds texts of the pieces that matter to YAML.
func TestAnyTextIsReadAlike(t *testing.T) {
	t.Parallel()
	piece := rapid.SampledFrom([]string{
		"a", "b: ", "c:", ": ", ":", " ", "  ", "\n", "\n  ", "\n- ", "\n  - ", "- ", "-", "{", "}", "[", "]", ", ", ",", "'", `"`, " # c", "#", "?", "&x ", "*x",
		"|", ">", "!", "%", "@", "~", "null", "true", "1", "0o7", "1e5", "-1", "+1", ".5", "10s", "2001-01-01", "<<: ", "---", "...", "é", "{a: b}", "[a, b]",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 1, 12).Draw(t, "pieces"), "")
		compare(t, text)
	})
}
