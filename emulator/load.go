package emulator

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// plan is everything that a world starts from. It is fixed once read, so that Reset comes back to the same.
type plan struct {
	scenarios []*scenario.Scenario
	seed      uint64
	profile   string
	settings  map[string]string
	ahead     []rule.Rule // before those of the scenarios
	opts      Options     // what it was read by
	sources   []Source    // the texts of the scenarios
}

// read reads the scenarios and settles what they and the options say. Its error holds every fault of every file.
func read(words []job.Vocabulary, opts Options) (*plan, error) {
	sources := opts.Scenarios
	if sources == nil {
		var err error
		if sources, err = FindScenarios(nil, DefaultScenarios()...); err != nil {
			return nil, err
		}
	}
	p := &plan{seed: 1, opts: opts, sources: sources}
	var faults scenario.Diagnostics
	for _, src := range sources {
		s, err := src.read(words)
		if more, ok := errors.AsType[scenario.Diagnostics](err); ok {
			faults = append(faults, more...)
		} else if err != nil {
			return nil, err
		}
		p.scenarios = append(p.scenarios, s)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	err := scenario.Clashes(p.scenarios)
	if err != nil {
		return nil, err
	}
	if p.ahead, err = always(words, opts.Always); err != nil {
		return nil, err
	}
	return p, p.settle(words, opts)
}

// place is where a job is written down, as file:line; empty if no scenario of the plan has it.
func (p *plan) place(ref job.Ref) string {
	for _, s := range p.scenarios {
		if place := s.Location(ref); place != "" {
			return place
		}
	}
	return ""
}

// settle decides seed, profile and settings: the options first, then the scenarios, then the defaults.
func (p *plan) settle(words []job.Vocabulary, opts Options) error {
	chosen := map[string]string{}
	for _, s := range p.scenarios {
		if s.Seed != nil {
			p.seed = *s.Seed
		}
		if s.Profile != "" {
			p.profile = s.Profile
		}
		maps.Copy(chosen, s.Settings)
	}
	if opts.Seed != nil {
		p.seed = *opts.Seed
	}
	if opts.Profile != "" {
		p.profile = opts.Profile
	}
	if p.profile == "" {
		p.profile = scenario.Documented
	}
	maps.Copy(chosen, opts.Settings)
	var err error
	p.settings, err = settings(words, p.profile, chosen)
	return err
}

// settings gives every point of fidelity its value in force.
func settings(words []job.Vocabulary, profile string, chosen map[string]string) (map[string]string, error) {
	if profile != scenario.Documented && profile != scenario.Observed {
		return nil, fmt.Errorf("profile %q: want %s or %s", profile, scenario.Documented, scenario.Observed)
	}
	values := map[string]string{}
	for _, v := range words {
		for _, s := range v.Settings {
			values[s.Name] = s.Documented
			if profile == scenario.Observed {
				values[s.Name] = s.Observed
			}
			want, ok := chosen[s.Name]
			if !ok {
				continue
			}
			if !slices.Contains(s.Values, want) {
				return nil, fmt.Errorf("setting %s: %q: want one of %q", s.Name, want, s.Values)
			}
			values[s.Name] = want
		}
	}
	for name := range chosen {
		if _, ok := values[name]; !ok {
			return nil, fmt.Errorf("setting %q: there is none of this name (see: jobsim fidelity)", name)
		}
	}
	return values, nil
}
