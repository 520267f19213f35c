package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

var pollsAfterEndKind = Kind{
	ID: "polls-after-end", Level: Warning, Title: "asks for a job again after a response has shown its end",
	Why:      "An end does not change any more. Each further request is work for the service and counts against the quota of the account.",
	Source:   "evs_04_0054 and sdrs_05_0101: SUCCESS and FAIL are the ends of a job",
	WayOut:   "Stop at the first final status, success or failure, and keep the result.",
	Scenario: "evs/create-disk",
	Example:  []string{"GET /v1/{project_id}/jobs/4010… → SUCCESS", "GET /v1/{project_id}/jobs/4010… → SUCCESS"},
	start:    func(Thresholds) detector { return &pollsAfterEnd{} },
}

// pollsAfterEnd finds jobs that are asked for again after a response has shown their end.
type pollsAfterEnd struct{ hits[*track] }

func (d *pollsAfterEnd) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		if l.ask && l.track.ended && !l.takes() {
			if of := d.hits.add(l, l.track.end); of != nil {
				*of = l.track
			}
		}
	}
}

// takes reports whether a request takes the result of a job that polls have left until now, or one that was taken before, which is a
// finding of its own.
func (l *look) takes() bool {
	if l.view == nil {
		return false
	}
	return l.view.Absence == job.Consumed || l.found && !l.view.Kept && l.track.shown.final && l.track.shown.kept
}

func (d *pollsAfterEnd) report(*inquiry) []hit {
	return d.all(1, func(h *hit, of **track) string {
		return fmt.Sprintf("request %d showed %s, which is the end; it was asked for %s more", (*of).end.N, (*of).end.Shown, times(h.count))
	})
}
