package verdict

import (
	"fmt"
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
)

var oneIDPerBatchKind = Kind{
	ID: "one-id-per-batch", Level: Note, Title: "polls many jobs one by one, with a call that takes all of them",
	Why:        "Ten tasks cost ten requests a round in place of one, and the quota of requests is per account. Each of them waits for the others when it is used up.",
	Source:     "drs_03_0122: batch-status takes the ids of several tasks, and shows up to 100 on a page",
	WayOut:     "Collect the ids that are still of interest, and poll all of them with one request a round.",
	Thresholds: []string{"single-ids"},
	Scenario:   "drs/six-tasks",
	Example:    []string{"POST …/jobs/batch-status {jobs: [task-1]}", "POST …/jobs/batch-status {jobs: [task-2]}", "…", "POST …/jobs/batch-status {jobs: [task-1]}"},
	start:      func(limits Thresholds) detector { return &oneIDPerBatch{limit: limits.SingleIDs} },
}

// oneIDPerBatch finds jobs that are polled one by one, round after round, with a call that takes many of them.
type oneIDPerBatch struct {
	hits[int] // the most jobs in a round
	limit     int
	round     []job.Ref // polled alone, each once, the last one at the end
}

// maxRound is the maximum number of jobs of a round.
const maxRound = 64

func (d *oneIDPerBatch) add(s *seen) {
	if s.Page.Total != 1 || len(s.looks) != 1 || !s.looks[0].ask || !hasPrefix(s.Op, "batch") {
		return
	}
	ref := s.looks[0].track.ref
	i := slices.Index(d.round, ref)
	if i >= 0 {
		if n := len(d.round) - i; n >= d.limit {
			if most := d.addNamed(s.call, s.looks[0].evidence); most != nil {
				*most = max(*most, n)
			}
		}
		d.round = slices.Delete(d.round, i, i+1)
	} else if len(d.round) == maxRound {
		d.round = slices.Delete(d.round, 0, 1)
	}
	d.round = append(d.round, ref)
}

func (d *oneIDPerBatch) report(*inquiry) []hit {
	return d.all(1, func(_ *hit, most *int) string {
		return fmt.Sprintf("%d jobs were polled in turn, each by a request of its own", *most)
	})
}
