package scenario

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// text is a file as its faults speak of it: in lines and columns.
type text struct {
	file       string
	bytes      []byte // without a byte order mark
	lines      []string
	rank       int    // among the texts of a scenario: 0 is its own
	includedBy string // the line that includes it; empty for the scenario's own
}

// newText takes a file's bytes. One that is too large has no lines.
func newText(file string, src []byte) *text {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	t := &text{file: file, bytes: src}
	if len(src) <= MaxSize {
		t.lines = split(string(src))
	}
	return t
}

// split cuts a text where YAML breaks lines (YAML 1.1, section 4.2, which the parser follows): so lines are counted alike.
func split(s string) []string {
	var lines []string
	start := 0
	for i, c := range s {
		switch c {
		case '\r':
			if strings.HasPrefix(s[i:], "\r\n") {
				continue // the \n breaks the line
			}
			fallthrough
		case '\n', '\u0085', '\u2028', '\u2029':
			lines = append(lines, strings.TrimSuffix(s[start:i], "\r"))
			start = i + utf8.RuneLen(c)
		}
	}
	return append(lines, s[start:])
}

// longestLine is the longest line that faults show: one that a program wrote would cost more to show than to read.
const longestLine = 64 << 10

// line is a line by its number from 1; empty outside of the file, and for one that is too long to be shown.
func (t *text) line(n int) string {
	if n < 1 || n > len(t.lines) || len(t.lines[n-1]) > longestLine {
		return ""
	}
	return t.lines[n-1]
}

// place is the line and column of a byte.
func (t *text) place(offset int) (line, col int) {
	before := split(string(t.bytes[:offset]))
	return len(before), utf8.RuneCountInString(before[len(before)-1]) + 1
}

// unreadable finds the first byte that no YAML file can hold, and says what is wrong with it.
func (t *text) unreadable() (offset int, message string) {
	for i := 0; i < len(t.bytes); {
		c, size := utf8.DecodeRune(t.bytes[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			return i, "the file is not UTF-8 text"
		case c < ' ' && c != '\t' && c != '\n' && c != '\r', c >= 0x7f && c < 0xa0 && c != '\u0085', c == 0xfffe, c == 0xffff:
			return i, "a control character"
		}
		i += size
	}
	return 0, ""
}
