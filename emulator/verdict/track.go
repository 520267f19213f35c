package verdict

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// seen is an entry with what it is about.
type seen struct {
	*journal.Entry
	call    string // "evs.showJob", or method and path
	looks   []look
	outcome outcome
	names   *names
}

// evidence returns the entry as evidence, with what it showed of a job; view may be nil.
func (s *seen) evidence(view *journal.JobView) Evidence {
	e := Evidence{N: s.N, At: s.At, Call: s.call, Status: s.Status}
	switch {
	case view == nil && s.Error != "":
		e.Shown = s.names.text(s.Error)
	case view == nil:
	case view.Status == "" || view.Absence != job.Present:
		e.Shown = view.Absence.String()
	default:
		e.Shown = s.names.text(view.Status)
	}
	return e
}

// evidenceOf returns evidence for a job whose last evidence is known, which mostly shows the same.
func (s *seen) evidenceOf(l *look) Evidence {
	if v := l.view; v != nil && v.Absence == job.Present && v.Status != "" && v.Status == l.track.shown.Shown {
		return Evidence{N: s.N, At: s.At, Call: s.call, Status: s.Status, Shown: l.track.shown.Shown}
	}
	return s.evidence(l.view)
}

// look is one job of an entry, or the call itself of an entry that is about no job. What it says about earlier requests is from
// before the entry.
type look struct {
	track *track
	// view is what the response showed of the job, or why it showed nothing; nil if a rule responded before any job was looked up.
	view *journal.JobView
	// found says that the response showed a status.
	found bool
	// ask says that the client asked how the job is: a poll, also one that got no status.
	ask bool
	// evidence is the entry with what it showed of the job.
	evidence Evidence
	// pause is the time between this request and the one before with the same subject, by the client's time; it is graded if it can be
	// judged, and there was one.
	pause  time.Duration
	graded bool
}

// outcome is how a request ended for its client.
type outcome uint8

const (
	sound     outcome = iota // it got what it asked for, or an error that is its own
	throttled                // 429, or 503 with advice: it came too soon
	broken                   // another error that is the server's own
	lost                     // no whole response
)

// again reports whether a client may send the same request again.
func (o outcome) again() bool { return o != sound }

// outcomeOf returns how a request ended.
func outcomeOf(e *journal.Entry) outcome {
	switch {
	case e.State == journal.CutOff:
		return lost
	case e.Status == http.StatusTooManyRequests, e.Status == http.StatusServiceUnavailable && e.RetryAfter != "":
		return throttled
	case e.Status >= http.StatusInternalServerError:
		return broken
	default:
		return sound
	}
}

// track is what a judge remembers about a job, or about a call that concerns no job. Every detector may read it.
type track struct {
	ref     job.Ref
	call    string   // of a call that concerns no job; empty for a job
	started Evidence // the request that started the job; zero if no client did
	from    moment   // when that one ended, in the client's time
	lost    bool     // its response did not come whole, so that the client may not know the job
	seen    bool     // a response showed it, also where that was no poll
	asks    int      // requests for its status
	polls   int      // those that count
	ended   bool     // a response showed its end
	end     Evidence // that response
	last    asked    // the last request
	shown   shown    // what was shown last
	cadence cadence
}

// asked is a request with this subject.
type asked struct {
	moment
	Evidence
	youngest   uint64 // of this one and those before, as journal.Facts has it
	took       time.Duration
	outcome    outcome
	retryAfter string
	hopeless   bool // it got an error of its own: that is no reason to ask again
}

// shown is a status that a response showed.
type shown struct {
	Evidence
	final bool      // it is an end that nothing changes any more
	kept  bool      // the poll left the result where it is
	first time.Time // since when it was shown without a change, by the session's clock
	asks  int       // how often in a row
}

// hopeless reports whether a request got an error that says that it is wrong itself. One for a job that clients do not see yet is none.
func (s *seen) hopeless(l *look) bool {
	hidden := l.view != nil && l.view.Absence == job.Hidden
	return s.outcome == sound && !l.found && !hidden && (s.Error != "" || s.Status >= http.StatusBadRequest)
}

// subject returns the subject of findings about a track.
func (t *track) subject() string {
	if t.call != "" {
		return t.call
	}
	return t.ref.String()
}

// over reports whether a response showed an end that nothing changes any more.
func over(v *journal.JobView) bool { return v.Phase.Over() && v.Until.Final() }

// remember adds an entry to the track.
func (t *track) remember(s *seen, l *look) {
	t.seen = t.seen || l.found
	if t.call == "" && !l.ask {
		return
	}
	t.asks++
	if youngest := max(t.last.youngest, s.Youngest); s.N > t.last.N {
		t.last = asked{momentOf(s.Entry), l.evidence, youngest, s.Took, s.outcome, s.names.text(s.RetryAfter), s.hopeless(l)}
	} else {
		t.last.youngest = youngest
	}
	if l.view != nil && l.view.Counted {
		t.polls++
	}
	if !l.found || s.State != journal.Answered {
		return
	}
	now := shown{Evidence: t.last.Evidence, final: over(l.view), kept: l.view.Kept, first: s.At, asks: 1}
	if t.shown.Shown == now.Shown && t.shown.N != 0 {
		now.first, now.asks = t.shown.first, t.shown.asks+1
	}
	if t.shown = now; now.final && !t.ended {
		t.ended, t.end = true, now.Evidence
	}
}
