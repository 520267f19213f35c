package world_test

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// ask is what one client does at a handle that another drives: read it, keeping or taking the result, or report.
type ask struct {
	keep, take bool
	percent    int // of a report; 0 for a read
	finish     bool
}

// handle is the sequential truth about such a handle.
type handle struct {
	done, gone bool
	percent    int
}

// order is what linearizability is checked against: each call takes effect at one instant between its call and its return.
var order = porcupine.Model{
	Init: func() any { return handle{} },
	Step: func(state, in, out any) (bool, any) {
		h, q, told := state.(handle), in.(ask), out.(handle)
		if told != h {
			return false, h
		}
		switch {
		case h.gone:
		case q.finish:
			h.done, h.percent = true, 100
		case q.percent > 0 && !h.done:
			h.percent = q.percent
		case q.take && h.done:
			h.gone = true
		}
		return true, h
	},
	Equal: func(a, b any) bool { return a == b },
}

// carry does what a client asks, in one Do as a protocol does, and answers what it was told.
func carry(w *world.World, q ask) handle {
	var told handle
	_ = w.Do(func(tx *world.Tx) error {
		var s job.Snapshot
		if q.percent > 0 || q.finish {
			s = tx.Peek(ref("h"))
		} else {
			s = tx.Observe(world.PollOptions{Keep: q.keep, Take: q.take}, ref("h"))
		}
		if told = (handle{gone: s.Absence != job.Present}); told.gone {
			told.done, told.percent = true, 100
			return nil
		}
		told.done, told.percent = s.Phase.Over(), s.Progress
		var err error
		switch {
		case q.finish:
			_, err = tx.Record(ref("h"), job.Event{Kind: job.Forced, Step: success})
		case q.percent > 0 && !told.done:
			_, err = tx.Record(ref("h"), job.Event{Kind: job.Reported, Report: job.Report{Progress: q.percent}})
		}
		return err
	})
	return told
}

// TestHandleIsLinearizable lets clients race for a handle: some drive it, some keep its result, some take it. Whatever
// they were told must be explained by some order of their calls.
func TestHandleIsLinearizable(t *testing.T) {
	t.Parallel()
	const rounds, clients, calls = 40, 8, 12
	for round := range rounds {
		w, _ := begin(t, job.Spec{Ref: ref("h"), Timeline: job.Steps(lasting(running, job.Exit{Signal: "never"}), success)})
		var ticks atomic.Int64
		var mu sync.Mutex
		var history []porcupine.Operation
		var all sync.WaitGroup
		for client := range clients {
			draw := rand.New(rand.NewPCG(uint64(round), uint64(client)))
			all.Go(func() {
				for range calls {
					q := ask{}
					switch draw.IntN(8) {
					case 0:
						q.percent = 1 + draw.IntN(99)
					case 1:
						q.finish = draw.IntN(4) == 0
						q.percent = 1 + draw.IntN(99)
					case 2, 3:
						q.keep = true
					default:
						q.take = true
					}
					op := porcupine.Operation{ClientId: client, Input: q, Call: ticks.Add(1)}
					op.Output = carry(w, q)
					op.Return = ticks.Add(1)
					mu.Lock()
					history = append(history, op)
					mu.Unlock()
				}
			})
		}
		all.Wait()
		require.True(t, porcupine.CheckOperations(order, history), "no order of these calls explains what was told")
	}
}
