package render

import (
	"strings"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// page collects the lines that Text writes.
type page struct {
	strings.Builder
	width  int
	glyphs glyphs
}

// line writes a line, cut to the width of the page.
func (p *page) line(text string) {
	text = scenario.Printable(strings.TrimRight(text, " "))
	if c := []rune(text); len(c) > p.width {
		text = string(c[:p.width-1]) + p.glyphs.more
	}
	p.WriteString(text + "\n")
}

// wrapped writes a text after a margin, over as many lines as it needs.
func (p *page) wrapped(margin, text string) { p.hanging(margin, margin, text) }

// hanging writes a text after a margin; the lines from the second on have another margin.
func (p *page) hanging(first, margin, text string) {
	line, empty := first, first
	for word := range strings.FieldsSeq(text) {
		if line != empty && utf8.RuneCountInString(line+word) > p.width {
			p.line(line)
			line, empty = margin, margin
		}
		line += word + " "
	}
	p.line(line)
}
