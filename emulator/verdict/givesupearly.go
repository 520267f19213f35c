package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
)

var givesUpEarlyKind = Kind{
	ID: "gives-up-early", Level: Error, Title: "stops polling a job that has not ended",
	Why: "The job goes on and ends without anybody who knows: what it made stays and is paid for, and a client that starts it again has it twice. " +
		"Mostly one failed poll, of a throttle or a restart, ends the wait.",
	Source:   "gophertelekomcloud's WaitForJobSuccess ends at the first error that reaches it; RFC 9110, section 15.6.4: a 503 is temporary",
	WayOut:   "Take 429, 5xx and a lost connection for a reason to ask again, and set the deadline by how long such jobs take.",
	Scenario: "evs/unavailable",
	Example:  []string{"12:00:09 GET …/jobs/4010… → RUNNING", "12:00:10 GET …/jobs/4010… → 503", "nothing more; the job was SUCCESS at 12:00:30"},
	start:    func(Thresholds) detector { return givesUpEarly{} },
}

// givesUpEarly finds jobs whose client has ended before it saw the end that time brings them to. One poll alone is a look, no wait,
// unless it failed.
type givesUpEarly struct{}

func (givesUpEarly) add(*seen) {}

func (givesUpEarly) report(q *inquiry) []hit {
	if !q.final {
		return nil
	}
	var found []hit
	for _, t := range q.tracks {
		failed := t.last.outcome.again()
		if t.shown.asks == 1 && t.asks > 1 && t.shown.N == t.last.N {
			continue // it stopped at a status that was new to it: what it waited for, such as a task of DRS that replicates
		}
		if t.ended || t.asks == 0 || t.last.hopeless || (t.asks < 2 && !failed) || len(found) == maxSubjects {
			continue
		}
		status, at, ok := q.End(t.ref)
		truth := q.Job(t.ref)
		if !ok || truth.Held || truth.Absence != job.Present || t.shown.final {
			continue
		}
		when := "comes to " + status
		if !at.After(q.Now()) {
			when = "was " + status
		}
		h := hit{subject: t.ref.String(), count: 1}
		h.message = fmt.Sprintf("the client stopped after %s, %s; the job %s at %s", plural(t.asks, "request"), t.saw(), when, at.UTC().Format("15:04:05.999"))
		h.keep(t.shown.Evidence)
		h.keep(t.last.Evidence)
		found = append(found, h)
	}
	return found
}

// saw returns what the last request of a track got.
func (t *track) saw() string {
	switch {
	case t.last.outcome == lost:
		return "the last of which got no whole response"
	case t.last.outcome.again():
		return fmt.Sprintf("the last of which got %d", t.last.Status)
	default:
		return "the last of which showed " + t.last.Shown
	}
}
