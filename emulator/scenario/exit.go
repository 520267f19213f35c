package scenario

import (
	"fmt"
	"slices"
	"strings"

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
		s.until(n, step)
	}
	for _, name := range []string{"for", "until"} {
		if m.named[name] {
			if step.Until.Final() {
				step.Until = job.After(job.Span{}) // faulty, so that no fault of the next step follows from it
			}
			return m.key(name)
		}
	}
	return nil
}

// until reads what ends a step besides time and polls: one of the API's signals, the test, or a call of any API.
func (s *script) until(n *yaml.Node, step *job.Step) {
	switch {
	case n.Kind == yaml.MappingNode:
		if c := s.awaited(n); c != nil {
			step.Until.Signal, step.Until.Call = c.String(), c
		}
	case n.Kind != yaml.ScalarNode:
		s.fault(n, "until cannot be "+shapeOf(n), grammar.Until.Want(), "")
	case n.Value == job.ReleaseSignal || s.words == nil || slices.Contains(s.words.Signals, n.Value):
		step.Until.Signal = n.Value
	case !s.full():
		all := append(slices.Clip(s.words.Signals), job.ReleaseSignal)
		s.fault(n, fmt.Sprintf("a step of %s cannot wait for %s", s.words.API, quoted(n.Value)),
			oneOf(all)+", or {call: API.OPERATION} for a call of any API",
			hintOr(meant(n.Value, all), "until: release lasts until jobsim ctl jobs release; jobsim ctl jobs hold stops a job in any step"))
	}
}

// awaited reads a call that a step waits for.
func (s *script) awaited(n *yaml.Node) *job.Call {
	if has(n, "job") {
		s.fault(n, "a step cannot wait for another job", "until: release, or {call: API.OPERATION, where: …} for a call about that job",
			"sub_jobs make one job of several; hidden and starts delay a job")
		return nil
	}
	m, ok := s.mapping(n, "until", grammar.Call, false)
	at := m.value("call")
	if !ok || at == nil {
		return nil
	}
	before := s.count
	c := &job.Call{}
	c.API, c.Op = s.call(at)
	where := s.conditions(m.value("where"))
	if s.count > before {
		return nil
	}
	texts := make([]string, len(where))
	for i, one := range where {
		texts[i] = one.String()
	}
	if c.Text = strings.Join(texts, " and "); where != nil {
		c.Where = where
	}
	return c
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
