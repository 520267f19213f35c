package scenario

import (
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
		case b.Chance == 0 || !step.Until.Final():
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
// ends before a sub-job of its has begun or ended. A file that wants one says so.
func (r *reader) tree(s *job.Spec, lives []life, m mapping) life {
	l := lifeOfParent(s.Children, lives)
	if s.Timeline != nil {
		l = lifeOf(s.Timeline)
	}
	leave, wanted := m.entries["impossible"]
	wanted = wanted && r.known(leave.value, "impossible cannot be", leave.value.Value, []string{allowed})
	outlives := false
	for i, c := range s.Children {
		message, want := outliving(s, c, l, lives[i])
		if message == "" {
			continue
		}
		if outlives = true; !wanted {
			r.fault(m.value("sub_jobs").Content[i], "an impossible tree: "+message, want, "to have it so on purpose: impossible: allowed, at its parent")
		}
	}
	r.outlived[s.Ref] = outlives
	if wanted && !outlives {
		r.fault(leave.key, "nothing is impossible here: no sub-job outlives this job whatever is drawn", "", "leave this out")
	}
	return l
}

// allowed is the word by which a job asks for what cannot be.
const allowed = "allowed"

// outliving tells how a sub-job goes on after its parent's end, whatever is drawn, and what would be possible; nothing if it
// need not.
func outliving(s *job.Spec, child job.Spec, parent, own life) (message, want string) {
	if s.Timeline == nil || !parent.always || parent.open || !own.known {
		return "", ""
	}
	switch end := child.Starts.Min + own.earliest; {
	case child.Starts.Min > parent.latest:
		return "this sub-job begins " + short(child.Starts.Min-parent.latest) + " after its parent's end", "starts: at most " + short(parent.latest)
	case !own.ends:
		return "this sub-job never ends, but its parent does", ""
	case end > parent.latest:
		return "this sub-job ends " + short(end-parent.latest) + " after its parent", "an end within " + short(parent.latest) + ", as the parent's"
	}
	return "", ""
}
