package wire

import (
	"errors"
	"fmt"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

// maxStalledPolls is how often a client may poll a job while the clock is stopped before the response has a hint.
const maxStalledPolls = 20

// hint returns a sentence that helps a client which polls again and again while the clock is stopped, or for whose job there is no
// room. It is empty for any other.
func (c *Call) hint(mode string) string {
	switch {
	case c.full != "":
		return c.full
	case errors.Is(c.err, ErrTooLarge):
		return fmt.Sprintf("the body is over the limit of %d bytes: max-body raises it", c.limit)
	}
	if c.backend.Journal == nil || (mode != clock.Manual && mode != clock.Paused) {
		return ""
	}
	for i := range c.Observed {
		s := &c.Observed[i]
		if c.backend.Journal.Repeat(s.Ref, s.Now) < maxStalledPolls {
			continue
		}
		switch control := c.mounted() + "/__admin"; {
		case s.Held:
			return fmt.Sprintf("job %s is held: POST %s/jobs/%s/release", c.named(s.Ref), control, c.named(s.Ref))
		case !s.Next.IsZero():
			in := s.Next.Sub(s.Now)
			return fmt.Sprintf(`the clock is %s and job %s changes at +%s: POST %s/clock/advance {"by":"%s"}`, mode, c.named(s.Ref), in, control, in)
		}
	}
	return ""
}

// skip moves a skipping clock on to the next change of what the response shows: of the jobs that were polled and are not
// at their end, of those that are not visible yet, and of the resources and listed jobs that a job is working on.
// Starting a job, or changing anything else, is not asking about it.
func (c *Call) skip() {
	skipping, ok := c.World.Clock().(interface{ Skip(time.Time) })
	if !ok || c.begun {
		return
	}
	next := c.next
	for _, shown := range [][]job.Snapshot{c.Observed, c.notFound} {
		for i := range shown {
			s := &shown[i]
			final := s.Absence == job.Present && s.Phase.Over() && s.Until.Final()
			if !final && !c.secret(s.API) {
				next = sooner(next, s.Next)
			}
		}
	}
	if !next.IsZero() {
		skipping.Skip(next)
	}
}

// sooner returns the earlier of two instants, of which the zero one means never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
