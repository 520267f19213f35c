package sessions

import (
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Advance moves the clock forward. It returns the new instant, and false if the clock came to the end of time before.
func (s *Session) Advance(d time.Duration) (time.Time, bool) {
	c := s.Clock()
	before := c.Now()
	now := c.Advance(d)
	return now, now.Sub(before) >= d
}

// NextChange returns the job that changes first by time alone, as it is now; its Next is the instant. It reports false if none
// does. Tokens, for whose end no client waits, do not count.
func (s *Session) NextChange() (job.Snapshot, bool) {
	var found job.Snapshot
	_ = s.World().Do(func(tx *world.Tx) error {
		for _, api := range s.opts.APIs {
			if api.Tokens {
				continue
			}
			if snap, ok := tx.NextOf(api.Name); ok && (found.Next.IsZero() || snap.Next.Before(found.Next)) {
				found = snap
			}
		}
		return nil
	})
	return found, !found.Next.IsZero()
}

// each calls f for every top-level job that a client may wait for, at one instant.
func (s *Session) each(f func(*world.Tx, job.Ref)) {
	_ = s.World().Do(func(tx *world.Tx) error {
		for _, api := range s.opts.APIs {
			if api.Tokens {
				continue
			}
			for _, ref := range tx.Refs(api.Name) {
				f(tx, ref)
			}
		}
		return nil
	})
}

// AdvanceNext moves the clock to the next change of any job. It returns the new instant, and job.ErrNothingAhead if time alone
// changes no job any more.
func (s *Session) AdvanceNext() (time.Time, error) {
	next, ok := s.NextChange()
	if !ok {
		return s.Clock().Now(), job.ErrNothingAhead
	}
	return s.Clock().Set(next.Next), nil
}

// AdvanceTo moves the clock to the instant at which a job comes to a status; if the job has it already, the clock does not move.
// It returns the new instant, and a *job.NotAheadError if time alone never brings the job there.
func (s *Session) AdvanceTo(ref job.Ref, status string) (time.Time, error) {
	var steps []job.ScheduledStep
	err := s.World().Do(func(tx *world.Tx) error {
		steps = tx.Schedule(ref)
		return tx.Peek(ref).Err()
	})
	if err != nil {
		return time.Time{}, err
	}
	words := make([]string, len(steps))
	var blocked *job.ScheduledStep
	for i := range steps {
		t := &steps[i]
		words[i] = t.Status
		switch {
		case t.Status == status && i == 0:
			return s.Clock().Now(), nil
		case t.Status == status && !t.At.IsZero():
			return s.Clock().Set(t.At), nil
		case t.At.IsZero() && blocked == nil:
			blocked = &steps[i-1]
		}
	}
	notAhead := &job.NotAheadError{Ref: ref, Status: status, Ahead: words}
	if blocked != nil {
		notAhead.Stays = blocked.Status
	}
	return time.Time{}, notAhead
}

// AdvanceEnd moves the clock to the instant at which every job has come as far as time alone brings it. It returns the new
// instant and the jobs that have not ended even so: they wait for a client, or are held.
func (s *Session) AdvanceEnd() (time.Time, []job.Ref) {
	var end time.Time
	var waiting []job.Ref
	s.each(func(tx *world.Tx, ref job.Ref) {
		last, at, ok := tx.End(ref)
		switch {
		case !ok:
			return
		case last.At.IsZero() || !last.Phase.Over():
			waiting = append(waiting, ref)
		}
		if at.After(end) {
			end = at
		}
	})
	return s.Clock().Set(end), waiting
}
