package scenario

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// elsewhere is a job or a rule that an expectation names and that a file without jobs or rules does not have: another file that is
// loaded with it must have it.
type elsewhere struct {
	what, name string
	at         place
}

// missing reports a job or a rule that the file does not have. If it has none at all, those of another file may be meant.
func (r *reader) missing(n *yaml.Node, what, name string, known []string) {
	if len(known) > 0 {
		r.fault(n, fmt.Sprintf("this can never be met: there is no %s %s", what, quoted(name)), oneOf(known), meant(name, known))
		return
	}
	r.expected = append(r.expected, elsewhere{what: what, name: name, at: r.place(n)})
}

// unmet returns the diagnostics of what scenarios expect of jobs and rules that none of them has.
func unmet(all []*Scenario) (faults Diagnostics) {
	var jobs, rules []string
	for _, s := range all {
		for ref := range s.named {
			jobs = append(jobs, ref.String())
		}
		for _, one := range s.Rules {
			rules = append(rules, one.Name)
		}
	}
	slices.Sort(jobs)
	for _, s := range all {
		for _, e := range s.elsewhere {
			known, there := jobs, false
			if e.what == "rule" {
				known = rules
				there = slices.Contains(rules, e.name)
			} else {
				api, id, _ := strings.Cut(e.name, "/")
				there = slices.ContainsFunc(all, func(o *Scenario) bool { return o.Location(job.Ref{API: api, ID: id}) != "" })
			}
			if !there {
				faults = append(faults, Diagnostic{
					File: e.at.text.file, Line: e.at.line, Col: e.at.col, Source: e.at.text.line(e.at.line),
					Message: fmt.Sprintf("this can never be met: there is no %s %s", e.what, quoted(e.name)), Want: oneOf(known), Hint: meant(e.name, known),
				})
			}
		}
	}
	return faults
}
