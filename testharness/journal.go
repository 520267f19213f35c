package testharness

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// Journal is what clients requested of a Sim and what they got, and what a test may demand of that. A demand that fails
// ends the test and prints the transcript; its twin, CheckPolls for RequirePolls and so on, returns an error instead. A
// demand that names an API, a call or a job that does not exist fails.
type Journal struct {
	sim    *Sim
	filter journal.Filter
}

// Journal returns the journal of this session. An entry is complete before the client has read all of its response; requests
// that a scenario delays or leaves hanging are in flight.
func (s *Sim) Journal() Journal { return Journal{sim: s} }

// Where returns the part of the journal that a filter selects.
func (j Journal) Where(f journal.Filter) Journal { return Journal{j.sim, f} }

// Entries returns the requests, oldest first.
func (j Journal) Entries() []journal.Entry { return j.sim.session.Journal().Entries(j.filter) }

// Clear removes all entries.
func (j Journal) Clear() { j.sim.session.Journal().Clear() }

// Poll is one status of a job in a response that was sent whole.
type Poll struct {
	At     time.Time // of the request, by the emulator's clock
	Status string
	Phase  job.Phase
	Since  time.Time // when the job entered the status
	Final  bool      // nothing will change it any more
}

// Polls returns the polls of a job, oldest first. It ends the test if there never was such a job.
func (j Journal) Polls(api, id string) []Poll {
	j.sim.t.Helper()
	j.sim.must(j.sim.checkJob(api, id))
	return j.polls(api, id)
}

func (j Journal) polls(api, id string) []Poll {
	var polls []Poll
	for _, e := range j.Entries() {
		for _, v := range e.Observed {
			if v.Counted && v.Job == (job.Ref{API: api, ID: id}) {
				polls = append(polls, Poll{e.At, v.Status, v.Phase, v.Since, v.Phase.Over() && v.Until.Final()})
			}
		}
	}
	return polls
}

// Transitions returns the polls that returned a new status: each status at its first poll. It ends the test if there never
// was such a job.
func (j Journal) Transitions(api, id string) []Poll {
	j.sim.t.Helper()
	j.sim.must(j.sim.checkJob(api, id))
	return j.transitions(api, id)
}

func (j Journal) transitions(api, id string) []Poll {
	var transitions []Poll
	for _, p := range j.polls(api, id) {
		if n := len(transitions); n == 0 || transitions[n-1].Status != p.Status || !transitions[n-1].Since.Equal(p.Since) {
			transitions = append(transitions, p)
		}
	}
	return transitions
}
