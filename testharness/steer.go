package testharness

import (
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Advance moves the clock forward and returns the new instant. It ends the test at the end of time, in the year 9999.
func (s *Sim) Advance(d time.Duration) time.Time {
	s.t.Helper()
	s.must(nil)
	now, ok := s.Clock().Advance(d)
	if !ok {
		s.t.Fatalf("%s: the clock cannot advance by %s: it is at %s", s, d, now.Format(time.RFC3339))
	}
	return now
}

// AdvanceTo moves the clock to the instant at which a job enters a status, and returns that instant. It ends the test if
// time alone does not bring the job there.
func (s *Sim) AdvanceTo(api, id, status string) time.Time {
	s.t.Helper()
	now, err := s.Clock().AdvanceTo(job.Ref{API: api, ID: id}, status)
	s.must(err)
	return now
}

// AdvanceToNext moves the clock to the next change of any job and returns that instant. It ends the test if there is none.
func (s *Sim) AdvanceToNext() time.Time {
	s.t.Helper()
	now, err := s.Clock().AdvanceToNext()
	s.must(err)
	return now
}

// AdvanceToEnd moves the clock until time alone changes no job any more. It returns that instant and the jobs that have not
// ended: they wait for a client, or are held.
func (s *Sim) AdvanceToEnd() (now time.Time, waiting []job.Ref) { return s.Clock().AdvanceToEnd() }

// Pause stops the clock until Resume.
func (s *Sim) Pause() time.Time { return s.Clock().Pause() }

// Resume starts a stopped clock: a paused one as before, any other at the pace of real time.
func (s *Sim) Resume() time.Time { return s.Clock().Resume() }

// Scale runs the clock at a multiple of real time, or of the bubble's time, from now on.
func (s *Sim) Scale(factor float64) {
	s.t.Helper()
	s.must(s.Clock().Scale(factor))
}

// AddScenario starts the jobs of a scenario's text beside the running ones and returns their first snapshots.
func (s *Sim) AddScenario(yaml string) []job.Snapshot {
	s.t.Helper()
	snaps, err := s.session.Jobs().Start(source(yaml))
	s.must(err)
	return snaps
}

// AddJobs starts jobs beside the running ones and returns their first snapshots.
func (s *Sim) AddJobs(jobs ...Job) []job.Snapshot {
	s.t.Helper()
	src, err := jobSource(jobs)
	s.must(err)
	snaps, err := s.session.Jobs().Start(src)
	s.must(err)
	return snaps
}

// Peek returns a snapshot of a job without counting as a poll. It ends the test if the job cannot be seen.
func (s *Sim) Peek(api, id string) job.Snapshot {
	s.t.Helper()
	snap, err := s.session.Jobs().Peek(job.Ref{API: api, ID: id})
	s.must(err)
	return snap
}

// Force ends a job's script: from now on the job stays in this step. A step is written as in a timeline, "{status: FAIL,
// error: EVS.2024}", or is a status alone.
func (s *Sim) Force(api, id, step string) job.Snapshot {
	s.t.Helper()
	if !strings.ContainsAny(step, "{:") {
		step = "{status: " + step + "}"
	}
	snap, err := s.session.Jobs().Force(job.Ref{API: api, ID: id}, step)
	s.must(err)
	return snap
}

// Hold stops a job where it is: neither time nor polls end its step.
func (s *Sim) Hold(api, id string) job.Snapshot {
	s.t.Helper()
	snap, err := s.session.Jobs().Hold(job.Ref{API: api, ID: id})
	s.must(err)
	return snap
}

// Release continues a held job. The time for which it was held does not count.
func (s *Sim) Release(api, id string) job.Snapshot {
	s.t.Helper()
	snap, err := s.session.Jobs().Release(job.Ref{API: api, ID: id})
	s.must(err)
	return snap
}
