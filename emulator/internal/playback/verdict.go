package playback

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/verdict"
)

// Verdict returns by what clients are judged: the options, and what the scenarios say. A threshold of the options counts more than that
// of a scenario, and of two scenarios that of the later one.
func (p *Plan) Verdict() verdict.Options {
	all := p.Options.Verdict
	all.Expect, all.Allow = slices.Clone(all.Expect), slices.Clone(all.Allow)
	var limits verdict.Thresholds
	for _, s := range p.Scenarios {
		all.Expect = append(all.Expect, s.Expect...)
		all.Allow = append(all.Allow, s.Allow...)
		limits = s.Thresholds.Or(limits)
	}
	all.Thresholds = all.Thresholds.Or(limits)
	return all
}
