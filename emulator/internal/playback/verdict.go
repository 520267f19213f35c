package playback

import "github.com/jobsim/jobsim/emulator/verdict"

// Verdict returns by what clients are judged: the options, and what the scenarios say.
func (p *Plan) Verdict() verdict.Options { return p.Options.Verdict }
