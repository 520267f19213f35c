package job_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

// unique draws scripts in which every step has a status word of its own, and some branches end in a rest.
func unique() *rapid.Generator[*job.Timeline] {
	return rapid.Custom(func(t *rapid.T) *job.Timeline {
		n := 0
		script, err := job.NewTimeline(rename(t, timelines().Draw(t, "timeline").Nodes, &n, false)...)
		require.NoError(t, err)
		return script
	})
}

func rename(t *rapid.T, nodes []job.Node, n *int, branch bool) []job.Node {
	own := make([]job.Node, len(nodes))
	for i, node := range nodes {
		own[i] = job.Node{Repeat: node.Repeat, Nodes: rename(t, node.Nodes, n, false)}
		if node.Step != nil {
			*n++
			step := *node.Step
			step.Status = fmt.Sprint("s", *n)
			if branch && i == len(nodes)-1 && rapid.IntRange(0, 3).Draw(t, "rests") == 0 {
				step.Until = job.Exit{}
			}
			own[i].Step = &step
		}
		for _, b := range node.Choose {
			own[i].Choose = append(own[i].Choose, job.Branch{Weight: b.Weight, Nodes: rename(t, b.Nodes, n, true)})
		}
	}
	return own
}

// A job never leaves the bounds of its script, whatever is drawn and whatever a client does.
func TestExplainBoundsEveryLife(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		script := unique().Draw(t, "script")
		said := map[string]job.Bounds{}
		for b, s := range script.Explain() {
			require.NotContains(t, said, s.Status, "a step is listed once")
			said[s.Status] = b
		}
		j := job.Spec{Ref: job.Ref{API: "toy", ID: "1"}, Timeline: script}.Start(rapid.Uint64().Draw(t, "seed"), birth)
		now := birth
		for range rapid.IntRange(1, 40).Draw(t, "looks") {
			snap := j.At(now)
			b, ok := said[snap.Status]
			require.True(t, ok, "a step is listed")
			since := snap.Since.Sub(birth)
			require.Positive(t, b.Chance)
			require.LessOrEqual(t, b.Earliest, since)
			if b.Open == nil {
				require.LessOrEqual(t, since, b.Latest)
			}
			now = now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "ms")) * time.Millisecond)
			kind := rapid.SampledFrom([]job.EventKind{job.Polled, job.Signalled}).Draw(t, "event")
			j.Record(job.Event{At: now, Kind: kind, Signal: "go"})
		}
	})
}

// Every drawn path holds only listed steps, each no more often than its repeats allow, and all of those that are certain
// before the first rest.
func TestExplainListsEveryPath(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		script := unique().Draw(t, "script")
		times := map[string]int{}
		for _, s := range script.Path(rapid.Uint64().Draw(t, "key")) {
			times[s.Status]++
			if s.Until.Final() {
				break
			}
		}
		for b, s := range script.Explain() {
			most := 1
			for _, n := range b.Repeat {
				most *= n
			}
			require.LessOrEqual(t, times[s.Status], most)
			if b.Chance > 1-1e-9 {
				require.Positive(t, times[s.Status], s.Status)
			}
			delete(times, s.Status)
		}
		require.Empty(t, times)
	})
}

func timed(status string, low, high int) job.Node {
	span := job.Span{Min: time.Duration(low) * time.Second, Max: time.Duration(high) * time.Second}
	return job.Node{Step: &job.Step{Status: status, Until: job.After(span)}}
}

func rests(status string) job.Node { return job.Node{Step: &job.Step{Status: status}} }

// flapping tries three times, and each time gives up with a chance of one in ten.
func flapping() []job.Node {
	return []job.Node{
		timed("init", 1, 2),
		{Repeat: 3, Nodes: []job.Node{
			timed("try", 2, 4),
			{Choose: []job.Branch{
				{Weight: 1, Nodes: []job.Node{rests("lost")}},
				{Weight: 9, Nodes: []job.Node{timed("wait", 1, 1)}},
			}},
		}},
		rests("done"),
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	script, err := job.NewTimeline(flapping()...)
	require.NoError(t, err)
	var lines []string
	for b, s := range script.Explain() {
		lines = append(lines, fmt.Sprintf("%s %s %q %d %v %.3f %s..%s", b.Position, s.Status, b.Branch, b.Depth, b.Repeat,
			b.Chance, b.Earliest, b.Latest))
	}
	require.Equal(t, []string{
		`1 init "" 0 [] 1.000 0s..0s`,
		`2.1 try "" 1 [3] 1.000 1s..12s`,
		`2.2.1.1 lost "2.2.1" 2 [3] 0.271 3s..16s`,
		`2.2.2.1 wait "2.2.2" 2 [3] 0.900 3s..16s`,
		`3 done "" 0 [] 0.729 10s..17s`,
	}, lines)
}

// The chances told are those of the draw.
func TestExplainChances(t *testing.T) {
	t.Parallel()
	script, err := job.NewTimeline(flapping()...)
	require.NoError(t, err)
	const lives = 20_000
	met := map[string]int{}
	for seed := range uint64(lives) {
		here := map[string]bool{}
		for _, s := range script.Path(job.Key(seed, "a", "1")) {
			here[s.Status] = true
			if s.Until.Final() {
				break
			}
		}
		for status := range here {
			met[status]++
		}
	}
	for b, s := range script.Explain() {
		require.InDelta(t, b.Chance, float64(met[s.Status])/lives, 0.015, s.Status)
	}
}

func TestExplainNamesWhatAClientEnds(t *testing.T) {
	t.Parallel()
	polls := job.Node{Step: &job.Step{Status: "polls", Until: job.Exit{Polls: 3}}}
	either := job.Node{Step: &job.Step{Status: "either", Until: job.Exit{Polls: 3, For: job.Fixed(time.Minute), Timed: true}}}
	script, err := job.NewTimeline(either, polls, timed("on", 5, 5), rests("end"))
	require.NoError(t, err)
	bounds := map[string]job.Bounds{}
	for b, s := range script.Explain() {
		bounds[s.Status] = b
	}
	require.Nil(t, bounds["polls"].Open)
	require.Equal(t, time.Minute, bounds["polls"].Latest)
	require.Equal(t, "polls", bounds["end"].Open.Status)
	require.Equal(t, 5*time.Second, bounds["end"].Earliest)
}

func TestExplainOddScripts(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		nodes  []job.Node
		chance map[string]float64
	}{
		"nothing":               {nil, map[string]float64{}},
		"behind a rest":         {[]job.Node{rests("a"), rests("b")}, map[string]float64{"a": 1, "b": 0}},
		"never repeated":        {[]job.Node{{Nodes: []job.Node{timed("a", 1, 1)}}, rests("b")}, map[string]float64{"a": 0, "b": 1}},
		"a choice of nothing":   {[]job.Node{{Choose: []job.Branch{}}, rests("b")}, map[string]float64{"b": 1}},
		"a choice of no weight": {[]job.Node{{Choose: []job.Branch{{Nodes: []job.Node{rests("a")}}}}, rests("b")}, map[string]float64{"a": 0, "b": 1}},
		"a repeat that rests":   {[]job.Node{{Repeat: 3, Nodes: []job.Node{timed("a", 1, 2), rests("b")}}}, map[string]float64{"a": 1, "b": 1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script, err := job.NewTimeline(tt.nodes...)
			require.NoError(t, err)
			chance := map[string]float64{}
			for b, s := range script.Explain() {
				chance[s.Status] = b.Chance
			}
			require.Equal(t, tt.chance, chance)
		})
	}
}

func TestExplainDoesNotOverflow(t *testing.T) {
	t.Parallel()
	long := job.Node{Step: &job.Step{Status: "a", Until: job.After(job.Fixed(math.MaxInt64 / 2))}}
	script, err := job.NewTimeline(job.Node{Repeat: 5, Nodes: []job.Node{long}}, rests("b"))
	require.NoError(t, err)
	for b, s := range script.Explain() {
		require.GreaterOrEqual(t, b.Latest, time.Duration(0), s.Status)
	}
}

func TestExplainStopsWhenAsked(t *testing.T) {
	t.Parallel()
	script, err := job.NewTimeline(flapping()...)
	require.NoError(t, err)
	for stop := range 5 {
		n := 0
		for range script.Explain() {
			if n++; n > stop {
				break
			}
		}
		require.Equal(t, stop+1, n)
	}
}

// The positions of a path are those of its steps in the script as written.
func TestPositionsOfPath(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		script := unique().Draw(t, "script")
		at := map[string]string{}
		for b, s := range script.Explain() {
			at[b.Position] = s.Status
		}
		key := rapid.Uint64().Draw(t, "key")
		path, positions := script.Path(key), script.Positions(key)
		require.Len(t, positions, len(path))
		for i, step := range path {
			require.Equal(t, step.Status, at[positions[i]])
		}
	})
}
