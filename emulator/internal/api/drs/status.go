package drs

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// batchStatus is the call that clients poll (drs_api_0150). It polls the tasks on the requested page only.
func batchStatus() http.Handler {
	op := operation("batch-status", decodeQuery, statuses, writeStatuses)
	op.Names = query.names
	return op
}

func statuses(c *wire.Call, q query) (response[taskStatus], error) {
	return responseBuilder[taskStatus]{
		polls: true, unknown: unknownJobs,
		present: func(_ *world.Tx, snap *job.Snapshot) taskStatus { return statusOf(snap) },
		absent:  func(b taskStatus) taskStatus { return b },
	}.build(c, q)
}

// statusOf returns the status of a task. It has an error only if the step has one.
func statusOf(s *job.Snapshot) taskStatus {
	payload, _ := s.Payload.(Payload)
	return taskStatus{s.ID, s.Status, payload.Code, payload.Message}
}

// statusResponse writes a response of batch-status without reflection.
type statusResponse response[taskStatus]

func writeStatuses(w http.ResponseWriter, _ *wire.Call, a response[taskStatus]) {
	wire.JSON(w, a.status, statusResponse(a))
}

// AppendJSON appends the response.
func (a statusResponse) AppendJSON(b []byte) []byte {
	b = slices.Grow(b, 32+90*len(a.Results)) // fits ids of the usual length
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

// AppendJSON appends the members that are not empty.
func (r taskStatus) AppendJSON(b []byte) []byte {
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
