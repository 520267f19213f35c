package verdict

import (
	"fmt"
	"time"
)

var waitsTooLongKind = Kind{
	ID: "waits-too-long", Level: Warning, Title: "waits far longer than Retry-After advises",
	Why:        "The service was ready long before. A fixed pause, such as 60 s for Retry-After: 1, makes a short throttle a long outage, and runs into the client's own deadline.",
	Source:     "RFC 9110, section 10.2.3; fixed pauses of 60 s and of up to 30 minutes are in public clients of these APIs",
	WayOut:     "Wait as long as Retry-After says, and no more than a random part on top of it.",
	Thresholds: []string{"late-factor", "late-by"}, Cadence: true, Scenario: "gateway/throttled-seconds",
	Example: []string{"12:00:00 GET …/jobs/4010… → 429, Retry-After: 2", "12:01:00 GET …/jobs/4010… → RUNNING"},
	start:   func(t Thresholds) detector { return &waitsTooLong{factor: t.LateFactor, by: t.LateBy} },
}

// waitsTooLong finds requests that come again much later than advised.
type waitsTooLong struct {
	factor int
	by     time.Duration
	hits[ignored]
}

func (d *waitsTooLong) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		last := &l.track.last
		advised, ok := adviceOf(last)
		if !l.graded || !ok || !last.outcome.again() {
			continue
		}
		wait := max(advised.wait, 0)
		if l.pause <= wait*time.Duration(d.factor) || l.pause <= wait+d.by {
			continue
		}
		if of := d.hits.add(l, last.Evidence); of != nil && l.pause > of.pause {
			*of = ignored{advised.header, last.Evidence, l.pause}
		}
	}
}

func (d *waitsTooLong) report(*inquiry) []hit {
	return d.all(1, func(h *hit, of *ignored) string {
		return fmt.Sprintf("%s: request %d got %d with Retry-After: %s, and the next one came %s later", times(h.count), of.first.N, of.first.Status, of.header, rounded(of.pause))
	})
}
