package world

import (
	"container/heap"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// agenda orders the top-level jobs of an API by their next change by time alone. It exists once somebody has asked for the first
// of them, so that a world in which nobody does pays nothing. A job is looked at again when something was done to it, and when
// its instant has come; so a question costs what happened since the last one, and not what there is.
type agenda struct {
	entries map[*job.Job]*change
	parents map[*job.Job]*job.Job // the top-level job of each sub-job
	touched []*change
	queue   changeQueue
}

// change is the next change of a job.
type change struct {
	job     *job.Job
	number  int       // in the order of starts
	at      time.Time // zero: time alone changes nothing
	touched bool      // at may be out of date
	place   int       // in the queue; -1 outside of it
}

// NextOf returns the top-level job of an API that changes first by time alone, as it is now; of several, the oldest. It reports
// false if none does.
func (tx *Tx) NextOf(api string) (job.Snapshot, bool) {
	a := tx.w.agendas[api]
	if a == nil {
		a = &agenda{entries: map[*job.Job]*change{}, parents: map[*job.Job]*job.Job{}}
		for _, j := range tx.w.order[api] {
			a.add(j)
		}
		tx.w.agendas[api] = a
	}
	for _, c := range a.touched {
		a.update(c, tx.now)
	}
	a.touched = a.touched[:0]
	for len(a.queue) > 0 && !a.queue[0].at.After(tx.now) {
		a.update(a.queue[0], tx.now)
	}
	if len(a.queue) == 0 {
		return job.Snapshot{}, false
	}
	return a.queue[0].job.At(tx.now), true
}

// add adds a top-level job.
func (a *agenda) add(j *job.Job) {
	a.entries[j] = &change{job: j, number: len(a.entries), place: -1}
	a.adopt(j, j.Children)
	a.touch(j)
}

func (a *agenda) adopt(top *job.Job, children []*job.Job) {
	for _, c := range children {
		a.parents[c] = top
		a.adopt(top, c.Children)
	}
}

// touch notes that something was done to a job or a sub-job.
func (a *agenda) touch(j *job.Job) {
	if top := a.parents[j]; top != nil {
		j = top
	}
	if c := a.entries[j]; c != nil && !c.touched {
		c.touched = true
		a.touched = append(a.touched, c)
	}
}

// update computes the next change of a job.
func (a *agenda) update(c *change, now time.Time) {
	c.at, c.touched = c.job.At(now).Next, false
	switch {
	case c.at.IsZero() && c.place >= 0:
		heap.Remove(&a.queue, c.place)
	case c.at.IsZero():
	case c.place >= 0:
		heap.Fix(&a.queue, c.place)
	default:
		heap.Push(&a.queue, c)
	}
}

// touch notes in the agenda of a job's API, if there is one, that something was done to the job.
func (w *World) touch(j *job.Job) {
	if a := w.agendas[j.API]; a != nil {
		a.touch(j)
	}
}

// changeQueue is a heap of changes, the soonest first.
type changeQueue []*change

func (q changeQueue) Len() int { return len(q) }

func (q changeQueue) Less(i, k int) bool {
	if q[i].at.Equal(q[k].at) {
		return q[i].number < q[k].number
	}
	return q[i].at.Before(q[k].at)
}

func (q changeQueue) Swap(i, k int) {
	q[i], q[k] = q[k], q[i]
	q[i].place, q[k].place = i, k
}

// Push adds a *change.
func (q *changeQueue) Push(x any) {
	c := x.(*change)
	c.place = len(*q)
	*q = append(*q, c)
}

// Pop removes the last change.
func (q *changeQueue) Pop() any {
	last := len(*q) - 1
	c := (*q)[last]
	c.place, (*q)[last] = -1, nil
	*q = (*q)[:last]
	return c
}
