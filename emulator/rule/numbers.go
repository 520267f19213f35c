package rule

import (
	"fmt"
	"math"
	"strings"
)

// Range is a range of numbers from First to Last. Last 0 means no end.
type Range struct{ First, Last int }

// Numbers are ranges of the numbers of calls, in ascending order.
type Numbers []Range

// Contains reports whether n is in one of the ranges.
func (all Numbers) Contains(n int) bool {
	for _, r := range all {
		if n >= r.First && (r.Last == 0 || n <= r.Last) {
			return true
		}
	}
	return false
}

// ContainsAll reports whether each number of other is in one of the ranges.
func (all Numbers) ContainsAll(other Numbers) bool {
	for _, o := range other {
		if !all.containsRange(o) {
			return false
		}
	}
	return true
}

func (all Numbers) containsRange(o Range) bool {
	first, last := o.First, o.end()
	for _, r := range all { // ascending: a later range can only go on where an earlier one ends
		if first >= r.First && first <= r.end() {
			if last <= r.end() {
				return true
			}
			first = r.end() + 1
		}
	}
	return false
}

// And returns the numbers that are in both.
func (all Numbers) And(other Numbers) Numbers {
	var both Numbers
	for _, a := range all {
		for _, b := range other {
			if r := (Range{max(a.First, b.First), min(a.end(), b.end())}); r.First <= r.Last {
				both = append(both, r)
			}
		}
	}
	for i := range both {
		if both[i].Last == math.MaxInt {
			both[i].Last = 0
		}
	}
	return both
}

// ContainsMultiple reports whether a multiple of n is in one of the ranges.
func (all Numbers) ContainsMultiple(n int) bool {
	for _, r := range all {
		if first := (r.First + n - 1) / n * n; first <= r.end() {
			return true
		}
	}
	return false
}

func (r Range) end() int {
	if r.Last == 0 {
		return math.MaxInt
	}
	return r.Last
}

// Describe returns the numbers for a sentence: "the first call", "calls 2 to 3 and 7".
func (all Numbers) Describe() string {
	if len(all) == 1 && all[0].First == 1 && all[0].Last > 0 {
		if all[0].Last == 1 {
			return "the first call"
		}
		return fmt.Sprintf("the first %d calls", all[0].Last)
	}
	parts := make([]string, len(all))
	for i, r := range all {
		switch {
		case r.Last == 0:
			parts[i] = fmt.Sprintf("%d and later", r.First)
		case r.First == r.Last:
			parts[i] = fmt.Sprint(r.First)
		default:
			parts[i] = fmt.Sprintf("%d to %d", r.First, r.Last)
		}
	}
	if len(all) == 1 && all[0].First == all[0].Last {
		return "call " + parts[0]
	}
	last := len(parts) - 1
	if last == 0 {
		return "calls " + parts[0]
	}
	return "calls " + strings.Join(parts[:last], ", ") + " and " + parts[last]
}
