package drs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// response is the body of a response about several tasks, in the order of the request.
type response[T any] struct {
	Results []T `json:"results"`
	Count   int `json:"count"`

	status int
}

// taskStatus is the item of a task in the response of batch-status, and of a missing task in any query.
type taskStatus struct {
	ID      string `json:"id"`
	Status  string `json:"status,omitempty"`
	Code    string `json:"error_code,omitempty"`
	Message string `json:"error_message,omitempty"` // only here and in batch-detail; all other calls have error_msg
}

// responseBuilder builds the response of a query with pages.
type responseBuilder[T any] struct {
	polls   bool   // every task on the page is polled
	unknown string // setting that applies to unknown tasks
	present func(*world.Tx, *job.Snapshot) T
	absent  func(taskStatus) T
}

// build builds the response with one access to the world.
func (t responseBuilder[T]) build(c *wire.Call, q query) (response[T], error) {
	a := response[T]{Results: make([]T, 0, len(q.shown)), status: http.StatusOK}
	seen, n := make([]job.Snapshot, len(q.shown)), 0 // filled in place: a snapshot is large
	failed := 0
	err := c.Do(func(tx *world.Tx) error {
		for _, id := range q.shown {
			snap := &seen[n]
			look(snap, tx, c, id, t.polls)
			if snap.Absence == job.Present {
				a.Results = append(a.Results, t.present(tx, snap))
				n++
				continue
			}
			gone := absence(c, snap.ID, snap.Absence)
			*snap = job.Snapshot{}
			if gone.Code == unknownTask && c.Setting(t.unknown) == "omit" {
				continue
			}
			if gone.Code != "" {
				c.ErrorSent(gone.Code)
				failed++
			}
			a.Results = append(a.Results, t.absent(gone))
		}
		return nil
	})
	c.Observed = seen[:n]
	if failed > 0 && failed == len(q.shown) && c.Setting(t.unknown) == "http400" {
		a.status = http.StatusBadRequest
	}
	a.Count = len(a.Results)
	if c.Setting(counts) == "total" {
		a.Count = q.total
	}
	return a, err
}

// look sets snap to a snapshot of the task as the call's project sees it. Tasks of other projects do not exist
// [inferred].
func look(snap *job.Snapshot, tx *world.Tx, c *wire.Call, id string, poll bool) {
	ref := refOf(id)
	switch {
	case !otc.Mine(c, tx.Owner(ref)):
		*snap = job.Snapshot{Ref: ref, Absence: job.Unknown}
	case poll:
		tx.ObserveTo(snap, world.PollOptions{}, ref)
	default:
		*snap = tx.Peek(ref)
		tx.Watch(*snap)
	}
}

// unknownTask is the code of the error for a task that never existed.
const unknownTask = "DRS.M00289"

// absence returns the item of a task that does not exist. A task that is still hidden from clients does not exist
// either.
func absence(c *wire.Call, id string, why job.Absence) taskStatus {
	code := unknownTask
	if why == job.Removed {
		if c.Setting(deletedJobs) == "status" {
			return taskStatus{ID: id, Status: deleted}
		}
		code = "DRS.M05004"
	}
	return taskStatus{ID: id, Code: code, Message: table[code].Message}
}

// write writes a response.
func write[T any](w http.ResponseWriter, _ *wire.Call, a response[T]) { wire.JSON(w, a.status, a) }
