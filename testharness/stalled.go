package testharness

import (
	"sync"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// A client that sleeps between its polls waits for ever in a testing/synctest bubble if the emulator's clock is stopped:
// its sleeps move the bubble's clock alone, and cost no real time. So that is looked for.

// maxStalledPolls is how many polls of one job at one instant of a stopped clock no sensible test makes.
const maxStalledPolls = 1000

// stallWatch counts connections, each of which is mostly one request, since the clock moved last.
type stallWatch struct {
	mu    sync.Mutex
	at    time.Time // the emulator's instant
	since time.Time // the bubble's instant at the first connection then
	conns int
}

// stalled fails the test, and lets the clock run so that the client's wait ends, once a client polls a job in a bubble that
// only time can change while the clock is stopped and the client sleeps.
func (s *Sim) stalled() {
	if s.bubble == "" || !s.Clock().Stopped() || s.Clock().String() == "skipping" {
		return
	}
	w := s.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	now := s.Now()
	if w.conns == 0 || !now.Equal(w.at) {
		w.at, w.since, w.conns = now, time.Now(), 0
	}
	w.conns++
	if w.conns%maxStalledPolls != 0 || time.Now().Equal(w.since) {
		return
	}
	ref, ok := s.polledInVain(now)
	if !ok {
		return
	}
	const format = "%s: a client polled %s %d times while the emulator's clock was stopped at %s, and slept in between; its sleeps move the bubble's clock alone: " +
		"give Run the option Real, so that both have one clock (the clock runs from here on, so that the client's wait ends)"
	if !errorf(s.t, format, s, ref, maxStalledPolls, now.Format(time.RFC3339)) {
		logf(s.t, format, s, ref, maxStalledPolls, now.Format(time.RFC3339))
	}
	s.Clock().Resume()
}

// polledInVain returns a job that had many polls at an instant and that time will change.
func (s *Sim) polledInVain(now time.Time) (job.Ref, bool) {
	polls := map[job.Ref]int{}
	for _, e := range s.session.Journal().Entries(journal.Filter{State: journal.Answered}) {
		for _, v := range e.Observed {
			if v.Counted && e.At.Equal(now) && !v.Next.IsZero() {
				polls[v.Job]++
			}
		}
	}
	for ref, n := range polls {
		if n >= maxStalledPolls-1 { // the last one is on its way
			return ref, true
		}
	}
	return job.Ref{}, false
}
