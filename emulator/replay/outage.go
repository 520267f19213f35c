package replay

import (
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario/infer"
)

// shortOutage is how many calls in a row must fail alike so that they are an outage and no single failures.
const shortOutage = 3

// outage is a time in which the calls of a rule failed: it began after lo and at first at the latest, and ended after last and at
// until at the latest.
type outage struct {
	rule        infer.Rule
	lo, first   time.Duration
	last, until time.Duration
}

// outages turns failures of calls in a row into windows of time. Those of several calls of an API that fit one window become one rule.
func (c *corrector) outages() {
	var found []outage
	for _, r := range c.draft.Failures {
		if o, ok := c.outage(r); ok {
			found = append(found, o)
		}
	}
	for len(found) > 0 {
		all, replaced := found[0], []infer.Rule{found[0].rule}
		var rest []outage
		for _, o := range found[1:] {
			if joined, ok := all.join(o); ok {
				all, replaced = joined, append(replaced, o.rule)
			} else {
				rest = append(rest, o)
			}
		}
		c.replaceByWindow(all, replaced)
		found = rest
	}
}

// join returns what fits two outages, or false if nothing does.
func (o outage) join(other outage) (outage, bool) {
	api, _, _ := strings.Cut(o.rule.Call, ".")
	alike := strings.HasPrefix(other.rule.Call, api+".") && infer.SameAnswer(o.rule, other.rule)
	o.rule.Call = api + ".*"
	o.lo, o.first = max(o.lo, other.lo), min(o.first, other.first)
	o.last, o.until = max(o.last, other.last), min(o.until, other.until)
	return o, alike && o.lo < o.first && o.last < o.until
}

// replaceByWindow puts the window of an outage in the place of rules with the numbers of its calls, unless that loses a response.
func (c *corrector) replaceByWindow(o outage, replaced []infer.Rule) {
	from, began := infer.Roundest(o.lo, o.first)
	until, ended := infer.Roundest(o.last, o.until)
	if !ended {
		return
	}
	if !began {
		from = 0
	}
	window := o.rule
	window.Nth, window.From, window.Until = nil, from, until
	c.keep(false, func(d *infer.Draft) {
		rest := slices.DeleteFunc(slices.Clone(d.Failures), func(f infer.Rule) bool {
			return slices.ContainsFunc(replaced, func(r infer.Rule) bool {
				return r.Call == f.Call && slices.Equal(r.Nth, f.Nth) && infer.SameAnswer(r, f)
			})
		})
		d.Failures = append([]infer.Rule{window}, rest...)
	})
}

// outage returns the time in which the calls of a rule failed. It returns false for a rule of single failures, and for refusals
// that no outage explains.
func (c *corrector) outage(r infer.Rule) (outage, bool) {
	n := len(r.Nth)
	if n < shortOutage || r.Nth[n-1]-r.Nth[0] != n-1 || r.Break == "" && httpStatus(r) < 500 {
		return outage{}, false
	}
	o := outage{rule: r}
	nth := 0
	for _, call := range c.outcomes {
		if call.API+"."+call.Op != r.Call {
			continue
		}
		nth++
		at := call.Exchange.At.Sub(c.origin)
		switch {
		case nth < r.Nth[0]:
			o.lo = at
		case nth == r.Nth[0]:
			o.first, o.last = at, at
		case nth <= r.Nth[n-1]:
			o.last = at
		case o.until == 0:
			o.until = at
		}
	}
	if o.until == 0 {
		o.until = o.last + time.Minute // the trace ends within the outage
	}
	return o, o.last < o.until
}

// httpStatus returns the HTTP status of a rule's response.
func httpStatus(r infer.Rule) int {
	if r.Status != 0 || r.Code == "" {
		return r.Status
	}
	api, _, _ := strings.Cut(r.Call, ".")
	for _, v := range emulator.Vocabularies() {
		if row, known := v.Error(r.Code); v.API == api && known {
			return row.HTTP
		}
	}
	return 0
}
