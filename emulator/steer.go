package emulator

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Advance moves the clock forward. It answers the new instant, and false if the clock came to the end of time before.
func (s *Session) Advance(d time.Duration) (time.Time, bool) {
	c := s.Clock()
	before := c.Now()
	now := c.Advance(d)
	return now, now.Sub(before) >= d
}

// NextChange is the job that changes first by time alone, as it is now; its Next tells when. It answers false if none
// does. Tokens, which run out without anybody waiting for it, do not count.
func (s *Session) NextChange() (job.Snapshot, bool) {
	var found job.Snapshot
	s.each(func(tx *world.Tx, ref job.Ref) {
		snap := tx.Peek(ref)
		if !snap.Next.IsZero() && (found.Next.IsZero() || snap.Next.Before(found.Next)) {
			found = snap
		}
	})
	return found, !found.Next.IsZero()
}

// each looks at every top-level job that somebody may wait for, at one instant.
func (s *Session) each(f func(*world.Tx, job.Ref)) {
	_ = s.World().Do(func(tx *world.Tx) error {
		for _, api := range s.apis {
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

// AdvanceNext moves the clock to the next change of any job. It answers the new instant, or that time alone changes
// nothing any more.
func (s *Session) AdvanceNext() (time.Time, error) {
	next, ok := s.NextChange()
	if !ok {
		return s.Clock().Now(), &control.Error{
			Status: http.StatusConflict, Code: "nothing_ahead", Message: "time alone changes no job any more",
			Hint: "the jobs are at their end, held, or wait for a client: GET /__admin/jobs tells for what",
		}
	}
	return s.Clock().Set(next.Next), nil
}

// AdvanceTo moves the clock to the instant at which a job comes to a status. A job that has it already moves nothing. It
// answers the new instant, or why time alone never brings the job there.
func (s *Session) AdvanceTo(ref job.Ref, status string) (time.Time, error) {
	var turns []job.ScheduledStep
	err := s.World().Do(func(tx *world.Tx) error {
		turns = tx.Schedule(ref)
		return tx.Peek(ref).Err()
	})
	if err != nil {
		return time.Time{}, err
	}
	words := make([]string, len(turns))
	var blocked *job.ScheduledStep
	for i := range turns {
		t := &turns[i]
		words[i] = t.Status
		switch {
		case t.Status == status && i == 0:
			return s.Clock().Now(), nil
		case t.Status == status && !t.At.IsZero():
			return s.Clock().Set(t.At), nil
		case t.At.IsZero() && blocked == nil:
			blocked = &turns[i-1]
		}
	}
	p := &control.Error{
		Status: http.StatusConflict, Code: "not_ahead", Message: fmt.Sprintf("job %s never comes to %s", ref, status),
		Hint: "ahead of it are " + strings.Join(words, ", "),
	}
	if blocked != nil {
		p.Message = fmt.Sprintf("time alone does not bring job %s to %s: it stays in %s", ref, status, blocked.Status)
		p.Hint += "; GET /__admin/jobs/" + ref.String() + " tells what it waits for"
	}
	return time.Time{}, p
}

// AdvanceEnd moves the clock to the instant at which every job has come as far as time alone brings it. It answers the new
// instant and the jobs that have not come to an end even so: they wait for a client, or are held.
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
