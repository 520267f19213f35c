package drs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// batchStatus is the call that clients poll (drs_api_0150). Each task that the answer tells is polled by it, those on other
// pages are not.
func batchStatus() http.Handler {
	op := operation("batch-status", decodeQuery, statuses, write)
	op.Names = query.names
	return op
}

func statuses(c *wire.Call, q query) (answer[brief], error) {
	return teller[brief]{
		polls: true, unknown: unknownJobs,
		present: func(_ *world.Tx, snap *job.Snapshot) brief { return briefly(snap) },
		absent:  func(b brief) brief { return b },
	}.tell(c, q)
}

// briefly is a task's status. An error stands beside it only if the step says one.
func briefly(s *job.Snapshot) brief {
	say, _ := s.Say.(Say)
	return brief{s.ID, s.Status, say.Code, say.Message}
}
