package world

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// await remembers a job by the calls that its steps wait for.
func (w *World) await(j *job.Job) {
	for _, c := range j.Awaited() {
		call := c.API + "." + c.Op
		if slices.Contains(w.awaiting[call], j) {
			continue
		}
		if w.awaiting == nil {
			w.awaiting = map[string][]*job.Job{}
			w.awaits.Store(true)
		}
		w.awaiting[call] = append(w.awaiting[call], j)
	}
}

// Awaits reports whether steps of jobs wait for calls of any operation.
func (w *World) Awaits() bool { return w.awaits.Load() }

// Called ends the steps that wait for a call which was carried out.
func (tx *Tx) Called(api, op string, q rule.Request) {
	for _, call := range []string{api + "." + op, api + ".*"} {
		for _, j := range tx.w.awaiting[call] {
			snap := j.At(tx.now)
			c := snap.Until.Call
			if snap.Absence != job.Present || c == nil || c.API+"."+c.Op != call {
				continue
			}
			if where, _ := c.Where.([]rule.Condition); (&rule.Rule{Where: where}).Matches(q) {
				j.Record(job.Event{At: tx.now, Kind: job.Signalled, Signal: snap.Until.Signal})
				tx.w.touch(j)
				tx.changed = true
			}
		}
	}
}
