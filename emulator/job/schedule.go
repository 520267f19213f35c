package job

import (
	"slices"
	"time"
)

// ScheduledStep is a step that a job is in or will come to, on the path that was drawn for it.
type ScheduledStep struct {
	Step
	Index int // in its path
	// At is when it begins if no request and no command comes before; zero if time alone never brings the job there.
	At time.Time
}

// Schedule returns the job's steps from this instant on: the present one, then those that come. A held job and one whose step only
// a client ends has the later ones without an instant; a job whose phase follows from its children has the changes that
// time alone brings; of one that is gone there is none. It changes nothing.
func (j *Job) Schedule(now time.Time) []ScheduledStep {
	var turns []ScheduledStep
	j.schedule(now, func(t *ScheduledStep) { turns = append(turns, *t) })
	return turns
}

// End returns the last of the steps that are ahead of a job, and the instant of the last one that has one: how far time alone
// brings it. It reports false for a job that is gone.
func (j *Job) End(now time.Time) (last ScheduledStep, at time.Time, ok bool) {
	j.schedule(now, func(t *ScheduledStep) {
		if last, ok = *t, true; t.At.After(at) {
			at = t.At
		}
	})
	return last, at, ok
}

// schedule calls f for the steps of Schedule one by one.
func (j *Job) schedule(now time.Time, tell func(*ScheduledStep)) {
	age := max(now.Sub(j.Born), 0)
	s := j.reach(j.state(), age)
	switch {
	case s.gone != Present || j.expired(s, age):
		return
	case s.derived:
		j.derivedSchedule(age, tell)
		return
	}
	turn := ScheduledStep{Step: j.at(s, age), Index: int(s.step), At: j.Born.Add(s.since)}
	tell(&turn)
	if s.forced() != nil {
		return
	}
	path, key := j.script(s)
	begin := turn.At.Add(s.pause)
	for i := int(s.step); i < len(path)-1 && !path[i].Until.Final(); i++ {
		turn = ScheduledStep{Step: path[i+1], Index: i + 1}
		if path[i].Until.Timed && !s.held && !begin.IsZero() {
			turn.At = begin.Add(drawSpan(key, i, path[i].Until.For))
		}
		begin = turn.At
		tell(&turn)
	}
}

// derivedSchedule returns schedule for a job whose children decide: it can change only when one of them does.
func (j *Job) derivedSchedule(age time.Duration, tell func(*ScheduledStep)) {
	d := j.derive(age)
	turn := ScheduledStep{Step: d.step, Index: int(d.step.Phase), At: j.Born.Add(d.since)}
	tell(&turn)
	for _, at := range j.childInstants(j.Born.Add(age)) {
		if d := j.derive(at.Sub(j.Born)); d.step.Phase != turn.Phase {
			turn = ScheduledStep{Step: d.step, Index: int(d.step.Phase), At: at}
			tell(&turn)
		}
	}
}

// childInstants returns the later instants at which a child is born or turns, sorted.
func (j *Job) childInstants(now time.Time) []time.Time {
	var all []time.Time
	for _, c := range j.Children {
		c.schedule(now, func(t *ScheduledStep) {
			if t.At.After(now) {
				all = append(all, t.At)
			}
		})
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

// Affects reports whether a poll at this instant has a lasting effect, besides being counted: it may end a step, take or keep
// the result, or decide which replica responds next. A poll that does not affect the job need not be replayed.
func (j *Job) Affects(poll Event) bool {
	age := max(poll.At.Sub(j.Born), 0)
	s := j.reach(j.state(), age)
	switch step := j.at(s, age); {
	case slices.ContainsFunc(j.Children, func(c *Job) bool { return !c.Born.After(poll.At) && c.Affects(Event{At: poll.At}) }):
		return true
	case s.gone != Present || j.expired(s, age):
		return false
	default:
		return j.Consistency != nil || (poll.Keep && !s.kept) || (poll.Take && step.Phase.Over()) || step.Until.Polls > 0
	}
}
