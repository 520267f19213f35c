package control

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/rule"
)

// listRules returns the rules in the order in which they claim calls.
func listRules(r *request, _ none) (admin.RuleList, error) {
	list := admin.RuleList{Rules: []admin.Rule{}}
	for _, s := range r.session.World().Rules() {
		list.Rules = append(list.Rules, ruleOf(s))
	}
	return list, nil
}

func ruleOf(s world.RuleStatus) admin.Rule {
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
