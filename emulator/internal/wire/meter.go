package wire

import (
	"time"

	"github.com/jobsim/jobsim/emulator/rule"
)

// Took is the real time from a request's arrival to the end of its answer. It is zero before that end, and without a journal.
func (r *Recorder) Took() time.Duration { return r.took }

// RuleAction tells in one word what a rule did to a call: the way in which it broke the answer, else "answer", "start" or
// "delay". It is empty where no rule claimed the call.
func (c *Call) RuleAction() string {
	r := c.rule
	switch {
	case c.nth == 0:
		return ""
	case r.Break != rule.Whole:
		return string(r.Break)
	case r.Answer != nil:
		return "answer"
	case r.Start != nil:
		return "start"
	default:
		return "delay"
	}
}

// InFlight is how many requests have no whole answer yet.
func (j *Journal) InFlight() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last - j.ended
}
