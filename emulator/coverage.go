package emulator

import (
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/shown"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// Coverage returns what clients were shown so far, in all sessions, those that have ended included. It is empty unless Options.Coverage is
// set. Of the vocabulary it has only what was shown; CompleteCoverage adds the rest.
func (e *Emulator) Coverage() coverage.Coverage { return e.covered() }

func (e *engine) covered() coverage.Coverage {
	if e.coverage == nil {
		return coverage.Coverage{}
	}
	e.registry.Main().Cover()
	for _, s := range e.registry.All() {
		s.Cover()
	}
	return e.coverage.Coverage()
}

// showCoverage returns what the control API shows; nil if coverage is not counted.
func (e *engine) showCoverage() func() (coverage.Coverage, error) {
	if e.coverage == nil {
		return nil
	}
	return func() (coverage.Coverage, error) { return CompleteCoverage(e.covered()) }
}

// CompleteCoverage adds to a coverage what clients were never shown of the APIs that they called, and which shipped scenario, rule or
// command would show it.
func CompleteCoverage(c coverage.Coverage) (coverage.Coverage, error) {
	words := apis.Vocabularies(apis.All())
	sources, err := FindScenarios(nil, ShippedScenarios()...)
	if err != nil {
		return c, err
	}
	library := make([]scenario.Named, len(sources))
	for i, src := range sources {
		library[i].Name = src.Name
		if library[i].Scenario, err = src.Read(words); err != nil {
			return c, err
		}
	}
	return shown.Complete(c, words, library), nil
}
