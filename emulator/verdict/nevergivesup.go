package verdict

import (
	"fmt"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

var neverGivesUpKind = Kind{
	ID: "never-gives-up", Level: Warning, Title: "polls a job that does not move without a limit",
	Why: "Jobs get stuck. A client without a deadline hangs as long as the job does, and whatever runs it hangs with it; nobody learns which " +
		"job it was.",
	Source:     "na_elementsw_backup waits without a limit while the status is running; hashicorp's StateChangeConf has a Timeout for each wait",
	WayOut:     "Set a deadline for the whole wait. At the deadline report the job's id and its last status.",
	Thresholds: []string{"stuck-polls", "stuck-time"}, Scenario: "evs/stuck",
	Example: []string{"12:00:00 GET …/jobs/4010… → RUNNING", "… RUNNING for an hour", "13:00:00 GET …/jobs/4010… → RUNNING"},
	start:   func(t Thresholds) detector { return &neverGivesUp{polls: t.StuckPolls, time: t.StuckTime} },
}

// neverGivesUp finds jobs that were polled for very long although time alone does not change them.
type neverGivesUp struct {
	polls int
	time  time.Duration
}

func (*neverGivesUp) add(*seen) {}

func (d *neverGivesUp) report(q *inquiry) []hit {
	var found []hit
	for _, t := range q.tracks {
		span := t.shown.At.Sub(t.shown.first)
		if t.ended || t.shown.asks < 2 || (t.shown.asks < d.polls && span < d.time) || len(found) == maxSubjects {
			continue
		}
		truth := q.Job(t.ref)
		if truth.Absence != job.Present || truth.Phase.Over() || (!truth.Next.IsZero() && !truth.Held) {
			continue
		}
		h := hit{subject: t.ref.String(), count: 1}
		h.message = fmt.Sprintf("it was polled %s over %s and showed %s each time; time alone does not change it", times(t.shown.asks), rounded(span), t.shown.Shown)
		h.keep(t.shown.Evidence)
		found = append(found, h)
	}
	return found
}
