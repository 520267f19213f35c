package testharness

import (
	"fmt"
	"strings"
)

// CheckCalls is RequireCalls with an error.
func (j Journal) CheckCalls(call string, n int) error {
	if err := checkCall(call); err != nil {
		return err
	}
	if got := len(j.requests(call)); got != n {
		return fmt.Errorf("%s was called %s, not %s", call, times(got), times(n))
	}
	return nil
}

// CheckOrder is RequireOrder with an error.
func (j Journal) CheckOrder(calls ...string) error {
	if len(calls) == 0 {
		return fmt.Errorf("no calls are named whose order is to be checked")
	}
	for _, call := range calls {
		if err := checkCall(call); err != nil {
			return err
		}
	}
	found := 0
	after := ""
	for _, e := range j.Entries() {
		if found < len(calls) && e.API+"."+e.Op == calls[found] {
			found++
			after = fmt.Sprintf(" after %s, request %d", calls[found-1], e.N)
		}
	}
	if found < len(calls) {
		return fmt.Errorf("%s was not called%s (wanted: %s)", calls[found], after, strings.Join(calls, ", "))
	}
	return nil
}

// CheckRuleSpent is RequireRuleSpent with an error.
func (j Journal) CheckRuleSpent(call string) error {
	if call != "" {
		if err := checkCall(call); err != nil {
			return err
		}
	}
	matched := false
	for _, c := range j.sim.session.Rules().List() {
		name := strings.TrimPrefix(c.Rule.API+"."+c.Rule.Call, ".")
		if call != "" && call != name {
			continue
		}
		matched = true
		switch {
		case c.Remaining != nil && !c.Spent:
			return fmt.Errorf("the rule at %s for %s is not spent: it counted %s and can claim %d more", c.Rule.Location, name, calls(c.Calls), *c.Remaining)
		case c.Remaining == nil && c.Calls == 0:
			return fmt.Errorf("the rule at %s for %s matched no call", c.Rule.Location, name)
		}
	}
	if !matched && call == "" {
		return fmt.Errorf("there are no rules")
	}
	if !matched {
		return fmt.Errorf("there is no rule for %q", call)
	}
	return nil
}

// CheckAllMatched is RequireAllMatched with an error.
func (j Journal) CheckAllMatched() error {
	f := j.filter
	f.Unmatched = true
	lost := j.Where(f).Entries()
	switch {
	case len(lost) > 0:
		return fmt.Errorf("%s, the first of them %s: %s", unmatched(len(lost)), summary(lost[0]), j.sim.session.Explain(lost[0]))
	case len(j.Entries()) == 0:
		return fmt.Errorf("no client has sent a request")
	default:
		return nil
	}
}

func calls(n int) string {
	if n == 1 {
		return "1 call"
	}
	return fmt.Sprintf("%d calls", n)
}

func unmatched(n int) string {
	if n == 1 {
		return "1 unmatched request"
	}
	return fmt.Sprintf("%d unmatched requests", n)
}
