package otc

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Failing writes the error of an operation.
type Failing = func(http.ResponseWriter, *wire.Call, error)

// None is the result of an operation that writes a status and no body.
type None struct{}

// Op returns an operation that runs do once in the world and writes its result as JSON with a fixed status.
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

// Path returns a decoder of a request that consists of one path variable.
func Path(name string) func(*wire.Call) (string, error) {
	return func(c *wire.Call) (string, error) { return Var(c, name), nil }
}

// Project returns the project_id of the call's path, which owns what the call starts and sees.
func Project(c *wire.Call) string { return Var(c, "project_id") }

// Mine reports whether the call's project sees what belongs to owner. Every project sees what has no owner.
func Mine(c *wire.Call, owner string) bool { return owner == "" || owner == Project(c) }
