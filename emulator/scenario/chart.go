package scenario

import (
	"strings"
	"time"
	"unicode/utf8"
)

// ink is what a chart is drawn with.
type ink struct {
	sure, soonest, maybe, onward, times, more string
}

var (
	blocks  = ink{sure: "█", soonest: "▒", maybe: "░", onward: "▶", times: "×", more: "…"}
	letters = ink{sure: "#", soonest: "=", maybe: ":", onward: ">", times: "x", more: "~"}
)

// lane is the part of a chart that belongs to one job.
type lane struct {
	id    string
	depth int
	rows  []row
}

// chart draws the lives of a job and its sub-jobs over one axis of time: full where a step is certain, once it is
// reached at all, and light where it can be. Where a client decides, half full is the course at the soonest. An arrow
// stands where nothing that is known ends a step.
func (p *page) chart(lanes []lane) {
	end := horizon(lanes)
	if end == 0 {
		return // nothing that time alone would move
	}
	width := 0
	for _, l := range lanes {
		for _, r := range l.rows {
			width = max(width, utf8.RuneCountInString(label(l, r)))
		}
	}
	width = min(width, p.width/2)
	scale := scale{cells: p.width - width - 6, end: end}
	p.line("")
	for i, l := range lanes {
		if i > 0 {
			p.line("  " + strings.Repeat("  ", l.depth) + l.id)
		}
		for _, r := range l.rows {
			p.line("  " + pad(cut(label(l, r), width, p.ink.more), width) + "  " + p.bar(r, scale))
		}
	}
	p.line("  " + strings.Repeat(" ", width) + "  " + p.axis(scale))
}

// label names a row of a chart.
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

// horizon is the latest instant that is known of any row.
func horizon(lanes []lane) time.Duration {
	var end time.Duration
	for _, l := range lanes {
		for _, r := range l.rows {
			for _, w := range []window{r.from, r.to} {
				end = max(end, w.min)
				if !w.open && !w.never {
					end = max(end, w.max)
				}
			}
		}
	}
	return end
}

// scale maps instants to cells. The last part of the cells is for what comes after the end.
type scale struct {
	cells int
	end   time.Duration
}

func (s scale) known() int { return s.cells * 7 / 8 }

func (s scale) cell(at time.Duration) int {
	return int(float64(at) / float64(s.end) * float64(s.known()))
}

// bar draws one row.
func (p *page) bar(r row, s scale) string {
	first, last := s.cell(r.from.min), s.cells
	open := r.to.never || r.to.open
	if !open {
		last = max(s.cell(r.to.max), first+1)
	}
	ink, from, to := p.dense(r, s)
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", first))
	for at := first; at < last; at++ {
		switch {
		case open && at == s.cells-1:
			b.WriteString(p.ink.onward)
		case at >= from && at < to:
			b.WriteString(ink)
		default:
			b.WriteString(p.ink.maybe)
		}
	}
	return b.String()
}

// dense is the part of a row that is more than possible: the cells from its latest begin to its earliest end, or, where a
// client decides, those of the soonest course.
func (p *page) dense(r row, s scale) (ink string, from, to int) {
	from, to = s.cell(r.from.max), s.cell(r.to.min)
	switch {
	case r.from.open || r.to.open:
		from = s.cell(r.from.min)
		ink, to = p.ink.soonest, max(to, from+1)
	case len(r.times) > 0:
		return "", 0, 0 // when each time comes is not known
	default:
		ink = p.ink.sure
		if r.from.min == r.from.max && r.to.min == r.to.max {
			to = max(to, from+1) // however short
		}
	}
	if r.to.never {
		to = s.cells
	}
	return ink, from, to
}

// axis draws the axis of time, with a few instants under their cells.
func (p *page) axis(s scale) string {
	text := ""
	for quarter := range 5 {
		at := s.end / 4 * time.Duration(quarter)
		mark := short(at.Round(unit(s.end)))
		if cell := s.cell(at); cell >= utf8.RuneCountInString(text)+2 || quarter == 0 {
			text = pad(text, cell) + mark
		}
	}
	return text
}

// unit is how exact the instants of an axis are: about as exact as its cells.
func unit(end time.Duration) time.Duration {
	for _, u := range []time.Duration{day, time.Hour, time.Minute, time.Second} {
		if end >= 60*u {
			return u
		}
	}
	u := time.Second
	for u > 1 && end < 60*u {
		u /= 10
	}
	return u
}
