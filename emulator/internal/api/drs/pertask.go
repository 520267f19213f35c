package drs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// perTask returns a call whose request names tasks by id and has no pages. present returns the item of a task; failure
// returns the item if the task does not exist or present returned an error.
func perTask[T any](op string, status int, present func(*taskContext) (T, error), failure func(id, code, message string) T) http.Handler {
	do := func(c *wire.Call, ids []string) (response[T], error) {
		a := response[T]{Results: make([]T, 0, len(ids)), Count: len(ids), status: status}
		err := c.Do(func(tx *world.Tx) error {
			for _, id := range ids {
				var it T
				v, err := openTask(tx, c, id)
				if err == nil {
					it, err = present(v)
				}
				o, err := outcomeOf(id, err)
				if err != nil {
					return err
				}
				if o.Status == failed {
					it = failure(id, o.Code, o.Message)
				}
				a.Results = append(a.Results, it)
			}
			return nil
		})
		return a, err
	}
	return operation(op, decodeIDs, do, write)
}
