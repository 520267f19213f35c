package verdict

import (
	"fmt"
	"time"
)

var ignoresRetryAfterKind = Kind{
	ID: "ignores-retry-after", Level: Error, Title: "comes back before the time that Retry-After names",
	Why:     "The service says when it can take the request. Whoever comes earlier is refused again, uses up quota, and delays everybody's recovery.",
	Source:  "RFC 9110, section 10.2.3; RFC 6585, section 4 for 429",
	WayOut:  "Read Retry-After, which is a number of seconds or a date, and wait at least that long before the next attempt.",
	Cadence: true, Scenario: "gateway/throttled-seconds",
	Example: []string{"12:00:00 GET …/jobs/4010… → 429, Retry-After: 2", "12:00:01 GET …/jobs/4010… → 429, Retry-After: 2"},
	start:   func(Thresholds) detector { return &ignoresRetryAfter{} },
}

// ignoresRetryAfter finds requests that come again before the advised time.
type ignoresRetryAfter struct{ hits[ignored] }

type ignored struct {
	header string
	first  Evidence      // the response with the advice
	pause  time.Duration // after which the next request came
}

// retryTolerance is what timers and clocks may differ by.
const retryTolerance = 20 * time.Millisecond

func (d *ignoresRetryAfter) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		last := &l.track.last
		if !l.graded || s.N <= last.youngest {
			continue
		}
		advised, ok := adviceOf(last)
		if !ok || advised.early(l, last, momentOf(s.Entry)) <= retryTolerance {
			continue
		}
		if of := d.hits.add(l, last.Evidence); of != nil && of.header == "" {
			*of = ignored{advised.header, last.Evidence, l.pause}
		}
	}
}

func (d *ignoresRetryAfter) report(*inquiry) []hit {
	return d.all(1, func(h *hit, of *ignored) string {
		return fmt.Sprintf("%s: request %d got %d with Retry-After: %s, and the next one came %s later", times(h.count), of.first.N, of.first.Status, of.header, rounded(of.pause))
	})
}
