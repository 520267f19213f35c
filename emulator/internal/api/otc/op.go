package otc

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Failing is how a group of operations says no.
type Failing = func(http.ResponseWriter, *wire.Call, error)

// None is the answer of an operation that sends a status and no body.
type None struct{}

// Op makes an operation that looks at the world once and answers JSON with a fixed status.
func Op[Q, A any](
	name string, status int, fail Failing,
	decode func(*wire.Call) (Q, error), do func(*wire.Call, *world.Tx, Q) (A, error),
) http.Handler {
	return wire.Op[Q, A]{
		Name: name, Fail: fail, Decode: decode,
		Do: func(c *wire.Call, q Q) (a A, err error) {
			err = c.Do(func(tx *world.Tx) error {
				a, err = do(c, tx, q)
				return err
			})
			return a, err
		},
		Encode: func(w http.ResponseWriter, _ *wire.Call, a A) {
			if _, empty := any(a).(None); empty {
				w.WriteHeader(status)
				return
			}
			wire.JSON(w, status, a)
		},
	}
}

// Path decodes a request that says everything in one variable of its path.
func Path(name string) func(*wire.Call) (string, error) {
	return func(c *wire.Call) (string, error) { return Var(c, name), nil }
}

// Project is the project_id of the call's path, which owns what the call starts and sees.
func Project(c *wire.Call) string { return Var(c, "project_id") }

// Mine tells whether a project sees what belongs to owner; what a scenario gave no owner is everybody's.
func Mine(c *wire.Call, owner string) bool { return owner == "" || owner == Project(c) }
