package scenario

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

// Location returns where a job is named, as file:line. It returns "" if the scenario has no job of this name.
func (s *Scenario) Location(ref job.Ref) string {
	at, named := s.named[ref]
	for _, g := range s.families {
		if !named && g.api == ref.API && (g.family.Contains(ref.ID) || g.at.value == ref.ID) {
			at, named = g.at, true
		}
	}
	if !named {
		return ""
	}
	return fmt.Sprintf("%s:%d", at.text.file, at.line)
}

// Clashes returns Diagnostics for the jobs and resources that several scenarios name, which cannot be loaded together, and for the jobs
// and rules that they have expectations of and that none of them has; nil if there are none.
func Clashes(all []*Scenario) error {
	if faults := unmet(all); len(faults) > 0 {
		return faults
	}
	if len(all) < 2 {
		return nil
	}
	jobs := 0
	for _, s := range all {
		jobs += len(s.named)
	}
	first := make(map[job.Ref]*Scenario, jobs)
	var faults Diagnostics
	for _, s := range all {
		var own Diagnostics
		for ref := range s.named {
			if other := first[ref]; other == nil {
				first[ref] = s
			} else {
				own = append(own, s.clash(ref, other))
			}
		}
		faults = append(faults, own.sorted()...)
	}
	faults = append(faults, clashingFamilies(all)...)
	faults = append(faults, clashingResources(all)...)
	if len(faults) == 0 {
		return nil
	}
	return faults
}

// clash returns the diagnostic of a job that another scenario has too.
func (s *Scenario) clash(ref job.Ref, other *Scenario) Diagnostic {
	at := s.placeOf(ref)
	return Diagnostic{
		File: at.text.file, Line: at.line, Col: at.col, Source: at.text.line(at.line),
		Message: fmt.Sprintf("job %s exists already", ref), Hint: "the other one is in " + other.Location(ref) + ": serve one of the two, or give this one another id",
	}
}

// placeOf returns where a job is named, by itself or by a family.
func (s *Scenario) placeOf(ref job.Ref) place {
	if at, named := s.named[ref]; named {
		return at
	}
	for _, g := range s.families {
		if g.api == ref.API && g.family.Contains(ref.ID) {
			return g.at
		}
	}
	return place{}
}

// clashingFamilies returns the diagnostics of jobs that two scenarios name, at least one by a family.
func clashingFamilies(all []*Scenario) (faults Diagnostics) {
	for i, s := range all {
		for _, g := range s.families {
			for k, other := range all {
				if k == i {
					continue
				}
				for ref := range other.named {
					if ref.API == g.api && g.family.Contains(ref.ID) {
						faults = append(faults, s.clash(ref, other))
					}
				}
				for _, o := range other.families {
					if id := g.shared(o); k < i && id != "" {
						faults = append(faults, s.clash(job.Ref{API: g.api, ID: id}, other))
					}
				}
			}
		}
	}
	return faults
}
