package verdict

import "fmt"

var noJitterKind = Kind{
	ID: "no-jitter", Level: Note, Title: "polls at pauses without a random part",
	Why: "Clients that begin together, as after an outage, stay together: their requests arrive in the same instants, again and again, and the " +
		"service sees peaks in place of a flow.",
	Source:     "AWS Architecture Blog, Exponential Backoff And Jitter",
	WayOut:     "Add a random part to each pause, such as 10 % to 50 % of it.",
	Thresholds: []string{"jitter-polls"}, Cadence: true, Scenario: "evs/long-creation",
	Example: []string{"12:00:00.00 GET …/jobs/4010… → RUNNING", "12:00:01.00 GET …/jobs/4010… → RUNNING", "12:00:03.00 GET …/jobs/4010… → RUNNING", "12:00:07.00 GET …/jobs/4010… → RUNNING"},
	start:   func(t Thresholds) detector { return &noJitter{polls: t.JitterPolls} },
}

// noJitter finds jobs whose polls come at pauses of which each follows from those before. One may differ: that of a backoff which comes
// to its limit.
type noJitter struct{ polls int }

func (*noJitter) add(*seen) {}

func (d *noJitter) report(q *inquiry) []hit {
	return q.eachTrack(func(t *track) (string, bool) {
		c := &t.cadence
		if c.count < d.polls || c.irregular > 1 || c.regular < d.polls-2 {
			return "", false
		}
		first, last := c.means()
		return fmt.Sprintf("%d pauses, the first of about %s and the last of about %s, and each follows from those before within 1 %%", c.count, rounded(first), rounded(last)), true
	})
}
