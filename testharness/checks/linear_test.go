package checks

import (
	"testing"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"
)

// call is one call of a client at a handle that another client drives, as the tests of package world record it.
type call struct {
	Client             int
	Keep, Take, Finish bool
	Percent            int // of a report; 0 for a read
	Done, Gone         bool
	Got                int
	Began, Ended       int64
}

// handle is the sequential truth about such a handle.
type handle struct {
	done, gone bool
	percent    int
}

// model is what linearizability is checked against: each call takes effect at one instant between its begin and its end.
var model = porcupine.Model{
	Init: func() any { return handle{} },
	Step: func(state, in, out any) (bool, any) {
		h, c := state.(handle), in.(call)
		if (handle{c.Done, c.Gone, c.Got}) != h {
			return false, h
		}
		switch {
		case h.gone:
		case c.Finish:
			h.done, h.percent = true, 100
		case c.Percent > 0 && !h.done:
			h.percent = c.Percent
		case c.Take && h.done:
			h.gone = true
		}
		return true, h
	},
	Equal: func(a, b any) bool { return a == b },
}

// TestHandleIsLinearizable checks that some order of the calls of racing clients explains what they got.
func TestHandleIsLinearizable(t *testing.T) {
	t.Parallel()
	rounds := recorded[[]call](t, record(t, "./emulator/internal/world", "TestHandleIsLinearizable"), "linear")
	require.Len(t, rounds, 40)
	for _, calls := range rounds {
		require.True(t, porcupine.CheckOperations(model, operations(calls)), "no order of these calls explains what the clients got: %v", calls)
	}
}

// TestModelRefuses checks that the model refuses what no order explains: a result that is back after it was taken.
func TestModelRefuses(t *testing.T) {
	t.Parallel()
	require.False(t, porcupine.CheckOperations(model, operations([]call{
		{Finish: true, Percent: 50, Began: 1, Ended: 2},
		{Take: true, Done: true, Got: 100, Began: 3, Ended: 4},
		{Take: true, Done: true, Got: 100, Began: 5, Ended: 6},
	})))
}

// operations returns calls as porcupine takes them.
func operations(calls []call) []porcupine.Operation {
	all := make([]porcupine.Operation, len(calls))
	for i, c := range calls {
		all[i] = porcupine.Operation{ClientId: c.Client, Input: c, Call: c.Began, Output: nil, Return: c.Ended}
	}
	return all
}
