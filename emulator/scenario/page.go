package scenario

import (
	"strings"
	"unicode/utf8"
)

// page collects what Explain writes.
type page struct {
	strings.Builder
	width int
	ink   ink
}

// line writes a line, cut to the page.
func (p *page) line(text string) {
	text = printable([]rune(strings.TrimRight(text, " ")))
	if c := []rune(text); len(c) > p.width {
		text = string(c[:p.width-1]) + p.ink.more
	}
	p.WriteString(text + "\n")
}

// wrapped writes a text behind a margin, over as many lines as it takes.
func (p *page) wrapped(margin, text string) { p.hung(margin, margin, text) }

// hung writes a text behind a margin that is another from its second line on.
func (p *page) hung(first, margin, text string) {
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
