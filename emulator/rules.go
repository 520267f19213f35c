package emulator

import (
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Rules is the rules of a session: looked at and changed while it runs. A snapshot has the changes, and a fork too.
type Rules struct{ core *sessions.Session }

// RuleStatus is a rule with what it has counted so far.
type RuleStatus struct {
	Rule    rule.Rule
	Armed   bool
	Calls   int  // calls that the rule counted
	Claimed int  // of them, those that it claimed
	Spent   bool // it claims no further call
	// Remaining is how many calls it may still claim; nil means no limit.
	Remaining *int
}

// UnknownRuleError is returned for a name that no rule of the session has.
type UnknownRuleError = world.UnknownRuleError

// DuplicateRuleError is returned for a rule whose name another one has.
type DuplicateRuleError = world.DuplicateRuleError

// RulesOnlyError is returned by Rules.Add for a scenario that has more than rules.
type RulesOnlyError = playback.RulesOnlyError

// List returns the rules in force, in the order in which they claim calls.
func (r Rules) List() []RuleStatus {
	counts := r.core.World().Rules()
	all := make([]RuleStatus, len(counts))
	for i, c := range counts {
		all[i] = RuleStatus(c)
	}
	return all
}

// Add reads a scenario with rules alone and adds them before those in force, all or none. It returns their names. Its error is
// scenario.Diagnostics, a *RulesOnlyError or a *DuplicateRuleError.
func (r Rules) Add(src Source) ([]string, error) {
	return r.core.DoRule(playback.Command{Do: playback.AddRules, Source: src})
}

// AddFunc is Add for rules that match only the requests for which a function returns true. It is called for each request that
// fits such a rule, by several goroutines at once. From then on Session.Snapshot returns a *GoValueError; a Fork has the rules.
func (r Rules) AddFunc(src Source, match func(rule.Request) bool) ([]string, error) {
	return r.core.DoRule(playback.Command{Do: playback.AddRules, Source: src, Match: match})
}

// Arm lets a rule take calls, counted from the first one on. It returns an *UnknownRuleError.
func (r Rules) Arm(name string) error { return r.do(playback.ArmRule, name) }

// Disarm stops a rule from taking calls. It returns an *UnknownRuleError.
func (r Rules) Disarm(name string) error { return r.do(playback.DisarmRule, name) }

// Remove removes a rule. It returns an *UnknownRuleError.
func (r Rules) Remove(name string) error { return r.do(playback.RemoveRule, name) }

func (r Rules) do(do, name string) error {
	_, err := r.core.DoRule(playback.Command{Do: do, Source: Source{Name: name}})
	return err
}
