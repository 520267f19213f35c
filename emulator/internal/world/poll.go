package world

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Poll is a look at a job that DoUncounted did not count, because it is not known yet whether its response is sent whole.
type Poll struct {
	Ref job.Ref

	at      time.Time
	options PollOptions
	shown   bool // the response has the job's status
	step    int  // the job's step at that instant, and when it was entered
	since   time.Time
}

// Uncounted returns the polls that a DoUncounted did not count.
func (tx *Tx) Uncounted() []Poll { return tx.polls }

// Count counts a poll whose response was sent whole, at the instant of the look, and reports whether it counts: whether the
// response showed the job's status, and the job was not held. A job that has left the step since is not changed any more: what followed did not depend on this poll.
func (tx *Tx) Count(p Poll) bool {
	j := tx.w.jobs.get(p.Ref)
	if j == nil {
		return p.shown
	}
	held := j.At(p.at).Held
	if step, since := stepOf(j, tx.now); step == p.step && since.Equal(p.since) {
		tx.record(j, p)
	}
	return p.shown && !held
}

// Take consumes the result that a lost response had, without counting a poll.
func (tx *Tx) Take(p Poll) {
	if p.options.Take {
		tx.Count(p)
	}
}

// record records a poll.
func (tx *Tx) record(j *job.Job, p Poll) {
	e := job.Event{At: p.at, Kind: job.Polled, Keep: p.options.Keep, Take: p.options.Take}
	tx.changed = tx.changed || j.Affects(e)
	j.Record(e)
	tx.w.touch(j)
}

// stepOf returns a job's step, and when it was entered.
func stepOf(j *job.Job, now time.Time) (step int, since time.Time) {
	snap := j.At(now)
	return snap.Step, snap.Since
}
