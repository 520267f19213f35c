package verdict

import (
	"fmt"
	"time"
)

var firstPollTooEarlyKind = Kind{
	ID: "first-poll-too-early", Level: Note, Title: "polls a job as soon as it has started it",
	Why:        "A job that has just begun has not ended. The request says nothing new, and a service with read replicas may not know the job yet.",
	Source:     "the vendors' own examples take tens of seconds from begin_time to end_time (evs_04_0054); hashicorp's StateChangeConf has Delay for this",
	WayOut:     "Wait before the first poll as long as between two of them.",
	Thresholds: []string{"first-pause"}, Cadence: true, Scenario: "evs/create-disk",
	Example: []string{"12:00:00.00 POST …/cloudvolumes → job_id 4010…", "12:00:00.02 GET …/jobs/4010… → INIT"},
	start:   func(t Thresholds) detector { return &firstPollTooEarly{limit: t.FirstPause} },
}

// firstPollTooEarly finds jobs whose first poll comes right after the request that started them.
type firstPollTooEarly struct {
	limit time.Duration
	hits[time.Duration]
}

func (d *firstPollTooEarly) add(s *seen) {
	for i := range s.looks {
		l := &s.looks[i]
		if t := l.track; l.ask && t.asks == 0 && t.started.N != 0 {
			if pause, ok := pauseBetween(t.from, momentOf(s.Entry)); ok && pause < d.limit {
				if of := d.hits.add(l, t.started); of != nil {
					*of = pause
				}
			}
		}
	}
}

func (d *firstPollTooEarly) report(*inquiry) []hit {
	return d.all(1, func(_ *hit, of *time.Duration) string {
		return fmt.Sprintf("the first poll came %s after the response that named the job", rounded(max(*of, 0)))
	})
}
