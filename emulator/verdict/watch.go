package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// watch follows what one expectation is about.
type watch interface {
	// add gets each entry, in the order of their ends.
	add(s *seen)
	// outcome returns what became of the expectation; saw and entries only where it is not met.
	outcome(q *inquiry, findings []Finding) ruling
}

// ruling is the outcome of an expectation or of a part of it.
type ruling struct {
	state   State
	saw     string
	entries []Evidence
}

// watchOf returns the watch of an expectation.
func watchOf(e Expectation) watch {
	switch {
	case e.Job != nil:
		return &jobWatch{want: e.Job}
	case e.Call != nil:
		return newCallWatch(e.Call)
	case e.Rule != nil:
		return ruleWatch{e.Rule}
	default:
		return findingsWatch{e.Findings}
	}
}

// outcomes returns what became of all expectations.
func (j *Judge) outcomes(q *inquiry, findings []Finding) []Outcome {
	all := make([]Outcome, len(j.watches))
	for i, w := range j.watches {
		e := j.opts.Expect[i]
		r := w.outcome(q, findings)
		if r.state == Open && q.final {
			r.state = Missed
		}
		all[i] = Outcome{Expect: e.String(), Place: e.Place, State: r.state, Entries: []Evidence{}}
		if r.state != Met {
			all[i].Saw, all[i].Entries = r.saw, append(all[i].Entries, inOrder(r.entries)...)
		}
	}
	return all
}

// inOrder returns the first entries of a ruling, each once.
func inOrder(entries []Evidence) []Evidence {
	byNumber := func(a, b Evidence) int { return cmp.Compare(a.N, b.N) }
	sorted := slices.SortedFunc(slices.Values(entries), byNumber)
	sorted = slices.CompactFunc(sorted, func(a, b Evidence) bool { return a.N == b.N })
	return sorted[:min(len(sorted), MaxEvidence)]
}

// both returns the ruling of an expectation of two parts: the worse one.
func (r ruling) both(other ruling) ruling {
	order := []State{Missed, Open, Met, ""}
	switch {
	case slices.Index(order, r.state) < slices.Index(order, other.state):
		return r
	case r.state == other.state && r.state != Met && r.state != "":
		r.saw += "; " + other.saw
		r.entries = append(r.entries, other.entries...)
		return r
	default:
		return other
	}
}

// ruleCount rules on a number that can only grow.
func ruleCount(want Count, n int, closed bool, saw string, entries []Evidence) ruling {
	r := ruling{state: Open, saw: saw, entries: entries}
	switch {
	case n > want.Max:
		r.state = Missed
	case n >= want.Min && (closed || want.Max == NoMax):
		r.state = Met
	case closed:
		r.state = Missed
	}
	return r
}

type ruleWatch struct{ want *RuleExpectation }

func (ruleWatch) add(*seen) {}

func (w ruleWatch) outcome(q *inquiry, _ []Finding) ruling {
	truth, ok := q.Rule(w.want.Name)
	switch {
	case !ok:
		return ruling{state: Open, saw: "there is no such rule any more"}
	case truth.Spent && !w.want.Spent:
		return ruling{state: Missed, saw: "it is spent: it claimed " + plural(truth.Claimed, "call")}
	case truth.Spent == w.want.Spent && (w.want.Spent || q.final):
		return ruling{state: Met}
	default:
		return ruling{state: Open, saw: "it claimed " + plural(truth.Claimed, "call")}
	}
}

type findingsWatch struct{ want *FindingsExpectation }

func (findingsWatch) add(*seen) {}

func (w findingsWatch) outcome(q *inquiry, findings []Finding) ruling {
	var found []string
	r := ruling{state: Missed}
	for _, f := range findings {
		if slices.Contains(w.want.None, f.ID) || (w.want.Below != "" && f.Level.AtLeast(w.want.Below)) {
			found = append(found, fmt.Sprintf("%s (%s)", f.ID, f.Subject))
			r.entries = append(r.entries, f.Entries[:min(1, len(f.Entries))]...)
		}
	}
	switch {
	case found != nil:
		r.saw, r.entries = strings.Join(found, ", "), r.entries[:min(MaxEvidence, len(r.entries))]
	case q.final:
		r.state = Met
	default:
		r.state, r.saw = Open, "none so far"
	}
	return r
}
