package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

var resultReadTwiceKind = Kind{
	ID: "result-read-twice", Level: Error, Title: "asks for a result that it has taken before",
	Why: "Reading the result ends its handle, so that the next request gets the error for an unknown one. Of two readers one loses the outcome, " +
		"and a finished job looks like one that never was.",
	Source:   "NetApp Element API, GetAsyncResult: later attempts to query that asyncHandle return an error; Trident and cinder read a handle in one place for that reason",
	WayOut:   "Keep the first result. Let one part of a program read a handle, or send keepResult: true until the last reader.",
	Scenario: "element/read-once",
	Example:  []string{"GetAsyncResult {asyncHandle: 7} → complete", "GetAsyncResult {asyncHandle: 7} → xDBNoSuchPath"},
	start:    func(Thresholds) detector { return &resultReadTwice{} },
}

// resultReadTwice finds requests for a result that an earlier response has shown, and taken away by that.
type resultReadTwice struct {
	hits[Evidence]
	lost bounded[job.Ref] // results that were taken by a response that did not come whole: they may be asked for again
}

func (d *resultReadTwice) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		t := l.track
		switch {
		case l.view == nil:
		case l.found && over(l.view) && s.State == journal.CutOff:
			d.lost.add(t.ref)
		case l.view.Absence == job.Consumed && t.ended && !d.lost.has(t.ref):
			if of := d.hits.add(l, t.end); of != nil {
				*of = t.end
			}
		}
	}
}

func (d *resultReadTwice) report(*inquiry) []hit {
	return d.all(1, func(h *hit, end *Evidence) string {
		return fmt.Sprintf("request %d got the result (%s) and took it away; it was asked for %s more", end.N, end.Shown, times(h.count))
	})
}
