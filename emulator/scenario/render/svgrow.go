package render

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// track is a lane of a drawing, with the job's type and a class for each row.
type track struct {
	lane
	kind    string
	classes []string
}

// tracks appends a job and its sub-jobs, each with its steps.
func tracks(all []track, s *scenario.Scenario, spec job.Spec, born window, depth int) []track {
	t := track{lane: lane{id: spec.ID, depth: depth, rows: rowsOf(s, spec, born)}, kind: spec.Type}
	if spec.Timeline != nil {
		for _, step := range spec.Timeline.Explain() {
			t.classes = append(t.classes, step.Phase.String())
		}
	} else {
		for _, r := range t.rows {
			t.classes = append(t.classes, derivedClass(spec, r))
		}
	}
	all = append(all, t)
	for _, c := range spec.Children {
		all = tracks(all, s, c, born.after(c.Starts), depth+1)
	}
	return all
}

// derivedClass returns the phase of a row of a job that has no script; "either" if it may succeed or fail.
func derivedClass(spec job.Spec, r row) string {
	for _, step := range spec.ParentSteps {
		if step.Status == r.status {
			return step.Phase.String()
		}
	}
	return "either"
}

// named returns the text of the first column for a step.
func (t track) named(r row) string {
	words := []string{strings.Repeat("  ", t.depth) + r.status}
	for _, n := range r.times {
		words = append(words, "×"+strconv.Itoa(n))
	}
	if r.chance < 1 {
		words = append(words, "", percent(r.chance))
	}
	return strings.Join(words, " ")
}

// detail returns the text of the second column for a step: what ends it, and its note.
func detail(r row) string {
	switch {
	case r.note == "":
		return r.ends
	case r.to.never:
		return r.note // its open end shows that it is final
	default:
		return r.ends + ", " + r.note
	}
}

// row draws a step.
func (d *drawing) row(t svgTable, l track, r row, class string) {
	d.cell(margin, "", cut(l.named(r), widestCell, "…"))
	d.cell(t.details, "faint", cut(detail(r), widestCell, "…"))
	y := d.y + (rowHeight-barHeight)/2
	for _, one := range r.passes {
		d.pass(t, one, class, y)
		if r.driven {
			d.WriteString(diamond(class, t.x(one.from.last()), y))
		}
	}
}

// pass draws one time that a step is gone through: light where it is possible, full where it is certain, and a dashed line
// after the last known instant of one that may go on.
func (d *drawing) pass(t svgTable, one pass, class string, y float64) {
	first, last := t.x(one.from.min), t.x(one.to.last())
	from, to := t.x(one.from.last()), t.x(one.to.min)
	if one.to.never || one.to.late {
		last = t.x(t.end) + stub
		d.WriteString(onward(class, last, t.edge, y))
	}
	if one.to.never {
		to = last
	}
	if last-first >= least {
		d.WriteString(box(class+" maybe", first, y, last-first))
	}
	if !one.from.late && !one.blurred && to-from >= 1 {
		d.WriteString(box(class+" sure", from, y, max(to-from, least)))
	}
}

// The shapes of a row. Each is barHeight high; y is its upper edge.

func box(class string, x, y, width float64) string {
	return fmt.Sprintf("<rect class=%q x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\" rx=\"2\"/>\n", class, px(x), px(y), px(width), barHeight)
}

// onward returns a dashed line with a tip.
func onward(class string, from, to, y float64) string {
	const tip = 7
	return fmt.Sprintf("<path class=\"%[1]s open\" d=\"M%[2]s %[3]sH%[4]s\"/>\n<path class=\"%[1]s sure\" d=\"M%[4]s %[5]sl%[6]d 4l-%[6]d 4Z\"/>\n",
		class, px(from+2), px(y+barHeight/2), px(to-tip), px(y+barHeight/2-4), tip)
}

func diamond(class string, x, y float64) string {
	const half = barHeight/2 + 1
	return fmt.Sprintf("<path class=\"%s sure\" d=\"M%s %sl%[4]d %[4]dl-%[4]d %[4]dl-%[4]d -%[4]dZ\"/>\n", class, px(x), px(y-1), half)
}

// px formats a measure with at most one decimal.
func px(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }

// widest returns the number of characters of the widest text, or most if that is greater.
func widest(most int, texts ...string) int {
	for _, text := range texts {
		most = max(most, utf8.RuneCountInString(text))
	}
	return most
}
