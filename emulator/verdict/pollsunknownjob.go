package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

var pollsUnknownJobKind = Kind{
	ID: "polls-unknown-job", Level: Error, Title: "goes on polling a job that does not exist",
	Why: "A job that was never started, or is gone, does not come back. A client that takes the error for a passing one polls until its deadline, " +
		"or for ever, and hides the fault: mostly an id that was read from the wrong member, or a result that was taken before.",
	Source:   "NetApp Element API, GetAsyncResult: later attempts to query a handle return an error; solidfire-go retries every error until its context ends",
	WayOut:   "Stop at an error that says that the job does not exist, and report it with the id.",
	Scenario: "documents",
	Example:  []string{"GET …/jobs/None → 400 EVS.2006", "GET …/jobs/None → 400 EVS.2006", "…"},
	start:    func(Thresholds) detector { return &pollsUnknownJob{} },
}

// pollsUnknownJob finds jobs that are asked for again after a response that said that there is no such job. A job that clients do not
// see yet counts as one that they may ask for again.
type pollsUnknownJob struct{ hits[job.Absence] }

func (d *pollsUnknownJob) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		if l.view == nil || l.found || l.track.ended {
			continue
		}
		switch l.view.Absence {
		case job.Unknown, job.Expired, job.Removed:
			if of := d.hits.add(l); of != nil {
				*of = l.view.Absence
			}
		default:
		}
	}
}

func (d *pollsUnknownJob) report(*inquiry) []hit {
	return d.all(2, func(h *hit, why *job.Absence) string {
		return fmt.Sprintf("it was asked for %s, and each response said that it does not exist (%s)", times(h.count), *why)
	})
}
