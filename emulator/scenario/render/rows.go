package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// row is a step as tables and charts show it. Its times count from the birth of the top-level job.
type row struct {
	place  string
	times  []int // the counts of the repeats that it is in, those of one left out
	status string
	chance float64
	ends   string // what ends it
	note   string // what it says besides its status
	from   window // when it begins
	to     window // when it ends
	passes []pass // each time that it is gone through, in order
	driven bool   // only a client ends it
}

// rowsOf returns the steps of a job that is born in a window.
func rowsOf(s *scenario.Scenario, spec job.Spec, born window) []row {
	if spec.Timeline == nil {
		return derived(spec, born)
	}
	passes, notes := passesOf(spec.Timeline, born), s.Annotation(spec.Ref).Notes
	var rows []row
	for b, step := range spec.Timeline.Explain() {
		from := born.after(job.Span{Min: b.Earliest, Max: b.Latest})
		from.open = from.open || b.Open != nil
		r := row{
			place: b.Position, times: repeats(b.Repeat), status: step.Status, chance: b.Chance,
			ends: ending(step.Until), note: notes[b.Position], from: from, to: from.end(step.Until),
			passes: passes[b.Position], driven: !step.Until.Final() && !step.Until.Timed,
		}
		if r.passes == nil {
			r.passes = []pass{{r.from, r.to, true}}
		}
		rows = append(rows, r)
	}
	return rows
}

// repeats returns the counts of the repeats that go through a step more than once.
func repeats(counts []int) []int {
	return slices.DeleteFunc(slices.Clone(counts), func(n int) bool { return n == 1 })
}

// final is written for a step that nothing ends.
const final = "final"

// ending describes what ends a step.
func ending(e job.Exit) string {
	var parts []string
	if e.Timed {
		parts = append(parts, "after "+e.For.String())
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
