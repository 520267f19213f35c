package verdict

import (
	"fmt"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/journal"
)

// jobWatch follows what clients see of a job, and when they poll it.
type jobWatch struct {
	want    *JobExpectation
	matched int        // statuses of want.Seen
	shown   []string   // each status that was shown after another one, the first ones
	changes []Evidence // the responses that showed them
	polls   int
	last    []Evidence // polls, the last ones
	before  time.Time  // the last request, by the session's clock
	pauses  int
	odd     string // the first pause outside of want.Pause, in words
	between []Evidence
}

// maxShown is how many statuses are kept to say what was seen.
const maxShown = 20

func (w *jobWatch) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		if l.track.ref != w.want.Job || l.track.call != "" {
			continue
		}
		w.pause(s, l)
		if !l.found || s.State != journal.Answered {
			continue
		}
		w.status(l)
		if l.view.Counted {
			w.polls++
			if w.last = append(w.last, l.evidence); len(w.last) > MaxEvidence {
				w.last = w.last[1:]
			}
		}
	}
}

// status notes a status that was shown.
func (w *jobWatch) status(l *look) {
	now := l.evidence.Shown
	if w.matched < len(w.want.Seen) && w.want.Seen[w.matched] == now {
		w.matched++
	}
	if n := len(w.shown); n < maxShown && (n == 0 || w.shown[n-1] != now) {
		w.shown = append(w.shown, now)
		if len(w.changes) < MaxEvidence {
			w.changes = append(w.changes, l.evidence)
		}
	}
}

// pause notes the pause before a request for the job.
func (w *jobWatch) pause(s *seen, l *look) {
	if !l.ask || w.want.Pause == nil {
		return
	}
	pause := s.At.Sub(w.before)
	if !w.before.IsZero() {
		w.pauses++
		long := w.want.Pause.Max > 0 && pause > w.want.Pause.Max+retryTolerance
		if w.odd == "" && (pause < w.want.Pause.Min-retryTolerance || long) {
			w.odd = fmt.Sprintf("a pause of %s", rounded(pause))
			w.between = []Evidence{l.track.last.Evidence, l.evidence}
		}
	}
	w.before = s.At
}

func (w *jobWatch) outcome(q *inquiry, _ []Finding) ruling {
	var r ruling
	if w.want.Seen != nil {
		r = r.both(w.seen())
	}
	if w.want.Polls != nil {
		r = r.both(ruleCount(*w.want.Polls, w.polls, q.final, plural(w.polls, "poll"), w.last))
	}
	if w.want.Pause != nil {
		r = r.both(w.paused(q))
	}
	return r
}

func (w *jobWatch) seen() ruling {
	if w.matched == len(w.want.Seen) {
		return ruling{state: Met}
	}
	r := ruling{state: Open, saw: "nothing of it was shown", entries: w.changes}
	if len(w.shown) > 0 {
		r.saw = strings.Join(w.shown, ", ") + ", and then no " + w.want.Seen[w.matched]
	}
	return r
}

func (w *jobWatch) paused(q *inquiry) ruling {
	switch {
	case w.odd != "":
		return ruling{Missed, w.odd, w.between}
	case w.pauses == 0:
		return ruling{state: Open, saw: "no pause, since it was not polled twice"}
	case q.final:
		return ruling{state: Met}
	default:
		return ruling{state: Open, saw: plural(w.pauses, "pause") + " so far, all as expected"}
	}
}
