package scenario

import (
	"fmt"
	"math"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// life is when a job ends, counted from its birth: between the earliest and the latest that its script allows.
type life struct {
	known    bool
	ends     bool // some way of its script comes to an end
	always   bool // every way does
	earliest time.Duration
	latest   time.Duration // if not open
	lasts    time.Duration // all times that its longest way adds up to
	open     bool          // a client decides
}

// never is later than any script, and longest is how long one may last.
const (
	never   = time.Duration(math.MaxInt64)
	longest = 100 * 365 * day
)

// lifeOf derives a life from a script.
func lifeOf(t *job.Timeline) life {
	l := life{known: true, always: true, earliest: never}
	for b, step := range t.Explain() {
		l.lasts = max(l.lasts, b.Latest)
		switch {
		case b.Chance == 0 || !step.Until.Rests():
		case !step.Phase.Over():
			l.always = false
		default:
			l.ends = true
			l.earliest = min(l.earliest, b.Earliest)
			l.latest = max(l.latest, b.Latest)
			l.open = l.open || b.Open != nil
		}
	}
	return l
}

// lifeOfParent derives the life of a job from those of its sub-jobs.
func lifeOfParent(children []job.Spec, lives []life) life {
	l := life{known: true, ends: true, always: true}
	for i, c := range lives {
		if !c.known {
			return life{}
		}
		l.ends, l.always, l.open = l.ends && c.ends, l.always && c.always, l.open || c.open
		if c.ends {
			l.earliest = max(l.earliest, children[i].Starts.Min+c.earliest)
			l.latest = max(l.latest, children[i].Starts.Max+c.latest)
		}
	}
	return l
}

// tree checks a job against its sub-jobs, and answers its life. A tree is impossible if, whatever is drawn, the parent
// ends before a sub-job of its has begun or ended.
func (r *reader) tree(s *job.Spec, lives []life, m mapping) life {
	if s.Timeline == nil {
		return lifeOfParent(s.Children, lives)
	}
	l := lifeOf(s.Timeline)
	if !l.always || l.open {
		return l
	}
	for i, c := range s.Children {
		if !lives[i].known {
			continue
		}
		at := m.value("sub_jobs").Content[i]
		switch end := c.Starts.Min + lives[i].earliest; {
		case c.Starts.Min > l.latest:
			r.fault(at, fmt.Sprintf("an impossible tree: this sub-job begins %s after its parent's end",
				short(c.Starts.Min-l.latest)), fmt.Sprintf("starts: at most %s", short(l.latest)), "")
		case !lives[i].ends:
			r.fault(at, "an impossible tree: this sub-job never ends, but its parent does", "", "")
		case end > l.latest:
			r.fault(at, fmt.Sprintf("an impossible tree: this sub-job ends %s after its parent", short(end-l.latest)),
				fmt.Sprintf("an end within %s, as the parent's", short(l.latest)), "")
		}
	}
	return l
}
