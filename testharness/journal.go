package testharness

import (
	"time"

	"github.com/jobsim/jobsim/emulator/journal"

	"github.com/jobsim/jobsim/emulator/job"
)

// Journal is what clients requested of a Sim and what they got, and what a test may demand of that. Each demand that fails
// ends the test and prints the transcript.
type Journal struct {
	sim    *Sim
	filter journal.Filter
}

// Journal returns the journal of this session. Reading it waits for responses that are being sent.
func (s *Sim) Journal() Journal { return Journal{sim: s} }

// Where returns the part of the journal that a filter selects.
func (j Journal) Where(f journal.Filter) Journal { return Journal{j.sim, f} }

// Entries returns the requests, oldest first.
func (j Journal) Entries() []journal.Entry {
	j.sim.waitForInFlight()
	return j.sim.session.Journal().Entries(j.filter)
}

// Clear removes all entries.
func (j Journal) Clear() { j.sim.session.Journal().Clear() }

// Poll is one status of a job in a response that was sent whole.
type Poll struct {
	At     time.Time // by the emulator's clock
	Status string
	Phase  job.Phase
	Since  time.Time // when the job came to the status
	Final  bool      // nothing will change it any more
}

// Polls returns the polls of a job, oldest first.
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

// Transitions returns the polls that returned a new status: each status at its first poll.
func (j Journal) Transitions(api, id string) []Poll {
	var transitions []Poll
	for _, p := range j.Polls(api, id) {
		if n := len(transitions); n == 0 || transitions[n-1].Status != p.Status || !transitions[n-1].Since.Equal(p.Since) {
			transitions = append(transitions, p)
		}
	}
	return transitions
}
