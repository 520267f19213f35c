package testharness

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Rule is a rule of a session, which a test inspects and changes while the client runs.
type Rule struct {
	sim  *Sim
	name string
}

// AddRule adds a rule in the language of scenarios, as in "call: evs.showJob, nth: 1, break: reset", before those in force.
// It counts calls from now on, and ends with the session or when it is removed.
func (s *Sim) AddRule(yaml string) *Rule {
	s.t.Helper()
	return s.addRule(yaml, nil)
}

// AddRuleFunc is AddRule for a rule that takes only the calls for which a function returns true, where a "where" would be
// clumsy. The function is called for each call that fits the rule, in the goroutine that serves it, and may be called by
// several at once. From then on the session has no snapshot, whose text cannot say it.
func (s *Sim) AddRuleFunc(yaml string, match func(rule.Request) bool) *Rule {
	s.t.Helper()
	if match == nil {
		s.must(fmt.Errorf("AddRuleFunc needs a function"))
	}
	return s.addRule(yaml, match)
}

// addRule adds a rule with a function, or with none.
func (s *Sim) addRule(yaml string, match func(rule.Request) bool) *Rule {
	s.t.Helper()
	src := source(yaml)
	src.Text = ruleText(string(src.Text))
	var names []string
	var err error
	if match == nil {
		names, err = s.session.Rules().Add(src)
	} else {
		names, err = s.session.Rules().AddFunc(src, match)
	}
	s.must(err)
	if len(names) != 1 {
		s.must(fmt.Errorf("AddRule adds one rule, and these are %d: %s", len(names), strings.Join(names, ", ")))
	}
	return &Rule{s, names[0]}
}

// ruleText returns the text of a scenario with a rule: its fields in one line, with or without braces, or one field in each
// line.
func ruleText(fields string) []byte {
	fields = strings.TrimSpace(fields)
	switch {
	case strings.HasPrefix(fields, "{"):
		return []byte("rules: [" + fields + "]")
	case !strings.Contains(fields, "\n"):
		return []byte("rules: [{" + fields + "}]")
	default:
		return []byte("rules:\n  - " + strings.ReplaceAll(fields, "\n", "\n    ") + "\n")
	}
}

// Rule returns the rule with a name, which a scenario gave it: "{name: outage, armed: false, call: …}". It ends the test if
// there is none.
func (s *Sim) Rule(name string) *Rule {
	s.t.Helper()
	r := &Rule{s, name}
	r.status()
	return r
}

// Name returns the name of the rule: its own, or one that was made for it.
func (r *Rule) Name() string { return r.name }

// Calls returns how many calls the rule has counted: those that it fits, whether or not it did something to them.
func (r *Rule) Calls() int {
	r.sim.t.Helper()
	return r.status().Calls
}

// Claimed returns to how many calls the rule did something.
func (r *Rule) Claimed() int {
	r.sim.t.Helper()
	return r.status().Claimed
}

// Remove removes the rule.
func (r *Rule) Remove() {
	r.sim.t.Helper()
	r.sim.must(r.sim.session.Rules().Remove(r.name))
}

// Arm arms the rule. It counts from the beginning.
func (r *Rule) Arm() {
	r.sim.t.Helper()
	r.sim.must(r.sim.session.Rules().Arm(r.name))
}

// Disarm leaves the rule without effect until it is armed.
func (r *Rule) Disarm() {
	r.sim.t.Helper()
	r.sim.must(r.sim.session.Rules().Disarm(r.name))
}

// status returns what the rule has counted. It ends the test if the rule was removed.
func (r *Rule) status() emulator.RuleStatus {
	r.sim.t.Helper()
	var names []string
	for _, status := range r.sim.session.Rules().List() {
		if status.Rule.Name == r.name {
			return status
		}
		names = append(names, status.Rule.Name)
	}
	r.sim.must(fmt.Errorf("there is no rule %q%s", r.name, suggestion(r.name, names)))
	return emulator.RuleStatus{}
}
