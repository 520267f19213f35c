package playback

import (
	"errors"
	"maps"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// Player reads plans, begins them and restores snapshots.
type Player struct {
	Vocabularies []job.Vocabulary
	Dispatcher   *wire.Dispatcher // carries out the requests of a snapshot
	MaxJobs      int              // the maximum number of jobs in a world, sub-jobs included
	Counts       *LogCounts       // of the logs in a store; nil: nobody counts
}

// Options says what a plan is read from.
type Options struct {
	Sources  []scenario.Source
	Seed     *uint64           // nil: that of a scenario, else 1
	Profile  string            // empty: that of a scenario, else scenario.Documented
	Settings map[string]string // over those of the scenarios
	Always   []string          // errors that come before the rules of the scenarios, "evs:EVS.2024"
	Verdict  verdict.Options   // besides those of the scenarios
}

// Plan is everything that a state begins with. It does not change.
type Plan struct {
	Scenarios []*scenario.Scenario
	Seed      uint64
	Profile   string
	Options   Options // what it was read from

	settings map[string]string
	always   []rule.Rule // before those of the scenarios
}

// Read reads the scenarios and settles what they and the options say. Its error is scenario.Diagnostics with every diagnostic of
// every file, or an *OptionError.
func (p *Player) Read(opts Options) (*Plan, error) {
	plan := &Plan{Seed: 1, Options: opts}
	var faults scenario.Diagnostics
	for _, src := range opts.Sources {
		s, err := src.Read(p.Vocabularies)
		if more, ok := errors.AsType[scenario.Diagnostics](err); ok {
			faults = append(faults, more...)
		} else if err != nil {
			return nil, err
		}
		plan.Scenarios = append(plan.Scenarios, s)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	err := scenario.Clashes(plan.Scenarios)
	if err != nil {
		return nil, err
	}
	if plan.always, err = always(p.Vocabularies, opts.Always); err != nil {
		return nil, err
	}
	return plan, plan.settle(p.Vocabularies)
}

// Load reads a plan and begins it on c, or restores the snapshot that stands in place of the scenarios.
func (p *Player) Load(opts Options, c *clock.Steered) (*State, error) {
	if text, ok := snapshotIn(opts.Sources); ok {
		return p.Restore(text)
	}
	plan, err := p.Read(opts)
	if err != nil {
		return nil, err
	}
	return p.Begin(plan, c)
}

// location returns where a job is written down, as file:line; empty if no scenario of the plan has it.
func (p *Plan) location(ref job.Ref) string {
	for _, s := range p.Scenarios {
		if at := s.Location(ref); at != "" {
			return at
		}
	}
	return ""
}

// Named returns the scenarios with the names of their sources.
func (p *Plan) Named() []scenario.Named {
	all := make([]scenario.Named, len(p.Scenarios))
	for i, s := range p.Scenarios {
		all[i] = scenario.Named{Name: s.Name, Scenario: s}
		if len(p.Options.Sources) == len(p.Scenarios) {
			all[i].Name = p.Options.Sources[i].Name
		}
	}
	return all
}

// settle decides seed, profile and settings: the options first, then the scenarios, then the defaults.
func (p *Plan) settle(words []job.Vocabulary) error {
	chosen := map[string]string{}
	for _, s := range p.Scenarios {
		if s.Seed != nil {
			p.Seed = *s.Seed
		}
		if s.Profile != "" {
			p.Profile = s.Profile
		}
		maps.Copy(chosen, s.Settings)
	}
	if p.Options.Seed != nil {
		p.Seed = *p.Options.Seed
	}
	if p.Options.Profile != "" {
		p.Profile = p.Options.Profile
	}
	if p.Profile == "" {
		p.Profile = scenario.Documented
	}
	maps.Copy(chosen, p.Options.Settings)
	var err error
	p.settings, err = Settings(words, p.Profile, chosen)
	return err
}
