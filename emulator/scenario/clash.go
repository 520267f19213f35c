package scenario

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

// Location is where a job is named, as file:line; empty if the scenario has none of this name.
func (s *Scenario) Location(ref job.Ref) string {
	at, named := s.named[ref]
	if !named {
		return ""
	}
	return fmt.Sprintf("%s:%d", at.text.file, at.node.Line)
}

// Clashes are the jobs that two of several scenarios name. Loaded together, they would have to be one job. It answers
// Diagnostics, or nil.
func Clashes(all []*Scenario) error {
	first := map[job.Ref]*Scenario{}
	var faults Diagnostics
	for _, s := range all {
		for _, spec := range s.Jobs {
			spec.All(func(spec job.Spec) bool {
				if other := first[spec.Ref]; other == nil {
					first[spec.Ref] = s
				} else {
					faults = append(faults, s.clash(spec.Ref, other))
				}
				return true
			})
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return faults
}

// clash is the fault of a job that another scenario has, too.
func (s *Scenario) clash(ref job.Ref, other *Scenario) Diagnostic {
	at := s.named[ref]
	return Diagnostic{
		File: at.text.file, Line: at.node.Line, Col: at.node.Column, Source: at.text.line(at.node.Line),
		Message: fmt.Sprintf("job %s exists already", ref), Hint: "the other one is in " + other.Location(ref) + ": serve one of the two, or give this one another id",
	}
}
