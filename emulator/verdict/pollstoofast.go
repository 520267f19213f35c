package verdict

import (
	"fmt"
	"time"
)

var pollsTooFastKind = Kind{
	ID: "polls-too-fast", Level: Warning, Title: "polls a job at shorter pauses than its service bears",
	Why: "A job takes seconds to hours, so most of such polls say what the one before has said. All clients of an account share one quota of " +
		"requests, and the gateway answers 429 to whoever comes next when it is used up.",
	Source:     "the gateway's policies as seen live: 2000 requests a minute and API, 5 a minute and address (APIGW.0308)",
	WayOut:     "Wait at least a second between two polls of a job, and longer the longer it takes.",
	Thresholds: []string{"min-pause"}, Cadence: true, Scenario: "evs/long-creation",
	Example: []string{"12:00:00.0 GET …/jobs/4010… → RUNNING", "12:00:00.1 GET …/jobs/4010… → RUNNING", "12:00:00.2 GET …/jobs/4010… → RUNNING"},
	start:   func(t Thresholds) detector { return &pollsTooFast{limit: t.MinPause} },
}

// pollsTooFast finds jobs that are polled at too short pauses. A single one is no finding: clients look once, and then begin to wait.
type pollsTooFast struct {
	limit time.Duration
	hits[fastPolls]
}

type fastPolls struct {
	of       *track
	shortest time.Duration
}

func (d *pollsTooFast) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		t := l.track
		if !l.ask || !l.graded || l.pause >= d.limit || t.ended || t.last.outcome.again() || s.N <= t.last.youngest {
			continue
		}
		if of := d.hits.add(l, t.last.Evidence); of != nil {
			if of.of == nil || l.pause < of.shortest {
				*of = fastPolls{t, l.pause}
			}
		}
	}
}

func (d *pollsTooFast) report(*inquiry) []hit {
	return d.all(2, func(h *hit, of *fastPolls) string {
		return fmt.Sprintf("%d of %d pauses between two polls were shorter than %s; the shortest was %s", h.count, of.of.asks-1, d.limit, rounded(of.shortest))
	})
}
