package world

import "github.com/jobsim/jobsim/emulator/rule"

// MatchRule finds the rule that claims a call and tells which of the calls that it could have claimed this is, from 1; nil and 0
// mean that no rule claims it. The rule is read only. call is empty while it is not known which operation the path names:
// only rules for paths are asked then.
func (w *World) MatchRule(api, call, path string, q rule.Request) (*rule.Rule, int) {
	for i := range w.rules {
		r := &w.rules[i]
		if (call == "") != (r.Call == "") || !r.Fits(api, call, path) || !r.Matches(q) {
			continue
		}
		if n := w.count(i); r.Claims(n, w.seed) {
			return r, n
		}
	}
	return nil, 0
}

func (w *World) count(i int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.claims[i]++
	return w.claims[i]
}

// RuleCount tells a rule and how many calls it could have claimed so far.
type RuleCount struct {
	Rule  rule.Rule
	Calls int
}

// RuleCounts tells the rules in force and how far each is.
func (w *World) RuleCounts() []RuleCount {
	w.mu.Lock()
	defer w.mu.Unlock()
	counts := make([]RuleCount, len(w.rules))
	for i, r := range w.rules {
		counts[i] = RuleCount{r, w.claims[i]}
	}
	return counts
}
