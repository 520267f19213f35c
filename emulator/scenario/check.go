package scenario

import (
	"fmt"
	"slices"
)

// reach reports what can never happen in a list of items: a step after a final one, and an exit of the last step. last is
// set if the script ends with the list.
func (s *script) reach(items []item, last bool) {
	for i, it := range items {
		tail := i == len(items)-1
		if !tail && !it.leaves() {
			items[i+1].in.fault(items[i+1].at, "this is never reached: the step before it is final", "",
				fmt.Sprintf("line %d needs for: or until: to come to an end", it.at.Line))
			it.inside(s, false)
			return
		}
		it.inside(s, last && tail)
	}
}

// inside checks the items that an item consists of.
func (it item) inside(s *script, last bool) {
	switch {
	case it.Step != nil:
		if last && it.ends != nil {
			it.in.fault(it.ends, "the last step is final: no step follows it", "", "leave this out, or add the step that follows")
		}
		if w := s.words; w != nil && it.word != nil && len(w.Movers) == 0 && it.Step.Phase.Over() && !it.Step.Until.Final() {
			it.in.remark(it.word, fmt.Sprintf("the job has ended with %s, and goes on after it", it.Step.Status), fmt.Sprintf("on purpose: {name: %s, phase: %s}", it.Step.Status, it.Step.Phase))
		}
	case it.Choose != nil:
		for _, way := range it.ways {
			s.reach(way, last)
		}
	case it.Repeat == 1:
		s.reach(it.items, last)
	case len(it.items) > 0 && !leave(it.items):
		it.in.fault(it.at, "the repeat never comes to its second time: one of its steps is final", "", "the last of its steps needs for: or until: to end")
		s.reach(it.items, false)
	default:
		if last {
			it.in.fault(it.at, "nothing follows the last time of this repeat", "a final step, after the repeat", "")
		}
		s.reach(it.items, false)
	}
}

// leaves reports whether an item can be left again.
func (it item) leaves() bool {
	switch {
	case it.Step != nil:
		return !it.Step.Until.Final()
	case it.Choose != nil:
		return len(it.ways) == 0 || slices.ContainsFunc(it.ways, leave)
	default:
		return leave(it.items)
	}
}

func leave(items []item) bool {
	for _, it := range items {
		if !it.leaves() {
			return false
		}
	}
	return true
}
