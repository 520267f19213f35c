package drs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// each makes a call that names its tasks by id alone and has no pages: tell is what it tells of each task, refused what it
// tells of one that tell refuses, or that cannot be seen.
func each[T any](op string, status int, tell func(*taskContext) (T, error), refused func(id, code, message string) T) http.Handler {
	do := func(c *wire.Call, ids []string) (answer[T], error) {
		a := answer[T]{Results: make([]T, 0, len(ids)), Count: len(ids), status: status}
		err := c.Do(func(tx *world.Tx) error {
			for _, id := range ids {
				var told T
				v, err := enter(tx, c, id)
				if err == nil {
					told, err = tell(v)
				}
				o, err := outcomeOf(id, err)
				if err != nil {
					return err
				}
				if o.Status == failed {
					told = refused(id, o.Code, o.Message)
				}
				a.Results = append(a.Results, told)
			}
			return nil
		})
		return a, err
	}
	return operation(op, decodeIDs, do, write)
}
