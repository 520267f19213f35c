package scenario_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
)

// read reads a text that must be good.
func read(t testing.TB, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Read("test.yaml", []byte(text), samples.Words())
	require.NoError(t, err)
	return s
}

// faults reads a text that must be broken.
func faults(t testing.TB, text string) scenario.Diagnostics {
	t.Helper()
	_, err := scenario.Read("test.yaml", []byte(text), samples.Words())
	var faults scenario.Diagnostics
	require.ErrorAs(t, err, &faults)
	located(t, []byte(text), faults)
	return faults
}

// good is a file of testdata/good.
func good(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	src, err := os.ReadFile("testdata/good/" + name + ".yaml")
	require.NoError(t, err)
	return read(t, string(src))
}

func TestRead(t *testing.T) {
	t.Parallel()
	s := good(t, "design")
	require.Equal(t, "A disk whose creation fails after its row exists.", s.Description)
	require.Equal(t, uint64(7), *s.Seed)
	require.Equal(t, scenario.Documented, s.Profile)
	require.Nil(t, s.Settings)
	require.Len(t, s.Jobs, 4)

	disk := s.Jobs[0]
	require.Equal(t, job.Ref{API: "evs", ID: "4010a32d535527910153552b492c0002"}, disk.Ref)
	require.Equal(t, "createVolume", disk.Type)
	require.Equal(t, samples.Attributes{"entities": map[string]any{"volume_id": "bdf1bb37-f20f-4266-9a04-f43e0a127376"}}, disk.Attributes)
	require.Equal(t, []job.Step{
		{Status: "INIT", Phase: job.Pending, Until: job.After(job.Fixed(500 * time.Millisecond)), Payload: samples.Payload{}},
		{Status: "RUNNING", Phase: job.Running, Until: job.After(job.Span{Min: 2 * time.Second, Max: 5 * time.Second}), Payload: samples.Payload{}},
		{Status: "FAIL", Phase: job.Failed, Payload: samples.Payload{
			"error": job.Row("EVS.2024", 400, "volume is error!", "a failed job", "test", job.Documented),
		}},
	}, disk.Timeline.Path(0))

	group := s.Jobs[1]
	require.Nil(t, group.Timeline)
	require.Equal(t, samples.ParentSteps(), group.ParentSteps)
	require.Equal(t, "sdrs", group.Children[0].API, "a sub-job is of its parent's API")
	require.Equal(t, job.Fixed(1100*time.Millisecond), group.Children[0].Starts)

	task := s.Jobs[3].Timeline.Nodes
	require.Equal(t, job.Exit{Signal: "batch-starting"}, task[0].Step.Until)
	require.Equal(t, 2, task[2].Repeat)
	require.Len(t, task[2].Nodes, 2)
	require.Equal(t, 9, task[3].Choose[0].Weight)
}

func TestReadTrees(t *testing.T) {
	t.Parallel()
	s := good(t, "trees")
	scripted := s.Jobs[0]
	require.Equal(t, time.Date(2019, 6, 13, 9, 40, 53, 930_000_000, time.UTC), scripted.Born)
	require.Equal(t, 24*time.Hour, scripted.Expires)
	require.NotNil(t, scripted.Timeline)
	require.Nil(t, scripted.ParentSteps)
	require.Equal(t, "tenant", scripted.Children[0].Project, "a sub-job is of its parent's project")
	require.Equal(t, "other", scripted.Children[1].Project)
	require.Len(t, s.Jobs[1].Children[0].Children, 2)
}

func TestReadBranches(t *testing.T) {
	t.Parallel()
	s := good(t, "branches")
	retry := s.Jobs[0].Timeline.Nodes[1].Nodes
	require.Equal(t, &job.Share{From: 10, To: 60}, retry[0].Step.Share)
	require.Equal(t, &job.Share{From: 60, To: 60}, retry[1].Choose[1].Nodes[0].Step.Share)
	require.Equal(t, 1, retry[1].Choose[0].Weight)
	require.Equal(t, samples.Payload{
		"error":  job.ErrorRow{Code: "X.1", HTTP: 200, Message: "gave up", Where: "a scenario", Source: "a scenario", Grade: job.Inferred},
		"reason": "given up",
	}, retry[1].Choose[0].Nodes[0].Step.Payload)

	odd := s.Jobs[1].Timeline.Nodes[0].Choose[1].Nodes
	require.Equal(t, "WEIRD", odd[0].Step.Status)
	require.Equal(t, job.Running, odd[0].Step.Phase)
	row := odd[1].Choose[0].Nodes[0].Step.Payload.(samples.Payload)["error"].(job.ErrorRow)
	require.Equal(t, job.Row("EVS.2024", 400, "another text", "a failed job", "test", job.Documented), row)

	driven := s.Jobs[2].Timeline.Nodes
	require.Equal(t, job.Exit{For: job.Fixed(time.Minute), Timed: true, Signal: "batch-starting"}, driven[0].Step.Until)
	require.Equal(t, job.Exit{Polls: 2, Signal: "batch-pausing"}, driven[1].Step.Until)
}

// Where a text is wanted, what is written counts, whatever YAML would make of it.
func TestReadVerbatim(t *testing.T) {
	t.Parallel()
	s := good(t, "verbatim")
	require.Equal(t, "true", s.Description)
	require.Equal(t, map[string]string{"evs.error-fields": "null", "gateway.wrong-method": "404"}, s.Settings)
	var ids []string
	for _, j := range s.Jobs {
		ids = append(ids, j.ID)
	}
	require.Equal(t, []string{"0123", "1e5", "true", "389", "390", "391"}, ids)
	require.Equal(t, "1e5", s.Jobs[0].Project)
	require.Equal(t, "NO", s.Jobs[0].Timeline.Nodes[0].Step.Status)
	require.Equal(t, samples.Payload{"reason": "2016-01-01"}, s.Jobs[0].Timeline.Nodes[0].Step.Payload)
	require.Equal(t, "12", s.Jobs[1].Timeline.Nodes[0].Step.Status)
	require.Equal(t, samples.Attributes{"key": "0x7f", "size": -5, "quiet": true}, s.Jobs[3].Attributes)
	require.Equal(t, samples.Payload{"result": map[string]any{
		"null": nil, "int": 5, "float": 1500.0, "text": "5", "date": "2016-01-01", "on": "on",
		"list": []any{1, map[string]any{"a": "b"}}, "empty": map[string]any{}, "1": "one",
	}}, s.Jobs[5].Timeline.Nodes[0].Step.Payload)
}

// A byte order mark and the line ends of other systems change neither what is read nor where faults are.
func TestReadLineEnds(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("testdata/bad/six.yaml")
	require.NoError(t, err)
	plain := faults(t, string(src))
	require.Len(t, plain, 6)
	for name, end := range map[string]string{"windows": "\r\n", "old": "\r"} {
		require.Equal(t, plain, faults(t, strings.ReplaceAll(string(src), "\n", end)), name)
		require.Equal(t, plain, faults(t, "\ufeff"+strings.ReplaceAll(string(src), "\n", end)), name)
	}
}

// Columns count characters and not bytes, and the caret is under its character on a terminal.
func TestReadColumns(t *testing.T) {
	t.Parallel()
	f := faults(t, "settings: {ä: é, 漢字: 字}\ndescription: \"\t\" # no fault\nprofile:\tx\n")
	require.Len(t, f, 3)
	require.Equal(t, []int{12, 18, 10}, []int{f[0].Col, f[1].Col, f[2].Col})
	require.Contains(t, f[1].String(), "\n  1 | settings: {ä: é, 漢字: 字}\n    |                  ^\n")
	require.Contains(t, f[2].String(), "\n  3 | profile:\tx\n    |         \t^\n")
	wide := faults(t, "settings: {a: 1}\ndescription: 漢字\njobs: {漢字: {}, 字: x}\n")
	require.Contains(t, wide[1].String(), "jobs: {漢字")
}

func TestReadUnreadable(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		text      string
		line, col int
		message   string
	}{
		"latin 1":       {"description: x\nseed: \xe4\n", 2, 7, "the file is not UTF-8 text"},
		"utf-16":        {"\xff\xfea\x00", 1, 1, "the file is not UTF-8 text"},
		"escape":        {"description: ä\x1b[31m\n", 1, 15, "a control character"},
		"nul":           {"description: x\n\n\x00", 3, 1, "a control character"},
		"only a mark":   {"\ufeff", 1, 1, "the file is empty"},
		"an empty node": {"---\n", 1, 1, "the file holds nothing"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := faults(t, tt.text)
			require.Equal(t, tt.message, f[0].Message)
			require.Equal(t, [2]int{tt.line, tt.col}, [2]int{f[0].Line, f[0].Col})
		})
	}
}

// What is too much is refused, and at once.
func TestReadLimits(t *testing.T) {
	t.Parallel()
	const most = 4 << 20
	tests := map[string]struct{ text, message string }{
		"size":     {"#" + strings.Repeat("x", most), "the file is larger than 4 MiB"},
		"lists":    {"jobs: " + strings.Repeat("[", most-6), "nested more than 64 deep"},
		"mappings": {"jobs: " + strings.Repeat("{", most-6), "nested more than 64 deep"},
		"items":    {strings.Repeat("- ", 400_000), "not YAML: it is nested too deeply"},
		"dense":    {strings.Repeat("- ", most/2), "the file holds too much: more than 500000 commas, colons, dashes, brackets and line ends up to here"},
		"aliases":  {"description: &a x\njobs: [" + strings.Repeat("*a, ", 110_000) + "]", "the aliases of this file expand to more than 100000 values"},
		"anchors":  {"jobs: [" + strings.Repeat("&a x, ", 200_000) + "]", `a job is a mapping, but this is "x"`},
		"depth":    {"jobs: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "nested more than 64 deep"},
		"faults":   {"jobs: [" + strings.Repeat("x,", 5000) + "]", `a job is a mapping, but this is "x"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := scenario.Read("test.yaml", []byte(tt.text), samples.Words())
			var f scenario.Diagnostics
			require.ErrorAs(t, err, &f)
			require.Equal(t, tt.message, f[0].Message)
		})
	}
	f := faults(t, "jobs: ["+strings.Repeat("x,", 5000)+"]")
	require.Len(t, f, 1001)
	require.Equal(t, "more than 1000 faults: the rest is not shown", f[1000].Message)
}

// A fault below an alias is reported once, and does not hide what else is wrong.
func TestReadAliases(t *testing.T) {
	t.Parallel()
	s := read(t, "jobs:\n- {api: evs, id: a, type: createVolume, timeline: &t [{status: RUNNING, for: &d 3s}, {status: SUCCESS}]}\n"+
		"- {api: evs, id: b, type: createVolume, timeline: *t}\n- {api: evs, id: c, type: createVolume, expires: *d, timeline: *t}\n")
	require.Equal(t, s.Jobs[0].Timeline.Nodes, s.Jobs[1].Timeline.Nodes)
	require.Equal(t, 3*time.Second, s.Jobs[2].Expires)
	f := faults(t, "jobs:\n- {api: evs, id: a, type: createVolume, timeline: &t [{status: X}]}\n- {api: evs, id: a, type: createVolume, timeline: *t}\n")
	require.Len(t, f, 2)
}

func TestReadKnowsNoAPI(t *testing.T) {
	t.Parallel()
	_, err := scenario.Read("test.yaml", []byte("jobs: [{api: evs, id: a, timeline: [{status: X}]}]"), nil)
	require.ErrorContains(t, err, `there is no API "evs"`)
}

func TestReadNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"a/b/c.yaml": "c", `a\b\c.yml`: "c", "documents": "documents", "<stdin>": "<stdin>"} {
		s, err := scenario.Read(name, []byte("seed: 1"), samples.Words())
		require.NoError(t, err)
		require.Equal(t, want, s.Name)
	}
}

// Diagnostics are printed within the width of a terminal, without grammar.Any that it would obey.
func TestFaultsPrint(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 500)
	f := faults(t, fmt.Sprintf("jobs: [{api: evs, %s: 1, id: x, type: %s, timeline: [{status: %s}]}]", long, long, long))
	for line := range strings.Lines(f.Error()) {
		require.LessOrEqual(t, len([]rune(line)), 160, line)
	}
	f = faults(t, `settings: {"\e[31m": "\u202e"}`)
	require.False(t, bytes.ContainsAny([]byte(f.Error()), "\x1b\u202e"))
}

// Brackets in texts and comments nest nothing.
func TestReadBracketsInTexts(t *testing.T) {
	t.Parallel()
	many := strings.Repeat("[", 70)
	for _, text := range []string{"description: x " + many, "description: '" + many + "'", "description: |\n  " + many + "\n", "description: x # " + many} {
		read(t, text+"\njobs: [{api: evs, id: a, type: createVolume, timeline: [{status: SUCCESS}]}] # "+many+"\n")
	}
}
