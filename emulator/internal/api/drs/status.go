package drs

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// batchStatus is the call that clients poll (drs_api_0150). Each task that the answer tells is polled by it, those on other
// pages are not.
func batchStatus() http.Handler {
	op := operation("batch-status", decodeQuery, statuses, writeBriefs)
	op.Names = query.names
	return op
}

func statuses(c *wire.Call, q query) (answer[brief], error) {
	return statusWriter[brief]{
		polls: true, unknown: unknownJobs,
		present: func(_ *world.Tx, snap *job.Snapshot) brief { return briefly(snap) },
		absent:  func(b brief) brief { return b },
	}.tell(c, q)
}

// briefly is a task's status. An error stands beside it only if the step says one.
func briefly(s *job.Snapshot) brief {
	say, _ := s.Payload.(Payload)
	return brief{s.ID, s.Status, say.Code, say.Message}
}

// briefs is an answer of briefs, as it is written.
type briefs answer[brief]

func writeBriefs(w http.ResponseWriter, _ *wire.Call, a answer[brief]) {
	wire.JSON(w, a.status, briefs(a))
}

// AppendJSON writes the answer.
func (a briefs) AppendJSON(b []byte) []byte {
	b = slices.Grow(b, 32+90*len(a.Results)) // as long as ids mostly are
	b = append(wire.AppendName(append(b, '{'), "results"), '[')
	for i, r := range a.Results {
		if i > 0 {
			b = append(b, ',')
		}
		b = r.AppendJSON(b)
	}
	b = strconv.AppendInt(wire.AppendName(append(b, ']'), "count"), int64(a.Count), 10)
	return append(b, '}')
}

// AppendJSON writes what is known of the task.
func (r brief) AppendJSON(b []byte) []byte {
	b = wire.AppendMember(append(b, '{'), "id", r.ID)
	if r.Status != "" {
		b = wire.AppendMember(b, "status", r.Status)
	}
	if r.Code != "" {
		b = wire.AppendMember(b, "error_code", r.Code)
	}
	if r.Message != "" {
		b = wire.AppendMember(b, "error_message", r.Message)
	}
	return append(b, '}')
}
