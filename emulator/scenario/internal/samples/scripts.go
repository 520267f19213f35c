package samples

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

// DrawNodes draws the items of a script for drs, nested at most depth deep; the last one may end.
func DrawNodes(t *rapid.T, depth int) []job.Node {
	nodes := make([]job.Node, rapid.IntRange(1, 3).Draw(t, "nodes"))
	for i := range nodes {
		switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
		case kind == 0 && depth > 0:
			nodes[i] = job.Node{Repeat: rapid.IntRange(1, 3).Draw(t, "repeat"), Nodes: DrawNodes(t, depth-1)}
		case kind == 1 && depth > 0:
			nodes[i].Choose = make([]job.Branch, rapid.IntRange(1, 3).Draw(t, "branches"))
			for b := range nodes[i].Choose {
				nodes[i].Choose[b] = job.Branch{Weight: rapid.IntRange(1, 99).Draw(t, "weight"), Nodes: DrawNodes(t, depth-1)}
			}
		default:
			nodes[i].Step = DrawStep(t, false)
		}
	}
	return nodes
}

// DrawStep draws a step of drs; the last one of a script is final.
func DrawStep(t *rapid.T, last bool) *job.Step {
	word := rapid.SampledFrom(drs().Words).Draw(t, "word")
	s := &job.Step{Status: word.Status, Phase: word.Phase, Payload: Payload{}}
	if last {
		return s
	}
	s.Until = rapid.Custom(func(t *rapid.T) job.Exit {
		e := job.Exit{}
		switch rapid.IntRange(0, 3).Draw(t, "for") {
		case 0:
			low := time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "low"))
			e = job.After(job.Span{Min: low, Max: low + time.Duration(rapid.Int64Range(0, int64(100*time.Hour)).Draw(t, "more"))})
		case 1:
			e.Polls = rapid.IntRange(1, 1_000_000).Draw(t, "polls")
		}
		if e.Final() || rapid.Bool().Draw(t, "until") {
			e.Signal = rapid.SampledFrom(drs().Signals).Draw(t, "signal")
		}
		return e
	}).Draw(t, "exit")
	if rapid.Bool().Draw(t, "progress") {
		from := rapid.IntRange(0, 100).Draw(t, "from")
		to := from
		if s.Until.Timed || s.Until.Polls > 0 {
			to = rapid.IntRange(from, 100).Draw(t, "to")
		}
		s.Share = &job.Share{From: from, To: to}
	}
	return s
}

// WriteNodes returns items as the language writes them.
func WriteNodes(nodes []job.Node) string {
	var items []string
	for _, n := range nodes {
		switch {
		case n.Step != nil:
			items = append(items, writeStep(n.Step))
		case n.Choose != nil:
			var branches []string
			for _, b := range n.Choose {
				branches = append(branches, fmt.Sprintf("{weight: %d, steps: %s}", b.Weight, WriteNodes(b.Nodes)))
			}
			items = append(items, "{choose: ["+strings.Join(branches, ", ")+"]}")
		default:
			items = append(items, fmt.Sprintf("{repeat: %d, steps: %s}", n.Repeat, WriteNodes(n.Nodes)))
		}
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func writeStep(s *job.Step) string {
	text := "{status: " + s.Status
	switch e := s.Until; {
	case e.Polls == 1:
		text += ", for: 1 poll"
	case e.Polls > 1:
		text += fmt.Sprintf(", for: %d polls", e.Polls)
	case e.Timed && e.For.Min == e.For.Max:
		text += ", for: " + e.For.Min.String()
	case e.Timed:
		text += fmt.Sprintf(", for: %s..%s", e.For.Min, e.For.Max)
	}
	if s.Until.Signal != "" {
		text += ", until: " + s.Until.Signal
	}
	if s.Share != nil {
		text += fmt.Sprintf(", progress: %d..%d", s.Share.From, s.Share.To)
	}
	return text + "}"
}
