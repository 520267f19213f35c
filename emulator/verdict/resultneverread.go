package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

var resultNeverReadKind = Kind{
	ID: "result-never-read", Level: Warning, Title: "leaves the result of a finished job on the service",
	Why: "GetAsyncResult with keepResult shows the result and leaves it and its handle on the cluster. A client that asks for it in this way alone " +
		"leaves one handle behind for each job.",
	Source: "NetApp Element API, GetAsyncResult: without keepResult the handle is deleted when its result is returned; solidfire-go and na_elementsw_backup " +
		"send keepResult: true alone",
	WayOut:   "Poll with keepResult as long as the job runs, if you must, and read the result once without it.",
	Scenario: "element/clone",
	Example:  []string{"GetAsyncResult {asyncHandle: 7, keepResult: true} → complete", "nothing more"},
	start:    func(Thresholds) detector { return &resultNeverRead{} },
}

// resultNeverRead finds results that a client saw and asked to keep, and that no request took.
type resultNeverRead struct{ hits[job.Ref] }

func (d *resultNeverRead) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		if l.found && l.view.Kept && over(l.view) && s.State == journal.Answered {
			if of := d.hits.add(l); of != nil {
				*of = l.track.ref
			}
		}
	}
}

func (d *resultNeverRead) report(q *inquiry) []hit {
	if !q.final {
		return nil
	}
	still := d.only(func(ref *job.Ref) bool { return q.Job(*ref).Absence == job.Present })
	return still.all(1, func(h *hit, _ *job.Ref) string {
		return fmt.Sprintf("its end was shown to %s with keepResult; none took the result", plural(h.count, "request"))
	})
}
