package job

import "time"

// Consistency is how far what clients see of a job lags behind its state, as in a service of several replicas. At returns
// the state, Observed what a client sees.
type Consistency struct {
	Hidden   Exit          // the job is not visible until this time after its birth, or this many requests for it
	Replicas int           // the number of replicas, which respond in turn
	Lag      time.Duration // how far the last of them is behind; the first is not, the others are in between
	Settle   time.Duration // how much later than the job its resources show its end
}

// Observed returns the job as a client sees it at this instant: At, with the job's Consistency applied.
func (j *Job) Observed(now time.Time) (snap Snapshot) {
	j.ObserveTo(&snap, now)
	return snap
}

// ObserveTo returns Observed in place, where snap is the zero Snapshot: it is large, and a batch has many.
func (j *Job) ObserveTo(snap *Snapshot, now time.Time) {
	j.show(snap, now)
	if j.Consistency == nil || snap.Absence != Present {
		return
	}
	age := now.Sub(j.Born)
	s := j.reach(j.state(), age)
	if j.hidden(s, age) {
		*snap = Snapshot{Ref: j.Ref(), Absence: Hidden, Now: now, Born: j.Born, Next: j.seen(age)}
		return
	}
	if s.derived || s.forced() != nil || s.since == 0 || age-s.since >= j.behind(s) {
		return
	}
	old := j.left(s)
	snap.Status, snap.Phase, snap.Payload, snap.Until = old.Status, old.Phase, old.Payload, old.Until
	snap.Since, snap.Next, snap.Stale = j.Born.Add(s.wasSince), j.Born.Add(s.since+j.behind(s)), true
	snap.Ended = time.Time{}
	if old.Phase.Over() {
		snap.Ended = snap.Since
	}
}

// hidden reports whether the job is not visible yet.
func (j *Job) hidden(s state, age time.Duration) bool {
	if j.Consistency == nil {
		return false
	}
	h := j.Consistency.Hidden
	return (h.Timed && age < drawSpan(j.key, hiddenKey, h.For)) || (h.Polls > 0 && int(s.looks) < h.Polls)
}

// seen returns when the job becomes visible by time; zero if time does not hide it.
func (j *Job) seen(age time.Duration) time.Time {
	h := j.Consistency.Hidden
	if shown := drawSpan(j.key, hiddenKey, h.For); h.Timed && age < shown {
		return j.Born.Add(shown)
	}
	return time.Time{}
}

// hiddenKey separates the draw of Hidden from the draws of steps and starts.
const hiddenKey = -2

// behind returns the lag of the replica whose turn it is.
func (j *Job) behind(s state) time.Duration {
	n := j.Consistency.Replicas
	if n < 2 {
		return j.Consistency.Lag
	}
	return j.Consistency.Lag * time.Duration(int(s.looks)%n) / time.Duration(n-1)
}

// settled reports whether the job's resources show its end.
func (j *Job) settled(snap *Snapshot) bool {
	if !snap.Phase.Over() {
		return false
	}
	return j.Consistency == nil || snap.Now.Sub(snap.Ended) >= j.Consistency.Settle
}
