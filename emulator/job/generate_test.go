package job_test

import (
	"time"

	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

var birth = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// spans draws durations, some of them ranges.
func spans() *rapid.Generator[job.Span] {
	return rapid.Custom(func(t *rapid.T) job.Span {
		least := time.Duration(rapid.IntRange(0, 20).Draw(t, "least")) * time.Second
		more := time.Duration(rapid.SampledFrom([]int{0, 0, 1, 10}).Draw(t, "more")) * time.Second
		return job.Span{Min: least, Max: least + more}
	})
}

func exits() *rapid.Generator[job.Exit] {
	return rapid.Custom(func(t *rapid.T) job.Exit {
		switch rapid.IntRange(0, 4).Draw(t, "exit") {
		case 0:
			return job.Exit{Polls: rapid.IntRange(1, 4).Draw(t, "polls")}
		case 1:
			return job.Exit{Signal: "go"}
		case 2:
			return job.Exit{Signal: "go", Timed: true, For: spans().Draw(t, "span")}
		default:
			return job.After(spans().Draw(t, "span"))
		}
	})
}

func steps(last bool) *rapid.Generator[job.Step] {
	return rapid.Custom(func(t *rapid.T) job.Step {
		s := job.Step{
			Status: rapid.StringMatching("[A-Z]{3}").Draw(t, "status"),
			Phase:  job.Phase(rapid.IntRange(0, 3).Draw(t, "phase")),
		}
		if !last {
			s.Until = exits().Draw(t, "until")
		}
		return s
	})
}

func nodes(depth int) *rapid.Generator[[]job.Node] {
	return rapid.Custom(func(t *rapid.T) []job.Node {
		var list []job.Node
		for range rapid.IntRange(1, 3).Draw(t, "nodes") {
			list = append(list, node(depth).Draw(t, "node"))
		}
		return list
	})
}

func node(depth int) *rapid.Generator[job.Node] {
	return rapid.Custom(func(t *rapid.T) job.Node {
		what := rapid.IntRange(0, 5).Draw(t, "what")
		switch {
		case depth > 0 && what == 0:
			return job.Node{Repeat: rapid.IntRange(1, 3).Draw(t, "times"), Nodes: nodes(depth-1).Draw(t, "again")}
		case depth > 0 && what == 1:
			var choice []job.Branch
			for range rapid.IntRange(1, 3).Draw(t, "branches") {
				choice = append(choice, job.Branch{Weight: rapid.IntRange(1, 9).Draw(t, "weight"), Nodes: nodes(depth-1).Draw(t, "branch")})
			}
			return job.Node{Choose: choice}
		default:
			s := steps(false).Draw(t, "step")
			return job.Node{Step: &s}
		}
	})
}

// timelines draws scripts with repeats and choices; each ends in a step that rests.
func timelines() *rapid.Generator[*job.Timeline] {
	return rapid.Custom(func(t *rapid.T) *job.Timeline {
		list := nodes(2).Draw(t, "script")
		rest := steps(true).Draw(t, "rest")
		tl, err := job.NewTimeline(append(list, job.Node{Step: &rest})...)
		if err != nil {
			t.Fatal(err)
		}
		return tl
	})
}

// specs draws jobs, some with children down to the given depth, some of them derived from these.
func specs(depth int, id string) *rapid.Generator[job.Spec] {
	return rapid.Custom(func(t *rapid.T) job.Spec {
		s := job.Spec{Ref: job.Ref{API: "toy", ID: id}, Timeline: timelines().Draw(t, "timeline"), ParentSteps: law}
		if rapid.IntRange(0, 3).Draw(t, "expires") == 0 {
			s.Expires = time.Duration(rapid.IntRange(1, 30).Draw(t, "retention")) * time.Second
		}
		if depth == 0 {
			return s
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "children") {
			c := specs(depth-1, id+"."+string(rune('a'+i))).Draw(t, "child")
			c.Starts = spans().Draw(t, "starts")
			s.Children = append(s.Children, c)
		}
		if len(s.Children) > 0 && rapid.Bool().Draw(t, "derived") {
			s.Timeline = nil
		}
		return s
	})
}

// law is how a derived toy parent is called.
var law = []job.Step{
	{Status: "INIT", Phase: job.Pending},
	{Status: "RUNNING", Phase: job.Running},
	{Status: "SUCCESS", Phase: job.Succeeded},
	{Status: "FAIL", Phase: job.Failed},
}

// history draws events in order of time.
func history() *rapid.Generator[[]job.Event] {
	return rapid.Custom(func(t *rapid.T) []job.Event {
		at := birth
		var events []job.Event
		for range rapid.IntRange(0, 25).Draw(t, "events") {
			at = at.Add(time.Duration(rapid.IntRange(0, 8).Draw(t, "wait")) * time.Second)
			e := job.Event{At: at}
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				e.Kind, e.Signal = job.Signalled, "go"
			case 1:
				e.Kind, e.Report = job.Reported, job.Report{Progress: rapid.IntRange(-1, 100).Draw(t, "percent")}
			case 2:
				e.Keep = true
			case 3:
				e.Take = rapid.IntRange(0, 3).Draw(t, "take") == 0
			case 4:
				if rapid.IntRange(0, 5).Draw(t, "force") == 0 {
					e.Kind, e.Step = job.Forced, job.Step{Status: "FORCED", Phase: job.Failed}
				}
			}
			events = append(events, e)
		}
		return events
	})
}
