package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Diagnostic is one fault of a file, with its place.
type Diagnostic struct {
	File      string
	Line, Col int    // counted from 1; columns count characters
	Message   string // what is wrong
	Want      string // what was expected; may be empty
	Hint      string // what was probably meant; may be empty
	Source    string // the line of the file; empty if it is too long to be shown
	// IncludedBy is the line that includes the file, as file:line; empty for the scenario's own file.
	IncludedBy string

	rank int // of the file among those of the scenario
}

// Diagnostics are all faults of a file, in the order of their places. It is the error type of Read.
type Diagnostics []Diagnostic

// maxFaults bounds the list, so that a file that is not a scenario does not flood the terminal.
const maxFaults = 1000

// Error returns all diagnostics, one below the other.
func (f Diagnostics) Error() string {
	all := make([]string, len(f))
	for i, fault := range f {
		all[i] = fault.String()
	}
	return strings.Join(all, "\n")
}

// String returns file:line:col and the message, then the line with a caret under the column, what was expected, and the hint.
// There is no newline at the end.
func (f Diagnostic) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s", f.File, f.Line, f.Col, f.Message)
	margin := strings.Repeat(" ", len(fmt.Sprint(f.Line)))
	if before, after := f.window(); before+after != "" {
		fmt.Fprintf(&b, "\n  %d | %s%s\n  %s | %s^", f.Line, before, after, margin, blank(before))
	}
	if f.Want != "" {
		fmt.Fprintf(&b, "\n  %s   expected %s", margin, f.Want)
	}
	if f.Hint != "" {
		fmt.Fprintf(&b, "\n  %s   %s", margin, f.Hint)
	}
	if f.IncludedBy != "" {
		fmt.Fprintf(&b, "\n  %s   included by %s", margin, f.IncludedBy)
	}
	return b.String()
}

// window returns the line before the column and from it on, cut to the width of a terminal. It does not look at the rest of
// the line: a file of one long line can have a fault at each word.
func (f Diagnostic) window() (before, after string) {
	const most = 60
	line := strings.TrimRight(f.Source, " \t")
	at, col := len(line), 1
	for i := range line {
		if col >= f.Col {
			at = i
			break
		}
		col++
	}
	const enough = utf8.UTFMax * (most + 1)
	head, tail := []rune(line[max(at-enough, 0):at]), []rune(line[at:min(at+enough, len(line))])
	before, after = Printable(string(head[max(len(head)-most, 0):])), Printable(string(tail[:min(most, len(tail))]))
	if len(head) > most {
		before = "…" + before
	}
	if len(tail) > most {
		after += "…"
	}
	return before, after
}

// Printable returns a text with a mark in place of each character that a terminal would obey or hide.
func Printable(text string) string {
	return strings.Map(func(c rune) rune {
		if c != '\t' && !unicode.IsPrint(c) {
			return unicode.ReplacementChar
		}
		return c
	}, text)
}

// blank returns white space as wide as the text.
func blank(text string) string {
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == '\t':
			b.WriteByte('\t')
		case wide(c):
			b.WriteString("  ")
		case !unicode.Is(unicode.Mn, c):
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// wide reports whether terminals show a character in two columns.
func wide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) ||
		c >= 0xff01 && c <= 0xff60 || c >= 0x1f300 && c <= 0x1faff
}

// sorted returns the diagnostics in order, those of the scenario's own file first, without duplicates, which occur below an
// alias.
func (f Diagnostics) sorted() Diagnostics {
	slices.SortStableFunc(f, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(f)
}
