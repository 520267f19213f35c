package verdict

import (
	"fmt"
	"time"
)

var noBackoffKind = Kind{
	ID: "no-backoff", Level: Warning, Title: "polls at the same short pause however long a job takes",
	Why: "The longer a job has run the longer it will probably go on, so a constant pause costs ever more requests for ever less. Many clients " +
		"that do so keep a service that is slow from recovering.",
	Source:     "AWS Builders' Library, Timeouts, retries and backoff with jitter; Google's client libraries poll by ExponentialPollAlgorithm",
	WayOut:     "Make each pause longer than the one before, by a factor of 1.5 to 2, up to a limit such as 30 s.",
	Thresholds: []string{"steady-polls", "steady-pause"}, Cadence: true, Scenario: "evs/long-creation",
	Example: []string{"12:00:00 GET …/jobs/4010… → RUNNING", "12:00:01 GET …/jobs/4010… → RUNNING", "… every second", "12:02:00 GET …/jobs/4010… → RUNNING"},
	start:   func(t Thresholds) detector { return &noBackoff{polls: t.SteadyPolls, pause: t.SteadyPause} },
}

// noBackoff finds jobs that are polled often at pauses that do not grow.
type noBackoff struct {
	polls int
	pause time.Duration
}

func (*noBackoff) add(*seen) {}

func (d *noBackoff) report(q *inquiry) []hit {
	return q.eachTrack(func(t *track) (string, bool) {
		c := &t.cadence
		first, last := c.means()
		if c.count < d.polls || last >= d.pause || last >= first*3/2 {
			return "", false
		}
		return fmt.Sprintf("%d pauses, %s in all: the first ones were %s, the last ones %s", c.count, rounded(c.total), rounded(first), rounded(last)), true
	})
}
