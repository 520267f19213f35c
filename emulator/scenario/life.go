package scenario

import (
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// life is when a job ends, as far as it is known: the lifetime of its script, or what follows from those of its sub-jobs.
type life struct {
	known bool
	job.Lifetime
}

// longest is how long a script may last.
const longest = 100 * 365 * day

// lifeOfParent returns the life of a job that follows from those of its sub-jobs.
func lifeOfParent(children []job.Spec, lives []life) life {
	l := life{known: true, Lifetime: job.Lifetime{Ends: true, Always: true}}
	for i, c := range lives {
		if !c.known {
			return life{}
		}
		l.Ends, l.Always, l.Open = l.Ends && c.Ends, l.Always && c.Always, l.Open || c.Open
		if c.Ends {
			l.Earliest = max(l.Earliest, children[i].Starts.Min+c.Earliest)
			l.Latest = max(l.Latest, children[i].Starts.Max+c.Latest)
		}
	}
	return l
}

// tree checks a job against its sub-jobs and returns its life. A tree is impossible if, whatever is drawn, the parent ends
// before one of its sub-jobs has begun or ended, unless the file allows it.
func (r *reader) tree(s *job.Spec, lives []life, m mapping) life {
	l := lifeOfParent(s.Children, lives)
	if s.Timeline != nil {
		l = life{true, s.Timeline.Lifetime()}
	}
	leave := m.entry("impossible")
	wanted := leave.key != nil && r.oneOfWords(leave.value, "impossible cannot be", leave.value.Value, []string{grammar.Allow})
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
	if outlives {
		a := r.annotations[s.Ref]
		a.Outlived = true
		r.annotations[s.Ref] = a
	}
	if wanted && !outlives {
		r.fault(leave.key, "nothing is impossible here: no sub-job outlives this job whatever is drawn", "", "leave this out")
	}
	return l
}

// outliving describes how a sub-job goes on after its parent's end, whatever is drawn, and what would be possible. It returns
// "" if it need not.
func outliving(s *job.Spec, child job.Spec, parent, own life) (message, want string) {
	if s.Timeline == nil || !parent.Always || parent.Open || !own.known {
		return "", ""
	}
	switch end := child.Starts.Min + own.Earliest; {
	case child.Starts.Min > parent.Latest:
		return "this sub-job begins " + job.FormatDuration(child.Starts.Min-parent.Latest) + " after its parent's end", "starts: at most " + job.FormatDuration(parent.Latest)
	case !own.Ends:
		return "this sub-job never ends, but its parent does", ""
	case end > parent.Latest:
		return "this sub-job ends " + job.FormatDuration(end-parent.Latest) + " after its parent", "an end within " + job.FormatDuration(parent.Latest) + ", as the parent's"
	}
	return "", ""
}
