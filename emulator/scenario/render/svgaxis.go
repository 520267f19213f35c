package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// svgTable is the layout of rows: a column of names, one of details, and the bars.
type svgTable struct {
	details, bars, edge float64 // where the second and the third column begin, and where that ends
	end                 time.Duration
	open                bool // as if steps that only a client ends took no time
	rows                int
}

const (
	widestCell = 34 // characters of a column
	beyond     = 80 // pixels after the last known instant, for open ends
	stub       = 22 // of them for a final step, so that it is visible however late it begins
	least      = 3  // pixels of the shortest bar
)

// columnsOf returns the columns of a drawing, the same for all of its jobs.
func columnsOf(all []track) svgTable {
	first, second := 0, 0
	for _, l := range all {
		if l.depth > 0 {
			const bold = 2 // more characters, for a wider font
			first, second = widest(first, strings.Repeat(" ", 2*l.depth+bold)+l.id), widest(second, l.kind)
		}
		for _, r := range l.rows {
			first, second = widest(first, l.named(r)), widest(second, detail(r))
		}
	}
	t := svgTable{edge: pageWidth - margin}
	t.details = margin + letter*float64(min(first, widestCell)) + gap
	t.bars = t.details + letter*float64(min(second, widestCell)) + gap
	return t
}

// over returns the table of a job with its sub-jobs, over an axis of its own.
func (t svgTable) over(lanes []track) svgTable {
	t.rows = len(lanes) - 1
	for _, l := range lanes {
		t.rows += len(l.rows)
		t.end = max(t.end, horizon([]lane{l.lane}))
		t.open = t.open || opened([]lane{l.lane})
	}
	return t
}

// length returns the width of the axis up to the last known instant.
func (t svgTable) length() float64 { return t.edge - t.bars - beyond }

// x returns where an instant is drawn.
func (t svgTable) x(at time.Duration) float64 {
	if t.end == 0 {
		return t.bars
	}
	return t.bars + t.length()*float64(at)/float64(t.end)
}

// grid draws the axis of time with its instants, from the current height down.
func (d *drawing) grid(t svgTable) {
	bottom := d.y + float64(t.rows*rowHeight)
	const apart = 64 // pixels between two instants, at least
	step := pace(t.end, t.length()/apart)
	for at := time.Duration(0); at <= t.end; at += max(step, 1) {
		mark, class := job.FormatDuration(at), "faint middle"
		if t.open && at > 0 {
			mark = "+" + mark
		}
		if at == 0 {
			class = "faint"
		}
		fmt.Fprintf(d, "<path class=\"grid\" d=\"M%s %sV%s\"/>\n", px(t.x(at)), px(d.y), px(bottom))
		d.text(t.x(at), bottom+15, class, mark)
	}
	fmt.Fprintf(d, "<path class=\"base\" d=\"M%s %sH%s\"/>\n", px(t.bars), px(bottom+0.5), px(t.edge))
}

const day = 24 * time.Hour

// paces are the distances between the instants of an axis, from a second on.
var paces = []time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, day, 2 * day, 7 * day, 30 * day, 100 * day,
}

// pace returns the shortest distance that gives an axis at most the given number of instants; below a second, 1, 2 or 5
// times a power of ten.
func pace(end time.Duration, most float64) time.Duration {
	fits := func(step time.Duration) bool { return float64(end)/float64(step) <= most }
	for step := time.Duration(1); step < time.Second; step *= 10 {
		for _, n := range []time.Duration{1, 2, 5} {
			if fits(n * step) {
				return n * step
			}
		}
	}
	if at := slices.IndexFunc(paces, fits); at >= 0 {
		return paces[at]
	}
	return time.Duration(float64(end) / most)
}
