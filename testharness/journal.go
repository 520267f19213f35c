package testharness

import (
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
)

// Journal is what clients asked of a Sim and were told, and what a test may demand of that. Each demand ends the test with
// the story of what the client did instead.
type Journal struct {
	sim    *Sim
	filter emulator.JournalFilter
}

// Journal is the journal of this session. It waits for answers that are on their way.
func (s *Sim) Journal() Journal { return Journal{sim: s} }

// Where is the part of the journal that a filter picks.
func (j Journal) Where(f emulator.JournalFilter) Journal { return Journal{j.sim, f} }

// Entries are the requests, oldest first.
func (j Journal) Entries() []emulator.JournalEntry {
	j.sim.settle()
	return j.sim.session.Journal().Entries(j.filter)
}

// Clear forgets all requests.
func (j Journal) Clear() { j.sim.session.Journal().Clear() }

// Poll is one status answer about a job that was sent whole.
type Poll struct {
	At     time.Time // by the emulator's clock
	Status string
	Phase  job.Phase
	Since  time.Time // when the job came to the status
	Final  bool      // nothing will change it any more
}

// Polls are the polls of a job, in their order.
func (j Journal) Polls(api, id string) []Poll {
	var polls []Poll
	for _, e := range j.Entries() {
		for _, t := range e.Observed {
			if t.Counted && t.Job == (job.Ref{API: api, ID: id}) {
				polls = append(polls, Poll{e.At, t.Status, t.Phase, t.Since, t.Phase.Over() && t.Until.Final()})
			}
		}
	}
	return polls
}

// Turns are the polls that told something new: each status at its first poll.
func (j Journal) Turns(api, id string) []Poll {
	var turns []Poll
	for _, p := range j.Polls(api, id) {
		if n := len(turns); n == 0 || turns[n-1].Status != p.Status || !turns[n-1].Since.Equal(p.Since) {
			turns = append(turns, p)
		}
	}
	return turns
}
