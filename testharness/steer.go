package testharness

import (
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
)

// Now is the emulator's time.
func (s *Sim) Now() time.Time { return s.Clock().Now() }

// Advance moves the clock forward and answers the new instant. It ends the test at the end of time, in the year 9999.
func (s *Sim) Advance(d time.Duration) time.Time {
	s.t.Helper()
	now, ok := s.session.Advance(d)
	if !ok {
		s.t.Fatalf("%s: the clock cannot go on for %s: it stands at %s", s, d, now.Format(time.RFC3339))
	}
	return now
}

// AdvanceTo moves the clock to the instant at which a job comes to a status, and answers that. It ends the test if time
// alone does not bring the job there.
func (s *Sim) AdvanceTo(api, id, status string) time.Time {
	s.t.Helper()
	now, err := s.session.AdvanceTo(job.Ref{API: api, ID: id}, status)
	s.must(err)
	return now
}

// AdvanceToNext moves the clock to the next change of any job, and answers that instant. It ends the test if there is none.
func (s *Sim) AdvanceToNext() time.Time {
	s.t.Helper()
	now, err := s.AdvanceNext()
	s.must(err)
	return now
}

// AdvanceToEnd moves the clock to where every job has come as far as time alone brings it. It answers that instant, and the
// jobs that are not at their end even so: they wait for a client, or are held.
func (s *Sim) AdvanceToEnd() (now time.Time, waiting []job.Ref) { return s.AdvanceEnd() }

// Pause lets the clock stand until Resume.
func (s *Sim) Pause() time.Time { return s.Clock().Pause() }

// Resume lets a clock that stands go on: a paused one as before, any other at the pace of real time.
func (s *Sim) Resume() time.Time { return s.Clock().Resume() }

// Scale lets the clock go so many times as fast as real time, or as the bubble's, from now on.
func (s *Sim) Scale(factor float64) {
	s.t.Helper()
	s.must(s.Clock().Scale(factor))
}

// Start starts the jobs of a scenario's text beside the running ones and answers their first snapshots.
func (s *Sim) Start(yaml string) []job.Snapshot {
	s.t.Helper()
	snaps, err := s.session.Start(emulator.Source{Name: "start", Text: []byte(yaml)})
	s.must(err)
	return snaps
}

// Peek looks at a job without being counted as a poll, and ends the test if it cannot be seen.
func (s *Sim) Peek(api, id string) job.Snapshot {
	s.t.Helper()
	snap, err := s.session.Peek(job.Ref{API: api, ID: id})
	s.must(err)
	return snap
}

// Force ends a job's script: from now on it rests in this step. A step is what stands in a timeline, as in
// "{status: FAIL, error: EVS.2024}", or a status alone.
func (s *Sim) Force(api, id, step string) job.Snapshot {
	s.t.Helper()
	if !strings.ContainsAny(step, "{:") {
		step = "{status: " + step + "}"
	}
	snap, err := s.ForceTo(job.Ref{API: api, ID: id}, step)
	s.must(err)
	return snap
}

// Hold stops a job where it is: neither time nor polls end its step.
func (s *Sim) Hold(api, id string) job.Snapshot {
	s.t.Helper()
	snap, err := s.session.Hold(job.Ref{API: api, ID: id})
	s.must(err)
	return snap
}

// Release lets a held job go on. The time in which it was held does not count.
func (s *Sim) Release(api, id string) job.Snapshot {
	s.t.Helper()
	snap, err := s.session.Release(job.Ref{API: api, ID: id})
	s.must(err)
	return snap
}

// Reset begins the loaded scenarios anew, at the present instant, and forgets the journal.
func (s *Sim) Reset() {
	s.t.Helper()
	s.must(s.session.Reset())
}

// must ends the test at an error.
func (s *Sim) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s: %v", s, err)
	}
}
