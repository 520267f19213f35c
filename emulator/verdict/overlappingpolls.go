package verdict

import "fmt"

var overlappingPollsKind = Kind{
	ID: "overlapping-polls", Level: Warning, Title: "polls a job while an earlier poll of it has no response yet",
	Why: "Two requests in flight about one job say the same, and their responses may arrive in either order: an older status after a newer one looks " +
		"as if the job went back.",
	Source:   "RFC 9110, section 9.2.2 on retries only after a failure; a poll that is slow is no failure",
	WayOut:   "Wait for a response, or for its timeout, before the next poll. Let one part of a program poll a job, and tell the others.",
	Scenario: "any/slow-answers",
	Example:  []string{"12:00:00 GET …/jobs/4010… → (3 s later) RUNNING", "12:00:01 GET …/jobs/4010… → (3 s later) RUNNING"},
	start:    func(Thresholds) detector { return &overlappingPolls{} },
}

// overlappingPolls finds jobs of which two polls were in flight at one time.
type overlappingPolls struct{ hits[struct{}] }

func (d *overlappingPolls) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		last := &l.track.last
		if !l.ask || last.N == 0 || s.outcome == lost || last.outcome == lost {
			continue
		}
		if s.N > last.N && s.N <= last.youngest || s.N < last.N && last.N <= s.Youngest {
			d.hits.add(l, last.Evidence)
		}
	}
}

func (d *overlappingPolls) report(*inquiry) []hit {
	return d.all(1, func(h *hit, _ *struct{}) string {
		return fmt.Sprintf("%s for it came while an earlier one was in flight", plural(h.count, "request"))
	})
}
