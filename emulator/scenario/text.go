package scenario

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// text is a file with the lines and columns of its faults.
type text struct {
	file       string
	bytes      []byte // without a byte order mark
	whole      string // the same; empty if it is too large
	lines      []string
	rank       int    // among the texts of a scenario: 0 is its own
	includedBy string // the line that includes it; empty for the scenario's own
}

// newText returns the text of a file. One that is too large has no lines.
func newText(file string, src []byte) *text {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	t := &text{file: file, bytes: src}
	if len(src) <= MaxSize {
		t.whole = string(src)
		t.lines = split(t.whole)
	}
	return t
}

// split splits a text where YAML breaks lines (YAML 1.1, section 4.2, which the parser follows), so that both count alike.
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

// longestLine is the length of the longest line that faults show, in bytes.
const longestLine = 64 << 10

// line returns a line by its number, counted from 1. It returns "" outside of the file and for a line that is too long.
func (t *text) line(n int) string {
	if n < 1 || n > len(t.lines) || len(t.lines[n-1]) > longestLine {
		return ""
	}
	return t.lines[n-1]
}

// place returns the line and the column of a byte.
func (t *text) place(offset int) (line, col int) {
	before := split(string(t.bytes[:offset]))
	return len(before), utf8.RuneCountInString(before[len(before)-1]) + 1
}

// unreadable returns the offset of the first byte that is not allowed in YAML, and what is wrong with it.
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
