package job

import "time"

// hold stops the job where it is: neither time nor polls end its step until it is released. A derived job's children are
// held with it.
func (j *Job) hold(s state, age time.Duration) state {
	if !s.held {
		s.held, s.stopAt = true, age
	}
	return s
}

// release ends a hold. The time for which the job was held does not count as time in the step.
func (j *Job) release(s state, age time.Duration) state {
	if s.held {
		s.held, s.pause = false, s.pause+age-s.stopAt
	}
	return s
}

// worked returns the time in the present step, held time left out.
func (j *Job) worked(s state, age time.Duration) time.Duration {
	if s.held {
		age = s.stopAt
	}
	return age - s.since - s.pause
}

// SetPolls sets how often the present step was polled: a count that a snapshot has.
func (j *Job) SetPolls(now time.Time, polls int) {
	s := j.reach(j.state(), max(now.Sub(j.Born), 0))
	s.polls = int32(polls)
	j.setState(s)
}

// Clone returns a job of the same name with the same past, which goes its own way from now on.
func (j *Job) Clone() *Job {
	twin := *j
	if j.past != nil {
		twin.past = new(*j.past)
	}
	twin.Children = make([]*Job, len(j.Children))
	for i, c := range j.Children {
		twin.Children[i] = c.Clone()
	}
	return &twin
}
