package wire

import (
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/rule"
)

// A poll counts only if its response was sent whole. Without a rule that is so as good as always, and polls are counted
// when the response is computed, so that concurrent clients see a step of n polls n times. A rule that delays or breaks the
// response makes it doubtful; then they are counted afterwards.

// waitsForSend reports whether the polls of the call are not to be counted when its response is computed.
func (c *Call) waitsForSend() bool {
	return c.backend.Unsent || c.rule.Delay != nil || c.rule.Break != rule.Whole
}

// clientGone reports whether the client closed the connection before the end of the response. As for nginx's 499, a client
// that closed only its own side of it counts as gone too: the two look the same.
func (r *Recorder) clientGone() bool { return r.call.Context().Err() != nil }

// replayed reports whether the response of a replayed request was sent whole.
func (r *Recorder) replayed() bool {
	c := r.call
	return !c.backend.Unsent && (c.rule.Break == rule.Whole || c.rule.Break == rule.Drip)
}

// countPolls counts the polls that waited for the response to be sent. If it was not, none of its polls counts, but a lost
// response has consumed the result that it carried.
func (r *Recorder) countPolls() {
	c := r.call
	if !r.whole {
		for i := range c.Observed {
			c.Observed[i].Counted = false
		}
	}
	if c.polls == nil && (r.whole || c.inLog == nil) {
		return
	}
	_ = c.World.Do(func(tx *world.Tx) error {
		for _, p := range c.polls {
			switch {
			case r.whole:
				c.counted(p, tx.Count(p))
			case c.rule.Break == rule.Lose:
				tx.Take(p)
			}
		}
		if c.inLog != nil && !r.whole {
			unsent := *c.inLog // a snapshot may be reading the other one
			unsent.Unsent = true
			tx.RelogUnsent(c.logged, &unsent)
		}
		return nil
	})
}

// counted marks what the journal says about a job as counted.
func (c *Call) counted(p world.Poll, shown bool) {
	for i := range c.Observed {
		if c.Observed[i].Ref == p.Ref {
			c.Observed[i].Counted = shown
		}
	}
}
