package world

import (
	"fmt"
	"slices"

	"github.com/jobsim/jobsim/emulator/rule"
)

// ruleState is a rule in force. The rule itself does not change; the rest is guarded by the world's lock.
type ruleState struct {
	rule    *rule.Rule
	armed   bool
	counter rule.Counter
}

func newRuleStates(rules []rule.Rule) *[]*ruleState {
	states := make([]*ruleState, len(rules))
	for i := range rules {
		states[i] = &ruleState{rule: &rules[i], armed: !rules[i].Disarmed}
	}
	return &states
}

// RuleCall is a call that rules are matched with.
type RuleCall struct {
	API     string
	Op      string // empty while the operation is not known: only rules for paths are matched then
	Path    string
	Request rule.Request
	Claimed bool // a rule has claimed the call already: others count it, and none claims it
}

// Match is a rule that claims a call. The zero Match means that none does.
type Match struct {
	Rule *rule.Rule
	rule.Claim
}

// MatchRule counts a call for each rule that it fits, and returns the first rule that claims it.
func (w *World) MatchRule(c RuleCall) Match {
	var fits []*ruleState
	caller := ""
	for _, s := range *w.rules.Load() { // conditions may read a request's body, so they are checked without the lock
		r := s.rule
		if (c.Op == "") != (r.Call == "") || !r.Fits(c.API, c.Op, c.Path) || !r.Matches(c.Request) {
			continue
		}
		fits = append(fits, s)
		if r.Rate != nil && caller == "" {
			caller = c.Request.Caller()
		}
	}
	if fits == nil {
		return Match{}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.clock.Now()
	var found Match
	for _, s := range fits {
		if !s.armed || !s.rule.Within(now.Sub(w.began)) {
			continue
		}
		claim := s.counter.Count(s.rule, now, w.seed, caller)
		if claim.OK && found.Rule == nil && !c.Claimed {
			found = Match{s.rule, claim}
			s.counter.Claimed++
		}
	}
	return found
}

// HasRules reports whether rules count the calls, so that even a call that changes nothing else has an effect.
func (w *World) HasRules() bool { return len(*w.rules.Load()) > 0 }

// RuleStatus is a rule with what it has counted.
type RuleStatus struct {
	Rule    rule.Rule
	Armed   bool
	Calls   int // that it counted
	Claimed int // of them, those that it claimed
	Spent   bool
	// Remaining is how many calls it may still claim; nil means no limit.
	Remaining *int
}

// Rules returns the rules in force, in the order in which they claim calls.
func (w *World) Rules() []RuleStatus {
	w.mu.Lock()
	defer w.mu.Unlock()
	states := *w.rules.Load()
	all := make([]RuleStatus, len(states))
	for i, s := range states {
		all[i] = RuleStatus{*s.rule, s.armed, s.counter.Calls, s.counter.Claimed, s.rule.Spent(&s.counter), s.rule.Remaining(&s.counter)}
	}
	return all
}

// UnknownRuleError is returned for a name that no rule has.
type UnknownRuleError struct {
	Name  string
	Names []string // of the rules in force
}

// Error returns the name.
func (e *UnknownRuleError) Error() string { return fmt.Sprintf("there is no rule %q", e.Name) }

// DuplicateRuleError is returned for a rule whose name another one has.
type DuplicateRuleError struct{ Name string }

// Error returns the name.
func (e *DuplicateRuleError) Error() string { return fmt.Sprintf("there is a rule %q already", e.Name) }

// AddRules adds rules before those in force, in their order, all or none: what is added last claims first. It returns a
// *DuplicateRuleError if a name is taken.
func (tx *Tx) AddRules(rules ...rule.Rule) error {
	states := *tx.w.rules.Load()
	added := *newRuleStates(slices.Clone(rules))
	for i, s := range added {
		same := func(other *ruleState) bool { return other.rule.Name == s.rule.Name }
		if slices.ContainsFunc(states, same) || slices.ContainsFunc(added[:i], same) {
			return &DuplicateRuleError{s.rule.Name}
		}
	}
	all := slices.Concat(added, states)
	tx.w.rules.Store(&all)
	return nil
}

// ArmRule arms or disarms a rule. One that is armed counts from the beginning. It returns an *UnknownRuleError.
func (tx *Tx) ArmRule(name string, armed bool) error {
	i, err := tx.findRule(name)
	if err != nil {
		return err
	}
	s := (*tx.w.rules.Load())[i]
	if s.armed = armed; armed {
		s.counter = rule.Counter{}
	}
	return nil
}

// RemoveRule removes a rule. It returns an *UnknownRuleError.
func (tx *Tx) RemoveRule(name string) error {
	i, err := tx.findRule(name)
	if err != nil {
		return err
	}
	rest := slices.Delete(slices.Clone(*tx.w.rules.Load()), i, i+1)
	tx.w.rules.Store(&rest)
	return nil
}

func (tx *Tx) findRule(name string) (int, error) {
	states := *tx.w.rules.Load()
	i := slices.IndexFunc(states, func(s *ruleState) bool { return s.rule.Name == name })
	if i >= 0 {
		return i, nil
	}
	unknown := &UnknownRuleError{Name: name}
	for _, s := range states {
		unknown.Names = append(unknown.Names, s.rule.Name)
	}
	return 0, unknown
}

// forkRules returns the rules for a world of the same past.
func (w *World) forkRules() *[]*ruleState {
	states := slices.Clone(*w.rules.Load())
	for i, s := range states {
		states[i] = &ruleState{rule: s.rule, armed: s.armed, counter: s.counter.Clone()}
	}
	return &states
}
