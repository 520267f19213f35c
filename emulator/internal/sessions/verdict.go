package sessions

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/shown"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// judging is the judge of a session. Completed entries are judged in batches, or when somebody asks, so that a request pays for
// little more than the unpacking of its own entry.
type judging struct {
	completed atomic.Uint64 // responses

	mu    sync.Mutex
	judge *verdict.Judge      // nil until it is needed, and after a change of the state
	first uint64              // the number of the journal's first entry when judge was made
	room  []journal.Completed // that the journal does not use
	entry journal.Entry       // that the judge gets

	recorder *shown.Recorder // nil: coverage is not counted, or nothing was yet
	recorded *playback.State // whose entries recorder gets
}

// judgeEvery is how many completed entries are judged at a time.
const judgeEvery = 256

// judgeSome judges the entries that have ended so far, at every 256th call.
func (s *Session) judgeSome() {
	if s.judging.completed.Add(1)%judgeEvery == 0 {
		s.judging.mu.Lock()
		defer s.judging.mu.Unlock()
		s.judgeAll()
	}
}

// judgeAll judges the entries that have ended so far. The lock is held.
func (s *Session) judgeAll() *verdict.Judge {
	j := &s.judging
	entries, first := s.journal.TakeCompleted(j.room)
	if j.judge == nil || j.first != first { // the journal was cleared
		j.judge, j.first = verdict.New(s.State().Plan.Verdict()), first
	}
	if st := s.State(); s.opts.Coverage != nil && st != j.recorded {
		j.recorder, j.recorded = shown.NewRecorder(s.opts.Coverage, st.Plan.Named(), st.Plan.Seed), st
	}
	for _, e := range entries {
		e.Unpack(&j.entry)
		j.entry.N, j.entry.Session, j.entry.Youngest = e.N, s.id, e.Youngest
		if e.N >= first {
			j.judge.Add(&j.entry)
		}
		if j.recorder != nil {
			j.recorder.Add(&j.entry)
		}
	}
	clear(entries)
	j.room = entries
	return j.judge
}

// Verdict returns the verdict on what clients did since the state was made or the journal was cleared. final says that the clients
// have ended: what they have not done they will not do.
func (s *Session) Verdict(final bool) verdict.Report {
	s.judging.mu.Lock()
	defer s.judging.mu.Unlock()
	judge := s.judgeAll()
	rules := s.World().Rules()
	var report verdict.Report
	_ = s.World().Do(func(tx *world.Tx) error {
		report = judge.Report(truth{tx, rules}, final)
		return nil
	})
	return report
}

// Cover counts what clients were shown so far.
func (s *Session) Cover() {
	s.judging.mu.Lock()
	defer s.judging.mu.Unlock()
	s.judgeAll()
}

// judged hands on the final verdict on the clients so far, and counts what they were shown, before all that this is made from is gone.
func (s *Session) judged(ended bool) {
	if s.opts.Coverage != nil {
		s.Cover()
	}
	if s.opts.Judged != nil {
		s.opts.Judged(s, ended, s.Verdict(true))
	}
}

// truth is the world at one instant, as the judge asks for it.
type truth struct {
	tx    *world.Tx
	rules []world.RuleStatus
}

func (t truth) Now() time.Time { return t.tx.At() }

func (t truth) Job(ref job.Ref) job.Snapshot { return t.tx.Peek(ref) }

func (t truth) End(ref job.Ref) (status string, at time.Time, ok bool) {
	last, _, ok := t.tx.End(ref)
	return last.Status, last.At, ok && last.Phase.Over() && !last.At.IsZero()
}

func (t truth) Resource(name job.ResourceName) (verdict.ResourceTruth, bool) {
	r, ok := t.tx.Resource(world.Name(name))
	return verdict.ResourceTruth{Status: r.Status, Made: r.Made, Left: r.Left, Busy: r.Busy}, ok
}

func (t truth) Rule(name string) (verdict.RuleTruth, bool) {
	for _, r := range t.rules {
		if r.Rule.Name == name {
			return verdict.RuleTruth{Claimed: r.Claimed, Spent: r.Spent}, true
		}
	}
	return verdict.RuleTruth{}, false
}
