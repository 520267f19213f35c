package render

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

// pass is one time that a step is gone through.
type pass struct {
	from, to window
	blurred  bool // it may not happen, so that nothing about it is certain
}

// maxPasses is how many passes a chart shows one by one.
const maxPasses = 500

// passesOf returns the passes of each step of a script by its position, as in job.Bounds. It returns nil if there are more
// than maxPasses.
func passesOf(t *job.Timeline, born window) map[string][]pass {
	w := walk{passes: map[string][]pass{}, left: maxPasses}
	w.nodes(t.Nodes, "", born, 1)
	if w.left < 0 {
		return nil
	}
	return w.passes
}

// walk goes through a script, every repeat and every branch.
type walk struct {
	passes map[string][]pass
	left   int
}

// nodes goes through a list from a window on. It returns when the list is left again, and false if it never is. again is
// how many times the list is gone through.
func (w *walk) nodes(list []job.Node, place string, at window, again int) (window, bool) {
	for i, n := range list {
		var leaves bool
		if at, leaves = w.node(n, fmt.Sprintf("%s%d", place, i+1), at, again); !leaves || w.left < 0 {
			return at, false
		}
	}
	return at, true
}

func (w *walk) node(n job.Node, place string, at window, again int) (window, bool) {
	switch {
	case n.Step != nil:
		w.left--
		end := at.end(n.Step.Until)
		w.passes[place] = append(w.passes[place], pass{from: at, to: end, blurred: again < 0})
		return end, !end.never
	case n.Choose != nil:
		return w.choice(n, place, at, again)
	}
	leaves := n.Repeat > 0
	for i := 0; i < n.Repeat && leaves; i++ {
		at, leaves = w.nodes(n.Nodes, place+".", at, again*n.Repeat)
	}
	return at, leaves
}

// choice goes through all branches. Within a repeat another one may be taken each time, so that their passes are blurred.
func (w *walk) choice(n job.Node, place string, at window, again int) (window, bool) {
	if again > 1 {
		again = -again
	}
	var end window
	leaves := false
	for i, b := range n.Choose {
		one, left := w.nodes(b.Nodes, fmt.Sprintf("%s.%d.", place, i+1), at, again)
		switch {
		case !left:
		case !leaves:
			end, leaves = one, true
		default:
			end = end.or(one)
		}
	}
	return end, leaves
}
