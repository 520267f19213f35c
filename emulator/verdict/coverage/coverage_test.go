package coverage_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict/coverage"
	"github.com/jobsim/jobsim/emulator/verdict/coverage/page"
)

var (
	first = coverage.Coverage{Items: []coverage.Item{
		{Section: coverage.Steps, Group: "a.yaml", Name: "evs/j1 step 1: RUNNING", Place: "a.yaml:3", Count: 2},
		{Section: coverage.Steps, Group: "a.yaml", Name: "evs/j1 step 2: FAIL", Place: "a.yaml:3", Show: "jobsim ctl clock advance"},
		{Section: coverage.Breaks, Group: "evs", Name: "reset", Show: "{call: evs.*, break: <reset>}"},
	}}
	second = coverage.Coverage{Items: []coverage.Item{
		{Section: coverage.Steps, Group: "a.yaml", Name: "evs/j1 step 2: FAIL", Place: "a.yaml:3", Count: 1},
		{Section: coverage.Errors, Group: "evs", Name: "EVS.2024", Count: 4},
	}}
)

// TestMerge wants the counts of several runs to be added, in whatever order, and what any of them showed to need no way to show it.
func TestMerge(t *testing.T) {
	t.Parallel()
	want := coverage.Coverage{Items: []coverage.Item{
		{Section: coverage.Steps, Group: "a.yaml", Name: "evs/j1 step 1: RUNNING", Place: "a.yaml:3", Count: 2},
		{Section: coverage.Steps, Group: "a.yaml", Name: "evs/j1 step 2: FAIL", Place: "a.yaml:3", Count: 1},
		{Section: coverage.Errors, Group: "evs", Name: "EVS.2024", Count: 4},
		{Section: coverage.Breaks, Group: "evs", Name: "reset", Show: "{call: evs.*, break: <reset>}"},
	}}
	require.Equal(t, want, coverage.Merge(first, second))
	require.Equal(t, want, coverage.Merge(second, first))
	require.Equal(t, coverage.Sum{Shown: 3, All: 4}, want.Total())
	require.InDelta(t, 75, want.Total().Percent(), 0.01)
	require.InDelta(t, 100, coverage.Coverage{}.Total().Percent(), 0.01)
}

// TestFiles wants a file to be merged into, and a directory to get a file from each writer.
func TestFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "one.json")
	require.NoError(t, first.WriteFile(file))
	require.NoError(t, second.WriteFile(file))
	got, err := coverage.ReadFiles(file)
	require.NoError(t, err)
	require.Equal(t, coverage.Merge(first, second), got)
	require.NoError(t, os.Remove(file))
	require.NoError(t, first.WriteFile(dir))
	require.NoError(t, second.WriteFile(dir))
	got, err = coverage.ReadFiles(dir)
	require.NoError(t, err)
	require.Equal(t, coverage.Merge(first, second), got)

	for text, want := range map[string]string{
		"": "it is no coverage of jobsim: it is no JSON of that form", "{}": "it has no items", `{"items": [{"section": "x", "name": "y"}]}`: `item 1 has the section "x" and the name "y"`,
	} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		_, err = coverage.ReadFiles(file)
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, first.WriteFile(file), want, "a file that is something else is not replaced")
	}
	_, err = coverage.ReadFiles(filepath.Join(dir, "none.json"))
	require.ErrorContains(t, err, "none.json cannot be read: no such file or directory")
	_, err = coverage.ReadFiles(t.TempDir())
	require.ErrorContains(t, err, "has no coverage: there is no file *.json in it")
}

// TestTable wants sums, and what was never shown with the way to show it.
func TestTable(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, first.Table(&out, 0))
	require.Equal(t, `Steps of timelines
  a.yaml                                   1 of 2, 50.0 %
    never evs/j1 step 2: FAIL (a.yaml:3)
          jobsim ctl clock advance
Broken responses
  evs                                      0 of 1, 0.0 %
    never reset
          {call: evs.*, break: <reset>}
total                                    1 of 3, 33.3 %
`, out.String())
	out.Reset()
	many := coverage.Coverage{}
	for name := range strings.FieldsSeq("a b c d") {
		many.Items = append(many.Items, coverage.Item{Section: coverage.Errors, Group: "evs", Name: name})
	}
	require.NoError(t, many.Table(&out, 3))
	require.Contains(t, out.String(), "    never c\n    and 1 more\n")
}

// TestPage wants one page that loads nothing, with every item, escaped.
func TestPage(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, page.Write(&out, coverage.Merge(first, second)))
	text := out.String()
	for _, part := range []string{"evs/j1 step 2: FAIL", "EVS.2024", "&lt;reset&gt;", "3 of 4, 75.0 %", `<td class="n">never</td>`, "default-src &#39;none&#39;"} {
		require.Contains(t, strings.ReplaceAll(text, "'", "&#39;"), part)
	}
	for _, part := range []string{"<reset>", "<script", "src=", "href=", "url("} {
		require.NotContains(t, text, part)
	}
}
