package job

import "time"

// derived is what a job without a script of its own shows: what follows from its children.
type derived struct {
	step  Step
	since time.Duration
	mean  int // progress of the children, those to come at 0
}

// derive computes the phase of a parent from its children. It is pending until one has begun, running while any runs
// or is still to come, and then failed if any failed, with the words of the first one that did, else succeeded. A child
// runs until its last step is final: one whose script goes on after a failure has not failed yet.
func (j *Job) derive(age time.Duration) derived {
	now := j.Born.Add(age)
	var since, last time.Time // since when it is running, and when the last child ended
	var fault any             // the payload of the first failure
	var faultAt time.Time
	begun, live, failed, sum := false, false, false, 0
	for _, c := range j.Children {
		if c.Born.After(now) {
			live = true
			continue
		}
		if !begun || c.Born.Before(since) {
			since = c.Born
		}
		begun = true
	}
	for _, c := range j.Children {
		if c.Born.After(now) {
			continue
		}
		var s Snapshot
		c.look(&s, now)
		sum += s.Progress
		switch {
		case !s.Phase.Over() || !s.Until.Final():
			live = true
			if s.Forced && s.Since.After(since) {
				since = s.Since // forced back to a running status
			}
		case s.Phase == Failed && (!failed || s.Since.Before(faultAt)):
			failed, fault, faultAt = true, s.Payload, s.Since
		}
		if s.Since.After(last) {
			last = s.Since
		}
	}
	switch {
	case !begun:
		return derived{step: j.Path[Pending]}
	case live:
		return derived{j.Path[Running], since.Sub(j.Born), sum / len(j.Children)}
	case failed:
		step := j.Path[Failed]
		step.Payload = fault
		return derived{step, last.Sub(j.Born), sum / len(j.Children)}
	default:
		return derived{step: j.Path[Succeeded], since: last.Sub(j.Born)}
	}
}
