package control

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// listRules returns the rules in the order in which they claim calls.
func listRules(r *request, _ none) (admin.RuleList, error) {
	list := admin.RuleList{Rules: []admin.Rule{}}
	for _, s := range r.session.World().Rules() {
		list.Rules = append(list.Rules, ruleOf(s))
	}
	return list, nil
}

// addRules adds rules before those in force.
func addRules(r *request, text []byte) (admin.RuleList, error) {
	names, err := r.session.DoRule(playback.Command{Do: playback.AddRules, Source: scenario.Source{Name: "request", Text: text}})
	if err != nil {
		return admin.RuleList{}, err
	}
	return rulesOf(r, names), nil
}

func pathRule(r *request) (string, error) { return r.pathVar("name"), nil }

// armRule returns an operation that arms or disarms a rule.
func armRule(do string) func(*request, string) (admin.RuleList, error) {
	return func(r *request, name string) (admin.RuleList, error) {
		names, err := r.session.DoRule(playback.Command{Do: do, Source: scenario.Source{Name: name}})
		if err != nil {
			return admin.RuleList{}, err
		}
		return rulesOf(r, names), nil
	}
}

func removeRule(r *request, name string) (none, error) {
	_, err := r.session.DoRule(playback.Command{Do: playback.RemoveRule, Source: scenario.Source{Name: name}})
	return none{}, err
}

// rulesOf returns the rules with the given names.
func rulesOf(r *request, names []string) admin.RuleList {
	list := admin.RuleList{Rules: []admin.Rule{}}
	for _, s := range r.session.World().Rules() {
		if slices.Contains(names, s.Rule.Name) {
			list.Rules = append(list.Rules, ruleOf(s))
		}
	}
	return list
}

// ruleError returns the error of a command about rules, or nil for other errors.
func ruleError(err error) *admin.Error {
	if unknown, ok := errors.AsType[*world.UnknownRuleError](err); ok {
		return &admin.Error{
			Status: http.StatusNotFound, Code: "no_rule", Message: unknown.Error(),
			Hint: cmp.Or(scenario.DidYouMean(unknown.Name, unknown.Names), "GET /__admin/rules lists the rules"),
		}
	}
	if taken, ok := errors.AsType[*world.DuplicateRuleError](err); ok {
		return &admin.Error{Status: http.StatusConflict, Code: "taken", Message: taken.Error(), Hint: "give the rule another name, or remove the other one first"}
	}
	if more, ok := errors.AsType[*playback.RulesOnlyError](err); ok {
		return Refuse(more.Error(), "rules: [...] is all of the text; POST /__admin/jobs starts jobs")
	}
	return nil
}

func ruleOf(s world.RuleStatus) admin.Rule {
	s.Rule.Disarmed = false // as the scenario has it; whether it is armed now is a member of its own
	return admin.Rule{
		Name: s.Rule.Name, Location: s.Rule.Location, Call: callName(s.Rule), Path: s.Rule.Path, Description: s.Rule.String(),
		Armed: s.Armed, Calls: s.Calls, Claimed: s.Claimed, Remaining: s.Remaining, Spent: s.Spent,
	}
}

// callName returns what a rule's calls are named by in a scenario, such as "evs.showJob".
func callName(r rule.Rule) string {
	name := r.Call
	if name == "" {
		name = "*"
	}
	return strings.TrimPrefix(r.API+"."+name, ".")
}
