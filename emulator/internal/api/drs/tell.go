package drs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// answer is what a query about several tasks is told, in the order of the request.
type answer[T any] struct {
	Results []T `json:"results"`
	Count   int `json:"count"`

	status int
}

// brief is what batch-status tells about a task, and every query about one that cannot be seen.
type brief struct {
	ID      string `json:"id"`
	Status  string `json:"status,omitempty"`
	Code    string `json:"error_code,omitempty"`
	Message string `json:"error_message,omitempty"` // only here and in batch-detail; all other calls say error_msg
}

// statusWriter is how a paged query tells its tasks.
type statusWriter[T any] struct {
	polls   bool   // each task on the page is polled
	unknown string // the setting about tasks that do not exist
	present func(*world.Tx, *job.Snapshot) T
	absent  func(brief) T
}

// tell answers a query in one look at the world.
func (t statusWriter[T]) tell(c *wire.Call, q query) (answer[T], error) {
	a := answer[T]{Results: make([]T, 0, len(q.shown)), status: http.StatusOK}
	told, n := make([]job.Snapshot, len(q.shown)), 0 // in place: each is large
	refused := 0
	err := c.Do(func(tx *world.Tx) error {
		for _, id := range q.shown {
			snap := &told[n]
			see(snap, tx, c, id, t.polls)
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
				refused++
			}
			a.Results = append(a.Results, t.absent(gone))
		}
		return nil
	})
	c.Observed = told[:n]
	if refused > 0 && refused == len(q.shown) && c.Setting(t.unknown) == "http400" {
		a.status = http.StatusBadRequest
	}
	a.Count = len(a.Results)
	if c.Setting(counts) == "total" {
		a.Count = q.total
	}
	return a, err
}

// see looks at a task with the eyes of the call's project, for which another project's tasks do not exist (inferred).
func see(snap *job.Snapshot, tx *world.Tx, c *wire.Call, id string, poll bool) {
	ref := refOf(id)
	switch {
	case !otc.Mine(c, tx.Owner(ref)):
		*snap = job.Snapshot{Ref: ref, Absence: job.Unknown}
	case poll:
		tx.ObserveTo(snap, world.PollOptions{}, ref)
	default:
		*snap = tx.Peek(ref)
	}
}

// unknownTask is the error of a task that never was.
const unknownTask = "DRS.M00289"

// absence is what a query is told about a task that cannot be seen. One that clients do not see yet does not exist.
func absence(c *wire.Call, id string, why job.Absence) brief {
	code := unknownTask
	if why == job.Removed {
		if c.Setting(deletedJobs) == "status" {
			return brief{ID: id, Status: deleted}
		}
		code = "DRS.M05004"
	}
	return brief{ID: id, Code: code, Message: table[code].Message}
}

// write sends an answer.
func write[T any](w http.ResponseWriter, _ *wire.Call, a answer[T]) { wire.JSON(w, a.status, a) }
