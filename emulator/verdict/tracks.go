package verdict

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// tracks are those of a session.
type tracks struct {
	jobs  map[job.Ref]*track
	calls map[string]*track // of calls that may be sent again, by call and body; the others are not kept
	// forgotten says that there were more jobs than maxTracks.
	forgotten bool
	pauses    pauses
	names     names
}

// The maximum numbers of jobs and of calls that a judge keeps track of.
const (
	maxTracks     = 100_000
	maxCallTracks = 1000
)

func newTracks() tracks {
	return tracks{
		jobs: map[job.Ref]*track{}, calls: map[string]*track{},
		names: names{calls: map[[2]string]string{}, texts: map[string]string{}},
	}
}

// look puts what an entry is about into s.
func (all *tracks) look(e *journal.Entry, s *seen) {
	s.Entry, s.looks, s.outcome, s.call, s.names = e, s.looks[:0], outcomeOf(e), all.names.call(e), &all.names
	for i := range e.Observed {
		v := &e.Observed[i]
		s.looks = append(s.looks, look{track: all.of(v.Job), view: v, found: true, ask: v.Counted || v.Held || cutPoll(e, v)})
	}
	for i := range e.NotFound {
		s.looks = append(s.looks, look{track: all.of(e.NotFound[i].Job), view: &e.NotFound[i], ask: true})
	}
	for _, ref := range e.Requested {
		s.looks = append(s.looks, look{track: all.of(ref), ask: true})
	}
	if len(s.looks) == 0 && len(all.calls) > 0 {
		if t := all.calls[callKey(e)]; t != nil {
			s.looks = append(s.looks, look{track: t})
		}
	}
	for i := range s.looks {
		l := &s.looks[i]
		l.evidence = s.evidenceOf(l)
		all.pauses.measure(l, e)
	}
}

// cutPoll reports whether a view of a job is that of a poll whose response did not come whole, which therefore does not count. Those of
// a request that starts the job, and of a list, are none.
func cutPoll(e *journal.Entry, v *journal.JobView) bool {
	return e.State == journal.CutOff && !hasPrefix(e.Op, "list") && !slices.Contains(e.Started, v.Job)
}

// of returns the track of a job. Beyond maxTracks it is one that is forgotten.
func (all *tracks) of(ref job.Ref) *track {
	t := all.jobs[ref]
	switch {
	case t != nil:
	case len(all.jobs) < maxTracks:
		ref = job.Ref{API: all.names.text(ref.API), ID: strings.Clone(ref.ID)}
		t = &track{ref: ref}
		all.jobs[ref] = t
	default:
		t = &track{ref: ref}
		all.forgotten = true
	}
	return t
}

// sorted returns the tracks of jobs by name.
func (all *tracks) sorted() []*track {
	sorted := slices.Collect(maps.Values(all.jobs))
	slices.SortFunc(sorted, func(a, b *track) int {
		return cmp.Or(strings.Compare(a.ref.API, b.ref.API), strings.Compare(a.ref.ID, b.ref.ID))
	})
	return sorted
}

// remember adds an entry to its tracks.
func (all *tracks) remember(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		l.track.cadence.add(l)
		l.track.remember(s, l)
	}
	for _, ref := range s.Started {
		t := all.of(ref)
		t.started, t.from = s.evidence(nil), momentOf(s.Entry).after(s.Took)
		t.lost = s.outcome == lost
	}
	if len(s.Observed)+len(s.NotFound)+len(s.Requested) == 0 {
		all.rememberCall(s)
	}
	all.rememberMoves(s)
}

// rememberMoves lets the tracks of jobs begin anew that a request moves, as a task of DRS that has failed and is started again.
func (all *tracks) rememberMoves(s *seen) {
	for _, ref := range s.Moved {
		if t := all.jobs[ref]; t != nil {
			t.cadence, t.shown, t.ended, t.end = cadence{}, shown{}, false, Evidence{}
		}
	}
}

// rememberCall keeps track of a call as long as the client may send it again.
func (all *tracks) rememberCall(s *seen) {
	if len(all.calls) == 0 && !s.outcome.again() {
		return
	}
	key := callKey(s.Entry)
	switch t := all.calls[key]; {
	case !s.outcome.again():
		delete(all.calls, key)
	case t != nil: // remembered with the looks
	case len(all.calls) < maxCallTracks:
		t = &track{call: s.call}
		t.remember(s, &look{track: t, evidence: s.evidence(nil)})
		all.calls[key] = t
	}
}

// callKey returns what equal requests have in common.
func callKey(e *journal.Entry) string {
	return e.Method + " " + e.API + e.Path + "?" + e.Query + "\n" + e.Body
}
