package scenario

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// exit reads what ends a step. It returns the node that says so, or nil if nothing does.
func (s *script) exit(m mapping, step *job.Step) *yaml.Node {
	if exit, ok := scalar(s.reader, m.value("for"), grammar.Exit, parseExit); ok {
		step.Until = exit
	}
	if n := m.value("until"); n != nil {
		step.Until.Signal = n.Value
		switch {
		case s.words == nil:
		case len(s.words.Signals) == 0:
			s.fault(m.key("until"), fmt.Sprintf("no client's call ends a step of %s", s.words.API), "", "")
		default:
			s.oneOfWords(n, "a step of "+s.words.API+" cannot wait for", n.Value, s.words.Signals)
		}
	}
	for _, name := range []string{"for", "until"} {
		if m.named[name] {
			if step.Until.Final() {
				step.Until = job.After(job.Span{}) // faulty: what follows is not blamed for it
			}
			return m.key(name)
		}
	}
	return nil
}

// share reads the progress that a step shows. A range needs something to measure it by.
func (s *script) share(m mapping, step *job.Step) {
	n := m.value("progress")
	share, ok := scalar(s.reader, n, grammar.Percent, parseShare)
	if !ok {
		return
	}
	if share.From < share.To && !step.Until.Timed && step.Until.Polls == 0 {
		s.fault(n, "the progress of this step never moves", "for: a duration or a count of polls beside it", "")
	}
	step.Share = &share
}
