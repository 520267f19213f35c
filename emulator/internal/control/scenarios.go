package control

import (
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/rule"
)

func listScenarios(r *request, _ none) (admin.ScenarioList, error) {
	return admin.ScenarioList{Loaded: listOf(r.session.Scenarios()), Shipped: listOf(r.opts.Shipped())}, nil
}

// scenarioFile writes the text of a scenario that is part of the program.
func scenarioFile(r *request) {
	name := r.pathVar("name")
	text, ok := r.opts.Text(name)
	if !ok {
		writeError(r.w, &admin.Error{
			Status: http.StatusNotFound, Code: "no_scenario", Message: "there is no shipped scenario " + name,
			Hint: "GET /__admin/scenarios lists them",
		})
		return
	}
	r.write("application/yaml", text)
}

func listRules(r *request, _ none) (admin.RuleList, error) {
	list := admin.RuleList{Rules: []admin.Rule{}}
	for _, c := range r.session.World().RuleCounts() {
		one := c.Rule
		doc := admin.Rule{
			Location: one.Location, Call: callName(one), Path: one.Path, Where: len(one.Where), First: one.First, Last: one.Last,
			Chance: one.Chance, Calls: c.Calls, Spent: one.Spent(c.Calls),
		}
		if one.Last > 0 {
			doc.Remaining = new(max(one.Last-max(c.Calls, one.First-1), 0))
		}
		list.Rules = append(list.Rules, doc)
	}
	return list, nil
}

// callName returns what a rule's calls are named by in a scenario, such as "evs.showJob".
func callName(r rule.Rule) string {
	name := r.Call
	if name == "" {
		name = "*"
	}
	return strings.TrimPrefix(r.API+"."+name, ".")
}
