package replay

import (
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario/infer"
	"github.com/jobsim/jobsim/emulator/trace"
)

// corrector corrects a draft until no correction brings it nearer to the trace.
type corrector struct {
	list     []trace.Exchange
	origin   time.Time
	draft    *infer.Draft
	outcomes []Outcome
	own      map[string]bool // what only the recorded server called so
}

// scenarioName is what faults of a draft call it.
const scenarioName = "imported.yaml"

func (c *corrector) text() []byte { return c.draft.YAML(emulator.Vocabularies()) }

// play plays the draft and returns how well it does. A draft that says nothing is a scenario of no file.
func (c *corrector) play() ([]Outcome, error) {
	if c.draft.Empty() {
		return run(c.list, c.origin, c.own)
	}
	return run(c.list, c.origin, c.own, emulator.Source{Name: scenarioName, Text: c.text()})
}

// score counts polls that came back, then responses.
func score(outcomes []Outcome) int {
	n := 0
	for _, o := range outcomes {
		if o.PollSame {
			n += len(outcomes)
		}
		if o.Verdict == Same {
			n++
		}
	}
	return n
}

// correct plays and corrects in turn.
func (c *corrector) correct() error {
	if err := c.settle(); err != nil {
		return err
	}
	const rounds = 4
	for range rounds {
		if err := c.tune(); err != nil {
			return err
		}
		before := len(c.draft.Failures)
		c.draft.Fail(c.failures())
		if len(c.draft.Failures) == before {
			break
		}
		if err := c.settle(); err != nil {
			return err
		}
	}
	c.outages()
	c.edits()
	c.delays()
	return nil
}

// keep changes the draft and reports whether the change stays: it does if at least as many responses come back with it, or more of
// them if more is set.
func (c *corrector) keep(more bool, change func(d *infer.Draft)) bool {
	before := *c.draft
	change(c.draft)
	outcomes, err := c.play()
	least := score(c.outcomes)
	if more {
		least++
	}
	if err != nil || score(outcomes) < least {
		*c.draft = before
		return false
	}
	c.outcomes = outcomes
	return true
}

// failures returns the calls that failed in the trace and not in the replay, or in another way.
func (c *corrector) failures() []infer.Failure {
	counts := map[string]int{}
	var all []infer.Failure
	for i, o := range c.outcomes {
		if o.Op == "" {
			continue
		}
		name := o.API + "." + o.Op
		counts[name]++
		if o.Verdict != Differs && o.Verdict != NotCompared || c.lastOfFile(i) && o.Exchange.Response.Status == 0 {
			continue
		}
		recorded := o.Exchange.Response
		failed := recorded.Status >= 400 || recorded.Status == 0 || infer.ErrorCode(o.API, recorded.Body.Bytes) != ""
		if !failed || recorded.Status == o.status && o.Verdict == NotCompared {
			continue
		}
		all = append(all, infer.Failure{
			Call: name, Nth: counts[name], At: o.Exchange.At.Sub(c.origin), Response: recorded,
			Words: emulator.Vocabularies(),
		})
	}
	return all
}

// lastOfFile reports whether an exchange is the last of its file: a request without a response there may be where the log ends.
func (c *corrector) lastOfFile(i int) bool {
	for _, e := range c.list[i+1:] {
		if e.File == c.list[i].File && e.Line > c.list[i].Line {
			return false
		}
	}
	return true
}
