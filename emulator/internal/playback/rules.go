package playback

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// The words of Command.Do for rules. Source.Text has the rules that are added; Source.Name is the name of the rule else.
const (
	AddRules   = "add rules"
	ArmRule    = "arm rule"
	DisarmRule = "disarm rule"
	RemoveRule = "remove rule"
)

// RulesOnlyError is returned for a scenario whose rules are added to a running session and that has more than rules.
type RulesOnlyError struct{ Name string }

// Error returns the name of the scenario and the reason.
func (e *RulesOnlyError) Error() string {
	return e.Name + ": a running session takes rules here, and the timelines that they follow; nothing else"
}

// DoRule carries out a command about rules. It returns the names of the rules that it was about. Its error is
// scenario.Diagnostics, a *RulesOnlyError, a *world.DuplicateRuleError or a *world.UnknownRuleError.
func (p *Player) DoRule(st *State, c Command) (names []string, err error) {
	var rules []rule.Rule
	if c.Do == AddRules {
		if rules, err = readRules(p.Vocabularies, c.Source); err != nil {
			return nil, err
		}
		for i := range rules {
			rules[i].Match = c.Match
		}
		if c.Match != nil {
			c.goValue = c.Source.Name + ": a rule with a Go function"
		}
		if err := st.storable(&c); err != nil {
			return nil, err
		}
	}
	names = []string{c.Source.Name}
	err = st.World.Do(func(tx *world.Tx) error {
		switch c.Do {
		case AddRules:
			names = nameRules(tx, rules)
			err = tx.AddRules(rules...)
		case RemoveRule:
			err = tx.RemoveRule(c.Source.Name)
		default:
			err = tx.ArmRule(c.Source.Name, c.Do == ArmRule)
		}
		if err == nil {
			tx.Log(&c, len(c.Source.Text), world.LogPlace{})
		}
		return err
	})
	return names, err
}

// nameRules gives a name to each rule that its author gave none: "added#1". The same commands give the same names. It returns all
// names.
func nameRules(tx *world.Tx, rules []rule.Rule) []string {
	names := make([]string, len(rules))
	for i := range rules {
		if r := &rules[i]; r.Name == r.Key {
			r.Name = fmt.Sprintf("added#%d", tx.Next("rule"))
			r.Key = r.Name
		}
		names[i] = rules[i].Name
	}
	return names
}

func readRules(words []job.Vocabulary, src scenario.Source) ([]rule.Rule, error) {
	more, err := src.Read(words)
	if err != nil {
		return nil, err
	}
	if more.Seed != nil || more.Profile != "" || len(more.Settings) > 0 || len(more.Jobs) > 0 || len(more.Resources) > 0 || more.Judges() || len(more.Rules) == 0 {
		return nil, &RulesOnlyError{Name: src.Name}
	}
	return more.Rules, nil
}
