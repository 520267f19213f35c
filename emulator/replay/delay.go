package replay

import (
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/scenario/infer"
)

// A response is slow if it took as long as this, and several times as long as most responses to the call.
const (
	slowResponse = 5 * time.Second
	timesSlower  = 5
)

// delays adds rules that hold responses back which came slowly. They are not played: nothing in a response depends on them.
func (c *corrector) delays() {
	for _, call := range c.calls() {
		var slow []int
		var took []time.Duration
		usual := c.usual(call)
		nth := 0
		for _, o := range c.outcomes {
			if o.API+"."+o.Op != call {
				continue
			}
			nth++
			if t := o.Exchange.Took; t >= slowResponse && t >= timesSlower*usual && !c.claimed(call, nth) {
				slow, took = append(slow, nth), append(took, t)
			}
		}
		if slow == nil {
			continue
		}
		r := infer.Rule{Call: call, Nth: slow}
		r.Delay = infer.Span{Min: rounded(slices.Min(took)), Max: rounded(slices.Max(took))}
		c.draft.Delays = append(c.draft.Delays, r)
	}
}

// rounded returns the roundest duration that is a little shorter than d: some of the time was spent on the way.
func rounded(d time.Duration) time.Duration {
	round, _ := infer.Roundest(d*9/10, d)
	return round
}

// calls returns the calls of the trace, in its order.
func (c *corrector) calls() []string {
	var all []string
	for _, o := range c.outcomes {
		if call := o.API + "." + o.Op; o.Op != "" && !slices.Contains(all, call) {
			all = append(all, call)
		}
	}
	return all
}

// usual returns the median of the times that responses to a call took; 0 if there is one response only.
func (c *corrector) usual(call string) time.Duration {
	var all []time.Duration
	for _, o := range c.outcomes {
		if o.API+"."+o.Op == call && o.Exchange.Took > 0 {
			all = append(all, o.Exchange.Took)
		}
	}
	if len(all) < 2 {
		return 0
	}
	slices.Sort(all)
	return all[(len(all)-1)/2]
}

// claimed reports whether a rule of the draft claims the nth call of an operation.
func (c *corrector) claimed(call string, nth int) bool {
	return slices.ContainsFunc(slices.Concat(c.draft.Failures, c.draft.Edits, c.draft.Rules), func(r infer.Rule) bool {
		return r.Call == call && (r.Nth == nil && r.Until == 0 || slices.Contains(r.Nth, nth))
	})
}
