package verdict

import (
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// seen is an entry with the tracks of the jobs that it is about.
type seen struct {
	*journal.Entry
	looks []look
}

// look is one job of an entry.
type look struct {
	track *track
	// view is what the response showed, or why it showed nothing; nil if a rule responded before any job was looked up.
	view *journal.JobView
	// found says that the response showed a status.
	found bool
}

// track is what a judge remembers about a job. Every detector may read it.
type track struct {
	ref   job.Ref
	polls int             // how often responses showed it to a poll
	ended bool            // a response showed the end of it
	end   Evidence        // that response
	last  journal.JobView // what was shown last
}

// tracks are those of a session.
type tracks map[job.Ref]*track

// maxTracks is the maximum number of jobs that a judge keeps track of.
const maxTracks = 100_000

// look puts the jobs of an entry into s.
func (all tracks) look(e *journal.Entry, s *seen) {
	s.Entry, s.looks = e, s.looks[:0]
	for i := range e.Observed {
		s.looks = append(s.looks, look{all.of(e.Observed[i].Job), &e.Observed[i], true})
	}
	for i := range e.NotFound {
		s.looks = append(s.looks, look{all.of(e.NotFound[i].Job), &e.NotFound[i], false})
	}
	for _, ref := range e.Requested {
		s.looks = append(s.looks, look{track: all.of(ref)})
	}
}

// of returns the track of a job. Beyond maxTracks it is one that is forgotten.
func (all tracks) of(ref job.Ref) *track {
	t := all[ref]
	if t == nil {
		t = &track{ref: ref}
		if len(all) < maxTracks {
			all[ref] = t
		}
	}
	return t
}

// remember adds an entry to its tracks.
func (all tracks) remember(s *seen) {
	for _, l := range s.looks {
		if !l.found {
			continue
		}
		if l.view.Counted {
			l.track.polls++
		}
		if l.track.last = *l.view; !l.track.ended && over(l.view) && s.State == journal.Answered {
			l.track.ended, l.track.end = true, evidence(s.Entry, l.view)
		}
	}
}

// over reports whether a response showed the end of a job.
func over(v *journal.JobView) bool { return v.Phase.Over() && v.Until.Final() }
