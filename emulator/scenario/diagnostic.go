package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Diagnostic is one thing that is wrong with a file, and where.
type Diagnostic struct {
	File      string
	Line, Col int    // counted from 1; columns count characters
	Message   string // what is wrong
	Want      string // what was expected; may be empty
	Hint      string // what was probably meant; may be empty
	Source    string // the line as it stands in the file; empty if it is too long to be shown
	// IncludedBy is where a file is included that is not the scenario itself, as file:line; empty for the scenario.
	IncludedBy string

	rank int // of the file among those of the scenario
}

// Diagnostics is every fault of a file, in the order of their places. It is the error of Read.
type Diagnostics []Diagnostic

// maxFaults bounds the list, so that a file which is no scenario at all does not drown the terminal.
const maxFaults = 1000

// Error prints each fault as file:line:col and its message, with the line, a caret under the column, and what was
// expected.
func (f Diagnostics) Error() string {
	all := make([]string, len(f))
	for i, fault := range f {
		all[i] = fault.String()
	}
	return strings.Join(all, "\n")
}

// String prints the fault over several lines, without a line end after the last.
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

// window is the line before and from the column on, cut to what a terminal can show. It looks at no more of the line than
// that: a file of one long line can have a fault at each word.
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
	before, after = printable(head[max(len(head)-most, 0):]), printable(tail[:min(most, len(tail))])
	if len(head) > most {
		before = "…" + before
	}
	if len(tail) > most {
		after += "…"
	}
	return before, after
}

// printable puts a mark in the place of what a terminal would obey or hide.
func printable(line []rune) string {
	return strings.Map(func(c rune) rune {
		if c != '\t' && !unicode.IsPrint(c) {
			return unicode.ReplacementChar
		}
		return c
	}, string(line))
}

// blank is white space as wide as the text.
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

// wide tells a character that terminals give two columns.
func wide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) ||
		c >= 0xff01 && c <= 0xff60 || c >= 0x1f300 && c <= 0x1faff
}

// sorted puts the faults in order, those of the scenario itself before those of the files that it includes, and removes those told twice, as happens below an alias.
func (f Diagnostics) sorted() Diagnostics {
	slices.SortStableFunc(f, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(f)
}
