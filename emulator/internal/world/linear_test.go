package world_test

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/recording"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// ask is what one client does at a handle that another drives: read it, keeping or taking the result, or report.
type ask struct {
	keep, take bool
	percent    int // of a report; 0 for a read
	finish     bool
}

// handle is what a client is shown of such a handle.
type handle struct {
	done, gone bool
	percent    int
}

// call is one call of a client: what it asked and got, and when it began and ended, by a common counter.
type call struct {
	Client             int
	Keep, Take, Finish bool
	Percent            int
	Done, Gone         bool // what the client got
	Got                int  // the percentage that it got
	Began, Ended       int64
}

// carry does what a client asks, in one Do as a protocol does, and returns what it was told.
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

// TestHandleIsLinearizable lets clients race for a handle: some drive it, some keep its result, some take it. Each round's
// calls are recorded for testharness/checks, where some order of them must explain what the clients got. Here what is
// gone for a client must stay so.
func TestHandleIsLinearizable(t *testing.T) {
	t.Parallel()
	const rounds, clients, calls = 40, 8, 12
	for round := range rounds {
		w, _ := begin(t, job.Spec{Ref: ref("h"), Timeline: job.Steps(lasting(running, job.Exit{Signal: "never"}), success)})
		var ticks atomic.Int64
		var mu sync.Mutex
		var history []call
		var all sync.WaitGroup
		for client := range clients {
			draw := rand.New(rand.NewPCG(uint64(round), uint64(client)))
			all.Go(func() {
				gone := false
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
					began := ticks.Add(1)
					got := carry(w, q)
					require.False(t, gone && !got.gone, "what is gone is back")
					gone = got.gone
					mu.Lock()
					history = append(history, call{
						Client: client, Keep: q.keep, Take: q.take, Finish: q.finish, Percent: q.percent,
						Done: got.done, Gone: got.gone, Got: got.percent, Began: began, Ended: ticks.Add(1),
					})
					mu.Unlock()
				}
			})
		}
		all.Wait()
		recording.Record(t, "linear", history)
	}
}
