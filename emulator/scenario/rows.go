package scenario

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// row is a step as Explain shows it. Its times count from the birth of the top-level job.
type row struct {
	place  string
	times  []int // the repeats that it stands in, without those of one time
	status string
	chance float64
	ends   string // what ends it
	said   string
	from   window    // when it begins
	to     window    // when it ends
	opener *job.Step // a step before it that only a client ends; nil if there is none
	passes []pass    // the times that it is gone through, in order
	driven bool      // only a client ends it
}

// window is when something happens: between two instants, or from the first one on, or never.
type window struct {
	min, max time.Duration
	open     bool // it counts as if steps that only a client ends took no time
	late     bool // there is no latest instant
	never    bool
}

func (w window) String() string {
	text := short(w.min)
	if w.open {
		text = "+" + text
	}
	switch {
	case w.late:
		return "from " + text
	case w.min == w.max:
		return text
	default:
		return text + ".." + short(w.max)
	}
}

// after is the window that lies a span behind another.
func (w window) after(s job.Span) window {
	w.min += s.Min
	w.max += s.Max
	return w
}

// or is the window of two that one of two ways takes.
func (w window) or(other window) window {
	return window{
		min: min(w.min, other.min), max: max(w.max, other.max), open: w.open || other.open, late: w.late || other.late,
	}
}

// rows are the steps of a job that is born in a window.
func (s *Scenario) rows(spec job.Spec, born window) []row {
	if spec.Timeline == nil {
		return s.derived(spec, born)
	}
	passes := passesOf(spec.Timeline, born)
	var rows []row
	for b, step := range spec.Timeline.Explain() {
		from := born.after(job.Span{Min: b.Earliest, Max: b.Latest})
		from.open = from.open || b.Open != nil
		r := row{
			place: b.Position, times: times(b.Repeat), status: step.Status, chance: b.Chance,
			ends: ending(step.Until), said: s.said[spec.Ref][b.Position], from: from, to: from.end(step.Until),
			opener: b.Open, passes: passes[b.Position], driven: !step.Until.Final() && !step.Until.Timed,
		}
		if r.passes == nil {
			r.passes = []pass{{r.from, r.to, true}}
		}
		rows = append(rows, r)
	}
	return rows
}

// end is when a step ends that begins in the window.
func (w window) end(e job.Exit) window {
	if e.Final() {
		return window{never: true}
	}
	end := w.after(e.For)
	if e.Polls > 0 || e.Signal != "" {
		end.min = w.min
	}
	end.open = w.open || !e.Timed
	return end
}

// derived are the phases of a parent that has no script of its own.
func (s *Scenario) derived(spec job.Spec, born window) []row {
	begin, end := window{min: math.MaxInt64, max: math.MaxInt64}, born
	for _, c := range spec.Children {
		starts := born.after(c.Starts)
		begin.min, begin.max = min(begin.min, starts.min), min(begin.max, starts.max)
		begin.open = begin.open || starts.open
		e := s.end(c, starts)
		end.min, end.max = max(end.min, e.min), max(end.max, e.max)
		end.open, end.late, end.never = end.open || e.open, end.late || e.late, end.never || e.never
	}
	rows := []row{
		phase(spec.ParentSteps[job.Pending].Status, "when a sub-job begins", born, begin),
		phase(spec.ParentSteps[job.Running].Status, "when all are over", begin, end),
	}
	if begin == born {
		rows = rows[1:]
	}
	if !end.never {
		rows = append(rows, phase(ends(spec), final, end, window{never: true}))
	}
	return rows
}

// ends are the statuses in which a job without a script may come to rest.
func ends(spec job.Spec) string {
	success, failure := spec.ParentSteps[job.Succeeded].Status, spec.ParentSteps[job.Failed].Status
	switch succeeds, fails := outcomes(spec); {
	case succeeds && !fails:
		return success
	case fails && !succeeds:
		return failure
	default:
		return success + "/" + failure
	}
}

// outcomes tells whether a job can end well, and whether it can fail.
func outcomes(spec job.Spec) (succeeds, fails bool) {
	if spec.Timeline != nil {
		for _, step := range spec.Timeline.Explain() {
			if step.Until.Final() {
				fails = fails || step.Phase == job.Failed
				succeeds = succeeds || step.Phase == job.Succeeded
			}
		}
		return succeeds, fails
	}
	succeeds = true
	for _, c := range spec.Children {
		well, ill := outcomes(c)
		succeeds, fails = succeeds && well, fails || ill
	}
	return succeeds, fails
}

// phase is a row of a job that has no script.
func phase(status, ends string, from, to window) row {
	return row{place: "-", status: status, chance: 1, ends: ends, from: from, to: to, passes: []pass{{from, to, false}}}
}

// end is when a job that is born in a window comes to an end.
func (s *Scenario) end(spec job.Spec, born window) window {
	if spec.Timeline == nil {
		rows := s.derived(spec, born)
		if last := rows[len(rows)-1]; last.ends == final {
			return last.from
		}
		return window{never: true}
	}
	l := lifeOf(spec.Timeline)
	if !l.ends {
		return window{never: true}
	}
	end := born.after(job.Span{Min: l.earliest, Max: l.latest})
	end.open = end.open || l.open
	end.late = end.late || !l.always
	return end
}

// times are the repeats that go through a step more than once.
func times(repeat []int) []int {
	return slices.DeleteFunc(slices.Clone(repeat), func(n int) bool { return n == 1 })
}

// final is what is written of a step that nothing ends.
const final = "final"

// ending is what ends a step.
func ending(e job.Exit) string {
	var parts []string
	if e.Timed {
		parts = append(parts, "after "+window{min: e.For.Min, max: e.For.Max}.String())
	}
	switch {
	case e.Polls == 1:
		parts = append(parts, "after 1 poll")
	case e.Polls > 1:
		parts = append(parts, fmt.Sprintf("after %d polls", e.Polls))
	}
	if e.Signal != "" {
		parts = append(parts, "on "+e.Signal)
	}
	if parts == nil {
		return final
	}
	return strings.Join(parts, " or ")
}
