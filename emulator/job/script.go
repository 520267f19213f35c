package job

import (
	"strconv"
	"time"
)

// script is a path and the key of its draws.
type script struct {
	path []Step
	key  uint64
	nth  int // which redirection brought it
	// before is the step that the job left for it.
	before Step
}

// atOnce is the index before the first step of a script that replaced another.
const atOnce = -1

// redirect puts the job on another script from this instant on, whether it was on a script, forced or derived. The new
// path is drawn by the job's key and the number of redirections, so that equal events give equal paths.
func (j *Job) redirect(s state, age time.Duration, t *Timeline) state {
	next := script{nth: 1}
	if s.other != nil {
		next.nth = s.other.nth + 1
	}
	next.key = Key(j.key, "redirected", strconv.Itoa(next.nth))
	if t != nil {
		next.path = t.Path(next.key)
	}
	if len(next.path) == 0 {
		return s
	}
	next.before = j.at(s, age)
	since := s.since
	if s.derived {
		since = j.derive(age).since
	}
	return state{
		since: age, begun: s.begun || next.before.Phase == Running, kept: s.kept, looks: s.looks, other: &next,
		held: s.held, stopAt: age, was: atOnce, wasSince: since,
	}
}

// left returns the step before the present one.
func (j *Job) left(s state) Step {
	if s.was == atOnce {
		return s.other.before
	}
	path, _ := j.script(s)
	return path[s.was]
}

// script returns the path that the job is on, and the key of its draws.
func (j *Job) script(s state) ([]Step, uint64) {
	if s.other != nil {
		return s.other.path, s.other.key
	}
	return j.Path, j.key
}
