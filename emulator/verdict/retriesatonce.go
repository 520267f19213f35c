package verdict

import (
	"fmt"
	"time"
)

var retriesAtOnceKind = Kind{
	ID: "retries-at-once", Level: Warning, Title: "sends a request again at once after an error of the service",
	Why: "A service that has just failed is mostly still failing. Retries without a pause multiply its load when it can bear least, and a budget of " +
		"retries is spent within milliseconds.",
	Source: "AWS Builders' Library, Timeouts, retries and backoff with jitter; Huawei Cloud's page on APIG.0308 advises 2 to 5 s. One retry at once " +
		"after a connection that was closed is fine: RFC 9110, section 9.2.2",
	WayOut:     "Wait before a retry, longer each time, with a random part. Give up after a number of attempts.",
	Thresholds: []string{"retry-pause"}, Cadence: true, Scenario: "evs/unavailable",
	Example: []string{"12:00:00.00 GET …/jobs/4010… → 503", "12:00:00.01 GET …/jobs/4010… → 503", "12:00:00.02 GET …/jobs/4010… → 503"},
	start:   func(t Thresholds) detector { return &retriesAtOnce{limit: t.RetryPause} },
}

// retriesAtOnce finds requests that are sent again at once although the one before failed, and brought no advice.
type retriesAtOnce struct {
	limit time.Duration
	cut   map[*track]bool // those whose last retry at once came after a lost response, and was excused
	hits[retried]
}

type retried struct {
	shortest time.Duration
	after    Evidence
}

func (d *retriesAtOnce) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		last := &l.track.last
		excused := d.cut[l.track]
		delete(d.cut, l.track)
		if !l.graded || !last.outcome.again() || last.retryAfter != "" || l.pause-last.took >= d.limit || s.N <= last.youngest {
			continue
		}
		if last.outcome == lost && !excused {
			if d.cut == nil {
				d.cut = map[*track]bool{}
			}
			d.cut[l.track] = true
			continue
		}
		if of := d.hits.add(l, last.Evidence); of != nil && (of.after.N == 0 || l.pause < of.shortest) {
			*of = retried{l.pause, last.Evidence}
		}
	}
}

func (d *retriesAtOnce) report(*inquiry) []hit {
	return d.all(1, func(h *hit, of *retried) string {
		what := fmt.Sprintf("got %d", of.after.Status)
		if of.after.Status == 0 {
			what = "got no response"
		}
		return fmt.Sprintf("%s: request %d %s, and the next one came %s later", times(h.count), of.after.N, what, rounded(of.shortest))
	})
}
