package wire

import (
	"fmt"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

// maxStalledPolls is how often a client may ask about a job while the clock stands before it is told so.
const maxStalledPolls = 20

// hint tells a client that polls on and on while the clock stands what would help, and one that there is no room for its
// job. It is empty for any other.
func (c *Call) hint(mode string) string {
	if c.full != "" {
		return c.full
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

// skip lets a skipping clock go on to the next change of what was asked about: of the jobs that were told and are not at
// their end, and of those that are not to be seen yet. Starting a job is not asking about it.
func (c *Call) skip() {
	skipping, ok := c.World.Clock().(interface{ Skip(time.Time) })
	if !ok || c.begun {
		return
	}
	var next time.Time
	for _, asked := range [][]job.Snapshot{c.Observed, c.notFound} {
		for i := range asked {
			s := &asked[i]
			rests := s.Absence == job.Present && s.Phase.Over() && s.Until.Final()
			if !rests && !c.secret(s.API) && !s.Next.IsZero() && (next.IsZero() || s.Next.Before(next)) {
				next = s.Next
			}
		}
	}
	if !next.IsZero() {
		skipping.Skip(next)
	}
}
