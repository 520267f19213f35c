package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/journal"
)

// callWatch counts calls between two points.
type callWatch struct {
	want          *CallExpectation
	after, before pointWatch
	count         int
	outside       int // calls that do not count, since they are not between the points
	entries       []Evidence
}

func newCallWatch(want *CallExpectation) *callWatch {
	return &callWatch{want: want, after: pointWatch{want: want.After}, before: pointWatch{want: want.Before}}
}

func (w *callWatch) add(s *seen) {
	if matchesCall(w.want.Call, s.Entry) {
		late := w.before.want != nil && w.before.reached && s.N > w.before.at.N
		early := w.after.want != nil && (!w.after.reached || s.N < w.after.at.N)
		if early || late {
			w.outside++
		} else {
			w.count++
			if len(w.entries) < MaxEvidence {
				w.entries = append(w.entries, s.evidence(nil))
			}
		}
	}
	w.after.add(s)
	w.before.add(s)
}

func (w *callWatch) outcome(q *inquiry, _ []Finding) ruling {
	saw := []string{plural(w.count, "call")}
	if w.outside > 0 {
		saw[0] += fmt.Sprintf(", and %d at another time", w.outside)
	}
	entries := slices.Clone(w.entries)
	for _, p := range []*pointWatch{&w.after, &w.before} {
		switch {
		case p.want == nil:
		case p.reached:
			entries = append(entries, p.at)
		default:
			saw = append(saw, "not yet: "+p.want.String())
		}
	}
	return ruleCount(w.want.Times, w.count, q.final || w.before.reached, strings.Join(saw, "; "), entries)
}

// pointWatch waits for a point.
type pointWatch struct {
	want    *Point
	reached bool
	at      Evidence
}

func (p *pointWatch) add(s *seen) {
	if p.want == nil || p.reached {
		return
	}
	if p.want.Call != "" {
		if matchesCall(p.want.Call, s.Entry) {
			p.reached, p.at = true, s.evidence(nil)
		}
		return
	}
	for i := range s.looks {
		l := &s.looks[i]
		if l.found && l.track.ref == p.want.Job && l.view.Status == p.want.Status && s.State == journal.Answered {
			p.reached, p.at = true, l.evidence
		}
	}
}

// matchesCall reports whether an entry is one of a call: "evs.showJob", or "evs.*" for all of an API.
func matchesCall(call string, e *journal.Entry) bool {
	api, op, _ := strings.Cut(call, ".")
	return e.API == api && e.Op != "" && (op == "*" || e.Op == op)
}
