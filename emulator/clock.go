package emulator

import (
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/job"
)

// Clock is the clock of a session. Beside what every steered clock can do it moves to what happens to jobs.
type Clock struct {
	*clock.Steered
	core *sessions.Session
}

// Advance moves the clock forward. It returns the new instant, and false if the clock came to the end of time before.
func (c Clock) Advance(d time.Duration) (time.Time, bool) { return c.core.Advance(d) }

// NextChange returns the job that changes first by time alone, as it is now; its Next is the instant. It reports false if none
// does. Tokens, for whose end no client waits, do not count.
func (c Clock) NextChange() (job.Snapshot, bool) { return c.core.NextChange() }

// AdvanceToNext moves the clock to the next change of any job. It returns the new instant, and job.ErrNothingAhead if time alone
// changes no job any more.
func (c Clock) AdvanceToNext() (time.Time, error) { return c.core.AdvanceNext() }

// AdvanceTo moves the clock to the instant at which a job comes to a status; if the job has it already, the clock does not move. It
// returns the new instant, and a *job.NotAheadError if time alone never brings the job there.
func (c Clock) AdvanceTo(ref job.Ref, status string) (time.Time, error) {
	return c.core.AdvanceTo(ref, status)
}

// AdvanceToEnd moves the clock to the instant at which every job has come as far as time alone brings it. It returns the new
// instant and the jobs that have not ended even so: they wait for a client, or are held.
func (c Clock) AdvanceToEnd() (time.Time, []job.Ref) { return c.core.AdvanceEnd() }
