package job

import (
	"math"
	"time"
)

// Lifetime is when a script ends, counted from the birth of its job: between the earliest and the latest instant that its
// steps allow.
type Lifetime struct {
	Ends     bool // at least one path comes to an end
	Always   bool // every path does
	Earliest time.Duration
	Latest   time.Duration // if Open is set, as if steps that only a client ends took no time
	Longest  time.Duration // the sum of all times on the longest path, whether or not it ends
	Open     bool          // the end depends on what a client does
}

// Lifetime returns the bounds of the script's end. It draws nothing.
func (t *Timeline) Lifetime() Lifetime {
	if t.lifetime != nil {
		return *t.lifetime
	}
	return t.bounds()
}

func (t *Timeline) bounds() Lifetime {
	l := Lifetime{Always: true, Earliest: math.MaxInt64}
	for b, step := range t.Explain() {
		l.Longest = max(l.Longest, b.Latest)
		switch {
		case b.Chance == 0 || !step.Until.Final():
		case !step.Phase.Over():
			l.Always = false
		default:
			l.Ends = true
			l.Earliest = min(l.Earliest, b.Earliest)
			l.Latest = max(l.Latest, b.Latest)
			l.Open = l.Open || b.Open != nil
		}
	}
	return l
}
