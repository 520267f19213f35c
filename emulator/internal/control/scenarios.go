package control

import (
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/rule"
)

// scenarioList is what a session loaded, and what it could have.
type scenarioList struct {
	Loaded  []string `json:"loaded"`
	Shipped []string `json:"shipped"`
}

func listScenarios(v *request, _ none) (scenarioList, error) {
	return scenarioList{Loaded: listed(v.session.Scenarios()), Shipped: listed(v.opts.Shipped())}, nil
}

// scenarioFile is the text of a shipped scenario.
func scenarioFile(v *request) {
	name := v.name("name")
	text, ok := v.opts.Text(name)
	if !ok {
		fail(v.w, &Error{
			Status: http.StatusNotFound, Code: "no_scenario", Message: "there is no shipped scenario " + name,
			Hint: "GET /__admin/scenarios lists them",
		})
		return
	}
	v.send("application/yaml", text)
}

// send answers with a text that is no document of this API.
func (v *request) send(kind string, text []byte) {
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Cache-Control", "no-store")
	_, _ = v.w.Write(text) // a caller that went away is its own affair
}

// ruleDoc is a rule and how far it is.
type ruleDoc struct {
	Place string  `json:"place"` // file:line
	Call  string  `json:"call"`  // "evs.showJob"; "*" for any
	Path  string  `json:"path,omitempty"`
	Where int     `json:"where"` // how many conditions it has
	First int     `json:"first,omitempty"`
	Last  int     `json:"last,omitempty"`
	Share float64 `json:"chance"`
	Calls int     `json:"calls"`          // that it could have claimed so far
	Left  *int    `json:"left,omitempty"` // that it may still claim; left out when there is no end
	Spent bool    `json:"spent"`
}

// ruleList are the rules in the order in which they are asked.
type ruleList struct {
	Rules []ruleDoc `json:"rules"`
}

func listRules(v *request, _ none) (ruleList, error) {
	list := ruleList{Rules: []ruleDoc{}}
	for _, c := range v.session.World().RuleCounts() {
		r := c.Rule
		d := ruleDoc{
			Place: r.Location, Call: call(r), Path: r.Path, Where: len(r.Where), First: r.First, Last: r.Last, Share: r.Chance,
			Calls: c.Calls, Spent: r.Spent(c.Calls),
		}
		if r.Last > 0 {
			d.Left = new(max(r.Last-max(c.Calls, r.First-1), 0))
		}
		list.Rules = append(list.Rules, d)
	}
	return list, nil
}

// call is what a rule's calls are named by in a scenario.
func call(r rule.Rule) string {
	name := r.Call
	if name == "" {
		name = "*"
	}
	return strings.TrimPrefix(r.API+"."+name, ".")
}
