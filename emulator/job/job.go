package job

import "time"

// Job is a started job. Its exported fields are what it was given at the start and never change; what happened to it
// since is folded into its state by Record. A Job is not safe for concurrent use: the world locks around it.
//
// There may be millions of jobs to which nothing happens, so a Job is small: what it has in common with others is in its
// Common, and it has a state of its own only from its first event on.
type Job struct {
	*Common
	ID         string
	Born       time.Time
	Attributes any // the API's own typed data for the whole life: entities, a bulk volume's key, a name
	// Children are jobs of their own name; each starts when its turn comes.
	Children []*Job

	key  uint64
	past *state // the fold of its events; nil: there was none
}

// Ref returns the job's name.
func (j *Job) Ref() Ref { return Ref{j.API, j.ID} }

// state returns the fold of the events.
func (j *Job) state() state {
	if j.past == nil {
		return state{}
	}
	return *j.past
}

// setState sets the fold of the events.
func (j *Job) setState(s state) {
	if j.past == nil {
		j.past = new(state)
	}
	*j.past = s
}

// state is the fold of a job's events. Instants are kept as ages: time since birth.
type state struct {
	step    int32
	polls   int32         // in this step
	since   time.Duration // when the step was entered
	begun   bool          // a running step was left behind
	kept    bool          // a client asked for the result to be kept
	gone    Absence
	held    bool // nothing ends the step
	ceased  bool // it was forced to stay pending
	derived bool // the children decide: from birth until another script or a forced status takes over

	stopAt time.Duration // since when it is held, or gone
	pause  time.Duration // how long the step was held before
	report *Report
	other  *script // the script that took the place of the job's own; nil: none did
	turn   *turn   // where an event put the job last; nil: none did

	looks    int32         // polls in all, those for a hidden job included
	was      int32         // the step before
	wasSince time.Duration // when that was entered
}

// Report is what a client reported about a job that it drives. Its progress is the job's until the step in which it
// arrived ends; after that it is Earlier.
type Report struct {
	At       time.Time
	Progress int // percent; -1 if the client reported none
	Payload  any
	Earlier  bool // it arrived in a step that has ended
}

// EventKind says what happened to a job.
type EventKind uint8

// The kinds of events.
const (
	Polled     EventKind = iota // a response showed the job
	Reported                    // a client that drives the job said how far it is
	Signalled                   // a client's call that a step may wait for
	Redirected                  // a client's call that puts another script in the place of the rest
	Held                        // the job stops where it is
	Released                    // it goes on
	Forced                      // the script is ended: the job rests in Event.Step; if it failed, children that have not begun never do
	Dropped                     // a client's call removed the job
)

// Event is something that happened to a job at an instant.
type Event struct {
	At     time.Time
	Kind   EventKind
	Keep   bool   // Polled: the client wants the result to stay
	Take   bool   // Polled: the result, if there is one, is taken by this answer
	Report Report // Reported
	Signal string // Signalled
	Step   Step   // Forced
	// Timeline is the new script of a Redirected event; nil changes nothing.
	Timeline *Timeline

	ceased bool // Forced: the job, which has not begun, never will
}

// Record folds an event in. First the job reaches the event's instant, then the event counts. An event of a job that is
// gone changes nothing.
func (j *Job) Record(e Event) {
	for _, c := range j.Children {
		switch {
		case e.Kind == Polled && !c.Born.After(e.At): // the answer shows the child too
			c.Record(Event{At: e.At, Kind: Polled})
		case e.Kind == Held, e.Kind == Released:
			c.Record(e)
		case e.Kind == Forced && e.Step.Phase == Failed:
			c.cease(e.At)
		}
	}
	age := e.At.Sub(j.Born)
	before := j.reach(j.state(), age)
	after := j.after(before, max(age, 0), e)
	after.turn = before.turned(after, max(age, 0))
	j.setState(after)
}

// after returns the state once e has counted, given the state in which it arrives.
func (j *Job) after(s state, age time.Duration, e Event) state {
	if s.gone != Present || j.expired(s, age) {
		return s
	}
	switch e.Kind {
	case Polled:
		s = j.polled(s, age, e)
	case Reported:
		report := e.Report
		report.At = e.At
		s.report = &report
	case Signalled:
		if e.Signal != "" && j.at(s, age).Until.Signal == e.Signal {
			s = j.enter(s, s.step+1, age)
		}
	case Redirected:
		s = j.redirect(s, age, e.Timeline)
		s.ceased = false
	case Held:
		s = j.hold(s, age)
	case Released:
		if !s.held && j.at(s, age).Until.Signal == ReleaseSignal {
			s = j.enter(s, s.step+1, age)
		} else {
			s = j.release(s, age)
		}
	case Forced:
		step := e.Step
		step.Until = Exit{}
		s = j.enter(s, s.step, age)
		s.turn, s.derived, s.ceased = &turn{forced: &step}, false, e.ceased
	case Dropped:
		s.gone, s.stopAt = Removed, age
	}
	return s
}

// polled returns the state after a poll. One that does not see the job yet counts only as a look. Polls of a held job are not
// counted: a hold stops its time and its polls alike.
func (j *Job) polled(s state, age time.Duration, e Event) state {
	hidden := j.hidden(s, age)
	if !s.held {
		s.looks++
	}
	if hidden {
		return s
	}
	s.kept = s.kept || e.Keep
	if !s.held {
		s.polls++
	}
	step := j.at(s, age)
	if e.Take && step.Phase.Over() {
		s.gone, s.stopAt = Consumed, age
	}
	if n := step.Until.Polls; n > 0 && int(s.polls) >= n && !s.held {
		s = j.enter(s, s.step+1, age)
	}
	return s
}

// reach lets time pass: every step whose time is over by age is left at its own instant.
func (j *Job) reach(s state, age time.Duration) state {
	path, key := j.script(s)
	for !s.derived && s.forced() == nil && s.gone == Present && !s.held {
		until := path[s.step].Until
		if !until.Timed || int(s.step) == len(path)-1 {
			break
		}
		end := s.since + s.pause + drawSpan(key, int(s.step), until.For)
		if end > age {
			break
		}
		s = j.enter(s, s.step+1, end)
	}
	return s
}

// enter starts a step at an instant; the last step of a path is never left.
func (j *Job) enter(s state, step int32, at time.Duration) state {
	path, _ := j.script(s)
	if int(step) >= len(path) {
		return s
	}
	s.begun = s.begun || (!s.derived && path[s.step].Phase == Running)
	s.was, s.wasSince = s.step, s.since
	s.step, s.since, s.pause, s.polls, s.report = step, at, 0, 0, s.report.left()
	if s.held {
		s.stopAt = at // what was held before belongs to the step that was left
	}
	return s
}

// left returns the report once its step has ended.
func (r *Report) left() *Report {
	if r == nil || r.Earlier {
		return r
	}
	earlier := *r
	earlier.Earlier = true
	return &earlier
}

// at returns the step that a state shows.
func (j *Job) at(s state, age time.Duration) Step {
	switch {
	case s.forced() != nil:
		return *s.forced()
	case s.derived:
		return j.derive(age).step
	default:
		path, _ := j.script(s)
		return path[s.step]
	}
}

// expired reports whether the retention after the end has run out.
func (j *Job) expired(s state, age time.Duration) bool {
	if j.Expires == 0 || s.kept {
		return false
	}
	end, over := j.ended(s, age)
	return over && age >= end+j.Expires
}

// ended returns the age at which a job came to rest in an end.
func (j *Job) ended(s state, age time.Duration) (time.Duration, bool) {
	if s.derived {
		d := j.derive(age)
		return d.since, d.step.Phase.Over()
	}
	step := j.at(s, age)
	return s.since, step.Phase.Over() && step.Until.Final()
}
