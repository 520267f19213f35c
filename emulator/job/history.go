package job

import "time"

// turn is where an event put a job. What follows is by time alone, up to the next turn.
type turn struct {
	before *turn         // nil: the job was born before it
	until  time.Duration // how old the job was then
	left   int32         // the step that the job was in
	was    bool          // the children decided before it

	script *script // nil: the job's own
	forced *Step
	step   int32
	since  time.Duration
	pause  time.Duration
}

// forced returns the step that a command put in the place of the script; nil if none did.
func (s state) forced() *Step {
	if s.turn == nil {
		return nil
	}
	return s.turn.forced
}

// turned returns the last turn of a job once an event has counted that came at this age and made after of s.
func (s state) turned(after state, age time.Duration) *turn {
	if after.derived || after.step == s.step && after.since == s.since && after.pause == s.pause && after.other == s.other && after.turn == s.turn {
		return s.turn
	}
	return &turn{
		before: s.turn, until: age, left: s.step, was: s.derived,
		script: after.other, forced: after.forced(), step: after.step, since: after.since, pause: after.pause,
	}
}

// History returns the steps that a job came to up to an instant, oldest first, each with the instant at which it began. The last
// one is the first of Schedule, if the job can be seen. It changes nothing.
func (j *Job) History(now time.Time) []ScheduledStep {
	age := now.Sub(j.Born)
	if age < 0 {
		return nil
	}
	s := j.reach(j.state(), age)
	var turns []*turn
	for t := s.turn; t != nil; t = t.before {
		turns = append([]*turn{t}, turns...)
	}
	derived := s.derived
	if len(turns) > 0 {
		derived = turns[0].was
	}
	course, steps := turn{}, []ScheduledStep(nil)
	for _, t := range turns {
		steps = j.follow(steps, course, derived, t.until, t.left)
		if n := len(steps) - 1; t.script == course.script && t.forced == nil && steps[n].Index == int(t.step) && steps[n].At.Equal(j.Born.Add(t.since)) {
			steps = steps[:n] // the step goes on after a hold
		}
		course, derived = *t, false
	}
	return j.follow(steps, course, derived, age, s.step)
}

// follow appends the steps that time alone led to from a turn on, to the last one of them.
func (j *Job) follow(steps []ScheduledStep, from turn, derived bool, until time.Duration, last int32) []ScheduledStep {
	if derived {
		return j.followChildren(steps, until)
	}
	step, since, pause := int(from.step), from.since, from.pause
	if from.forced != nil {
		return append(steps, ScheduledStep{Step: *from.forced, Index: step, At: j.Born.Add(since)})
	}
	path, key := j.script(state{other: from.script})
	for ; step < int(last); step, pause = step+1, 0 {
		steps = append(steps, ScheduledStep{Step: path[step], Index: step, At: j.Born.Add(since)})
		since += pause + drawSpan(key, step, path[step].Until.For)
	}
	return append(steps, ScheduledStep{Step: path[step], Index: step, At: j.Born.Add(since)})
}

// followChildren returns follow for a job whose children decide.
func (j *Job) followChildren(steps []ScheduledStep, until time.Duration) []ScheduledStep {
	begun := j.derive(until)
	add := func(phase Phase, at time.Time) {
		steps = append(steps, ScheduledStep{Step: j.Path[phase], Index: int(phase), At: at})
	}
	if phase := begun.step.Phase; phase != Pending {
		first := j.firstChild()
		if first.After(j.Born) {
			add(Pending, j.Born)
		}
		if phase != Running {
			add(Running, first)
		}
	}
	return append(steps, ScheduledStep{Step: begun.step, Index: int(begun.step.Phase), At: j.Born.Add(begun.since)})
}

// firstChild returns when the first child is born.
func (j *Job) firstChild() time.Time {
	first := j.Children[0].Born
	for _, c := range j.Children[1:] {
		if c.Born.Before(first) {
			first = c.Born
		}
	}
	return first
}
