package emulator

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Session is a world apart: its jobs, its clock, its seed, its rules. It is safe for concurrent use.
type Session struct {
	apis  []wire.API
	words []job.Vocabulary
	clock clock.Clock
	plan  *plan
	world atomic.Pointer[world.World]
}

func newSession(apis []wire.API, opts Options) (*Session, error) {
	s := &Session{apis: apis, words: vocabularies(apis), clock: opts.Clock}
	var err error
	if s.plan, err = read(s.words, opts); err != nil {
		return nil, err
	}
	return s, s.Reset()
}

// Reset begins the loaded scenarios anew, at the present instant. Requests under way finish in the old world.
func (s *Session) Reset() error {
	w, err := s.plan.begin(s.clock)
	if err == nil {
		s.world.Store(w)
	}
	return err
}

// Clock is the clock by which the session lives.
func (s *Session) Clock() clock.Clock { return s.clock }

// Seed is the seed that keys every draw.
func (s *Session) Seed() uint64 { return s.plan.seed }

// Profile is the fidelity profile in force.
func (s *Session) Profile() string { return s.plan.profile }

// Start reads a scenario and starts its jobs beside the running ones. What holds for a whole session, the seed, the
// profile, settings and rules, such a scenario cannot say. It answers the jobs' first snapshots, or scenario.Faults, or
// that a name is taken.
func (s *Session) Start(src Source) ([]job.Snapshot, error) {
	more, err := scenario.Read(src.Name, src.Text, s.words)
	if err != nil {
		return nil, err
	}
	if more.Seed != nil || more.Profile != "" || len(more.Settings) > 0 || len(more.Rules) > 0 {
		return nil, fmt.Errorf("%s: seed, profile, settings and rules hold from the beginning; a running session takes jobs only", src.Name)
	}
	return s.world.Load().Start(more.Jobs...)
}

// Peek looks at a job unnoticed: it counts as no poll. It answers a *job.Error for a job that cannot be seen.
func (s *Session) Peek(ref job.Ref) (job.Snapshot, error) { return s.world.Load().Peek(ref) }

// Force ends a job's script: from now on it rests in the given step.
func (s *Session) Force(ref job.Ref, step job.Step) (job.Snapshot, error) {
	return s.world.Load().Record(ref, job.Event{Kind: job.Forced, Step: step})
}

// Jobs are the top-level jobs of an API that can be seen, oldest first.
func (s *Session) Jobs(api string) []job.Snapshot {
	var snaps []job.Snapshot
	_ = s.world.Load().Do(func(tx *world.Tx) error {
		snaps = tx.Jobs(api)
		return nil
	})
	return snaps
}

// Advance moves a manual clock forward. It answers the new instant, and false if the clock cannot be moved.
func (s *Session) Advance(d time.Duration) (time.Time, bool) {
	m, ok := s.clock.(*clock.Manual)
	if !ok {
		return s.clock.Now(), false
	}
	return m.Advance(d), true
}

// Try gives for each API one command line that polls one of its jobs: the one that will change next.
func (s *Session) Try(base string) []string {
	var lines []string
	for _, api := range s.apis {
		if j, ok := soonest(s.Jobs(api.Name)); ok {
			lines = append(lines, api.Poll(j.ID).Curl(base))
		}
	}
	return lines
}

// soonest is the job that changes first by time alone, else the last one.
func soonest(jobs []job.Snapshot) (found job.Snapshot, ok bool) {
	for _, j := range jobs {
		later := !found.Next.IsZero() && (j.Next.IsZero() || !j.Next.Before(found.Next))
		if !later {
			found, ok = j, true
		}
	}
	return found, ok
}
