package render

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/job"
)

// glyphs are the characters of a chart.
type glyphs struct {
	sure, maybe, waits, onward, times, more string
}

var (
	blocks = glyphs{sure: "█", maybe: "░", waits: "◆", onward: "▶", times: "×", more: "…"}
	ascii  = glyphs{sure: "#", maybe: ":", waits: "*", onward: ">", times: "x", more: "~"}
)

// lane is the part of a chart that belongs to one job.
type lane struct {
	id    string
	depth int
	rows  []row
}

// chart draws a job and its sub-jobs over one axis of time: a bar is full where a step is certain, provided that it is
// reached at all, and light where it is possible. A step that only a client ends is a mark, and what follows is drawn as if
// it took no time: then the axis has a "+". An arrow means that no known instant ends the step.
func (p *page) chart(lanes []lane) {
	end := horizon(lanes)
	if end == 0 {
		return // time alone changes nothing
	}
	width := 0
	for _, l := range lanes {
		for _, r := range l.rows {
			width = max(width, utf8.RuneCountInString(label(l, r)))
		}
	}
	width = min(width, p.width/2)
	scale := scale{cells: p.width - width - 6, end: end, open: opened(lanes)}
	p.line("")
	for i, l := range lanes {
		if i > 0 {
			p.line("  " + strings.Repeat("  ", l.depth) + l.id)
		}
		for _, r := range l.rows {
			p.line("  " + pad(cut(label(l, r), width, p.glyphs.more), width) + "  " + p.bar(r, scale))
		}
	}
	p.line("  " + strings.Repeat(" ", width) + "  " + p.axis(scale))
}

// label returns the name of a row of a chart.
func label(l lane, r row) string {
	text := strings.Repeat("  ", l.depth) + r.status
	if r.chance < 1 {
		text += " " + percent(r.chance)
	}
	return text
}

func cut(text string, width int, more string) string {
	if c := []rune(text); len(c) > width {
		return string(c[:width-1]) + more
	}
	return text
}

// horizon returns the latest known instant of all rows.
func horizon(lanes []lane) time.Duration {
	var end time.Duration
	for _, l := range lanes {
		for _, r := range l.rows {
			for _, p := range r.passes {
				end = max(end, p.from.last(), p.to.last())
			}
		}
	}
	return end
}

// scale maps instants to cells. The last eighth of the cells is for what comes after the end.
type scale struct {
	cells int
	end   time.Duration
	open  bool // as if steps that only a client ends took no time
}

// opened reports whether the time of some row depends on a client.
func opened(lanes []lane) bool {
	for _, l := range lanes {
		for _, r := range l.rows {
			if r.from.open {
				return true
			}
		}
	}
	return false
}

func (s scale) known() int { return s.cells * 7 / 8 }

func (s scale) cell(at time.Duration) int {
	return int(float64(at) / float64(s.end) * float64(s.known()))
}

// bar draws one row: all its passes over each other, the more certain ones on top.
func (p *page) bar(r row, s scale) string {
	cells := make([]string, s.cells)
	for _, one := range r.passes {
		p.pass(cells, one, r.driven, s)
	}
	for i, c := range cells {
		if c == "" {
			cells[i] = " "
		}
	}
	return strings.TrimRight(strings.Join(cells, ""), " ")
}

// pass draws one pass of a row.
func (p *page) pass(cells []string, one pass, driven bool, s scale) {
	first, last := s.cell(one.from.min), s.cells
	onward := one.to.never || one.to.late
	if !onward {
		last = max(s.cell(one.to.max), first+1)
	}
	from, to := s.cell(one.from.last()), s.cell(one.to.min)
	if one.from.min == one.from.max && one.to.min == one.to.max {
		to = max(to, from+1) // however short
	}
	if one.to.never {
		to = s.cells
	}
	for at := first; at < last; at++ {
		switch {
		case onward && at == s.cells-1:
			cells[at] = p.glyphs.onward
		case at >= from && at < to && !one.from.late && !one.blurred:
			cells[at] = p.glyphs.sure
		case cells[at] == "":
			cells[at] = p.glyphs.maybe
		}
	}
	if driven {
		cells[s.cell(one.from.last())] = p.glyphs.waits
	}
}

// axis draws the axis of time, with a few instants under their cells.
func (p *page) axis(s scale) string {
	const apart = 9 // cells between two instants, at least
	step := max(pace(s.end, float64(s.known())/apart), 1)
	text := "0s"
	for at := step; at <= s.end; at += step {
		mark := job.FormatDuration(at)
		if s.open {
			mark = "+" + mark
		}
		if cell := s.cell(at); cell >= utf8.RuneCountInString(text)+2 {
			text = pad(text, cell) + mark
		}
	}
	return text
}
