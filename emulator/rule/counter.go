package rule

import (
	"slices"
	"time"
)

// Rate is a number of calls within a sliding window, per caller.
type Rate struct {
	Calls int
	Per   time.Duration
}

// Counter holds what one rule has counted. The zero value has counted nothing.
type Counter struct {
	Calls   int // that the rule counted
	Claimed int // of them, those that it claimed
	// Passed are the instants of the last calls that the rate let through, oldest first, by caller.
	Passed map[string][]time.Time
}

// Claim is the outcome of counting a call.
type Claim struct {
	Nth  int           // number of the call, from 1
	OK   bool          // the rule claims the call unless an earlier one does
	Wait time.Duration // how long after this call the rate lets through another one; 0 if the rule has no rate
}

// Count counts a call of a caller at an instant, and returns whether the rule claims it. The caller must add one to Claimed if
// the rule wins the call.
func (c *Counter) Count(r *Rule, at time.Time, seed uint64, caller string) Claim {
	c.Calls++
	claim := Claim{Nth: c.Calls, OK: r.selects(c.Calls, seed) && (r.Times == 0 || c.Claimed < r.Times)}
	if r.Rate != nil && claim.OK {
		claim.Wait, claim.OK = c.above(*r.Rate, at, caller)
	}
	return claim
}

// above reports whether a call is above the rate, and how long it takes until the next one is not. A call that is not above
// it is let through and counts in the window; one that is above it does not, so that the wait is true.
func (c *Counter) above(rate Rate, at time.Time, caller string) (time.Duration, bool) {
	passed := c.Passed[caller]
	if n := len(passed) - rate.Calls; n >= 0 {
		if wait := passed[n].Add(rate.Per).Sub(at); wait > 0 {
			return wait, true
		}
		passed = passed[n+1:]
	}
	if c.Passed == nil {
		c.Passed = map[string][]time.Time{}
	}
	c.Passed[caller] = append(slices.Clip(passed), at)
	if len(c.Passed) > maxCallers {
		c.forget(rate, at)
	}
	return 0, false
}

// maxCallers is how many callers a rate keeps before it forgets those that were silent for a window.
const maxCallers = 1000

func (c *Counter) forget(rate Rate, at time.Time) {
	for caller, passed := range c.Passed {
		if last := passed[len(passed)-1]; at.Sub(last) >= rate.Per {
			delete(c.Passed, caller)
		}
	}
}

// Clone returns a copy that counts on its own.
func (c *Counter) Clone() Counter {
	twin := *c
	twin.Passed = nil
	for caller, passed := range c.Passed {
		if twin.Passed == nil {
			twin.Passed = map[string][]time.Time{}
		}
		twin.Passed[caller] = slices.Clone(passed)
	}
	return twin
}

// Spent reports whether the rule claims no further call, given what it has counted.
func (r *Rule) Spent(c *Counter) bool {
	if r.Times > 0 && c.Claimed >= r.Times {
		return true
	}
	return r.Nth != nil && r.Nth[len(r.Nth)-1].end() <= c.Calls
}

// Remaining returns how many calls the rule may still claim, or nil if there is no limit.
func (r *Rule) Remaining(c *Counter) *int {
	var left *int
	if r.Times > 0 {
		left = new(max(r.Times-c.Claimed, 0))
	}
	if r.Nth == nil || r.Nth[len(r.Nth)-1].Last == 0 {
		return left
	}
	n := 0
	for _, one := range r.Nth {
		n += max(one.Last-max(one.First-1, c.Calls), 0)
	}
	if left == nil || n < *left {
		left = &n
	}
	return left
}
