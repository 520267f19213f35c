package job

import "time"

// Snapshot is a job at one instant. It is a value: nothing in it changes later.
type Snapshot struct {
	Ref
	Type    string
	Project string
	Absence Absence // if not Present, only Ref, Gone and Now are meaningful to a client
	Gone    time.Time

	Status     string
	Phase      Phase
	Payload    any // payload of the step
	Attributes any // payload of the job

	Now      time.Time // its instant
	Born     time.Time
	Since    time.Time // when the present status began: its true instant, never the time of a read
	Ended    time.Time // zero until the job is over
	Next     time.Time // when time alone will change it; zero if never
	Progress int       // percent, 0 to 100
	Report   *Report   // the last report of its driver; nil if there was none
	Started  bool      // it has been running at some time
	Step     int       // index in its path
	Polls    int       // how often this step was polled before
	Until    Exit      // what ends the step
	Forced   bool
	Ceased   bool // its parent was forced to fail before it began, so it never will
	Held     bool
	Stale    bool // a client sees an earlier state
	Settled  bool // the job is over, and its resources show its end
	Derived  bool // its children decided the phase, and a failed one's payload is its own
	Counted  bool // it counts as a poll
	Kept     bool // this poll leaves the result where it is

	Children []Snapshot // those that have begun, in order
}

// Updated returns the last instant at which something about the job changed: its status, or its driver's report.
func (s Snapshot) Updated() time.Time {
	if s.Report != nil && s.Report.At.After(s.Since) {
		return s.Report.At
	}
	return s.Since
}

// Err is nil for a job that can be seen, else an *Error.
func (s Snapshot) Err() error {
	if s.Absence == Present {
		return nil
	}
	return &Error{Ref: s.Ref, Absence: s.Absence, Since: s.Gone}
}

// At returns the job at this instant, children included. It changes nothing.
func (j *Job) At(now time.Time) (snap Snapshot) {
	j.show(&snap, now)
	return snap
}

// show is At in place; snap is the zero Snapshot.
func (j *Job) show(snap *Snapshot, now time.Time) {
	if now.Before(j.Born) && j.state().gone == Present {
		*snap = Snapshot{Ref: j.Ref(), Absence: Unborn, Now: now, Born: j.Born, Next: j.Born}
		return
	}
	j.look(snap, now)
	for _, c := range j.Children {
		s := c.At(now)
		if s.Absence == Present {
			snap.Children = append(snap.Children, s)
		}
		snap.Next = sooner(snap.Next, s.Next)
	}
}

// look is show without the children's own snapshots.
func (j *Job) look(snap *Snapshot, now time.Time) {
	age := max(now.Sub(j.Born), 0)
	s := j.reach(j.state(), age)
	// One by one: a snapshot assigned as a whole is made apart and copied.
	snap.Ref, snap.Type, snap.Project, snap.Attributes = j.Ref(), j.Type, j.Project, j.Attributes
	snap.Now, snap.Born, snap.Since = now, j.Born, j.Born.Add(s.since)
	snap.Step, snap.Polls, snap.Started = int(s.step), int(s.polls), s.begun
	snap.Report, snap.Forced, snap.Held, snap.Ceased = s.report, s.forced() != nil, s.held, s.ceased
	var step Step
	var mean int
	if s.derived { // once for each snapshot, else one of a tree would take a time that is exponential in its depth
		d := j.derive(age)
		step, mean, snap.Since, snap.Derived = d.step, d.mean, j.Born.Add(d.since), true
		snap.Started = step.Phase != Pending
	} else {
		step = j.at(s, age)
	}
	snap.Status, snap.Phase, snap.Payload, snap.Until = step.Status, step.Phase, step.Payload, step.Until
	if step.Phase.Over() {
		snap.Ended = snap.Since
	}
	snap.Settled = j.settled(snap)
	snap.Progress = j.progress(s, step, age, mean)
	j.leave(snap, s, age)
}

// leave fills in whether the job has gone and when time will change it.
func (j *Job) leave(snap *Snapshot, s state, age time.Duration) {
	path, key := j.script(s)
	end, over := snap.Since.Sub(j.Born), snap.Phase.Over() && snap.Until.Final()
	switch {
	case s.gone != Present:
		snap.Absence, snap.Gone = s.gone, j.Born.Add(s.stopAt)
	case over && j.Expires > 0 && !s.kept:
		out := j.Born.Add(end + j.Expires)
		if age >= end+j.Expires {
			snap.Absence, snap.Gone = Expired, out
		} else {
			snap.Next = out
		}
	case s.forced() == nil && !s.derived && !s.held && snap.Until.Timed && int(s.step) < len(path)-1:
		snap.Next = j.Born.Add(s.since + s.pause + drawSpan(key, int(s.step), snap.Until.For))
	}
}

// sooner returns the earlier of two instants, of which the zero one means never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
