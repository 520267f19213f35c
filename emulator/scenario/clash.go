package scenario

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

// Location returns where a job is named, as file:line. It returns "" if the scenario has no job of this name.
func (s *Scenario) Location(ref job.Ref) string {
	at, named := s.named[ref]
	if !named {
		return ""
	}
	return fmt.Sprintf("%s:%d", at.text.file, at.node.Line)
}

// Clashes returns Diagnostics for the jobs and resources that several scenarios name, which cannot be loaded together, or nil.
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
	faults = append(faults, clashingResources(all)...)
	if len(faults) == 0 {
		return nil
	}
	return faults
}

// clash returns the diagnostic of a job that another scenario has too.
func (s *Scenario) clash(ref job.Ref, other *Scenario) Diagnostic {
	at := s.named[ref]
	return Diagnostic{
		File: at.text.file, Line: at.node.Line, Col: at.node.Column, Source: at.text.line(at.node.Line),
		Message: fmt.Sprintf("job %s exists already", ref), Hint: "the other one is in " + other.Location(ref) + ": serve one of the two, or give this one another id",
	}
}
