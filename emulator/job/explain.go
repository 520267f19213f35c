package job

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"time"
)

// Bounds is what can be said about a step of a script before anything is drawn. Times are counted from the job's birth.
type Bounds struct {
	// Position is the place of the step in the script as written, counted from 1: "3.1" is the first step of the third
	// item, a repeat; "4.2.1" the first step of the second branch of the fourth item, a choice.
	Position string
	// Branch is the place of the innermost branch around it, "4.2"; empty outside of choices.
	Branch string
	Depth  int // how many repeats and choices are around it
	// Repeat are the counts of the repeats around it, outermost first.
	Repeat []int
	// Chance is the probability, 0 to 1, that a job gets to the step at all. It is 0 for a step after a final one.
	Chance float64
	// Earliest is when the step can begin at the soonest, the first time.
	Earliest time.Duration
	// Latest is when the step can begin at the latest, the last time. If Open is set, it counts as if steps that only a
	// client can end took no time.
	Latest time.Duration
	// Open is a step before this one that only a client's polls or call can end, so that no latest instant is known.
	Open *Step
}

// Explain returns every step of every branch with its bounds, in the order of the script. It draws nothing, and shows the
// steps of a repeat once. Every path that Path can draw keeps to what it says.
func (t *Timeline) Explain() iter.Seq2[Bounds, Step] {
	return func(yield func(Bounds, Step) bool) {
		start := position{begin: stretch{passes: 1}, odds: func(enter, _ float64) float64 { return enter }}
		start.list(t.Nodes, yield)
	}
}

// position is a place in a script during Explain.
type position struct {
	path, branch string
	repeat       []int
	depth        int
	begin        stretch // what lies before it
	// odds makes the chance in the whole script from two chances in the list that is walked: to enter the step, and to
	// enter it and leave the list again.
	odds func(enter, leave float64) float64
}

func (at position) list(nodes []Node, yield func(Bounds, Step) bool) bool {
	measures := make([]stretch, len(nodes))
	behind := make([]float64, len(nodes)+1) // the chance to leave the list from its i-th node on
	behind[len(nodes)] = 1
	for i := len(nodes) - 1; i >= 0; i-- {
		measures[i] = nodes[i].measure()
		behind[i] = measures[i].passes * behind[i+1]
	}
	before := stretch{passes: 1}
	for i, n := range nodes {
		one := at
		one.path = join(at.path, i+1)
		one.begin = at.begin.then(before)
		ahead := before.passes
		one.odds = func(enter, leave float64) float64 { return at.odds(ahead*enter, ahead*leave*behind[i+1]) }
		if !one.node(n, yield) {
			return false
		}
		before = before.then(measures[i])
	}
	return true
}

func (at position) node(n Node, yield func(Bounds, Step) bool) bool {
	switch {
	case n.Step != nil:
		return yield(at.bounds(n.Step.measure().passes), *n.Step)
	case n.Choose != nil:
		return at.choice(n.Choose, yield)
	default:
		return at.loop(n, yield)
	}
}

// bounds returns the bounds of a step here that is left with the given chance.
func (at position) bounds(leave float64) Bounds {
	return Bounds{
		Position: at.path, Branch: at.branch, Depth: at.depth, Repeat: at.repeat,
		Chance:   min(at.odds(1, leave), 1),
		Earliest: at.begin.min, Latest: at.begin.max, Open: at.begin.open,
	}
}

func (at position) choice(branches []Branch, yield func(Bounds, Step) bool) bool {
	shares := shares(branches)
	for i, b := range branches {
		share := 0.0
		if shares != nil {
			share = shares[i]
		}
		one := at
		one.depth++
		one.path = join(at.path, i+1)
		one.branch = one.path
		one.odds = func(enter, leave float64) float64 { return at.odds(share*enter, share*leave) }
		if !one.list(b.Nodes, yield) {
			return false
		}
	}
	return true
}

func (at position) loop(n Node, yield func(Bounds, Step) bool) bool {
	body := measure(n.Nodes)
	all := body.times(n.Repeat).passes
	one := at
	one.depth++
	one.repeat = append(slices.Clip(at.repeat), n.Repeat)
	if body.passes > 0 && n.Repeat > 1 { // the last pass begins after all others
		one.begin.max = sum(at.begin.max, product(body.max, n.Repeat-1))
		if one.begin.open == nil {
			one.begin.open = body.open
		}
	}
	one.odds = func(enter, leave float64) float64 {
		miss := body.passes - leave // a pass that is left again without the step
		missed := math.Pow(miss, float64(n.Repeat))
		if miss >= 1 || n.Repeat <= 0 {
			return at.odds(0, 0)
		}
		return at.odds(enter*(1-missed)/(1-miss), all-missed)
	}
	return one.list(n.Nodes, yield)
}

func join(place string, n int) string {
	if place == "" {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s.%d", place, n)
}
