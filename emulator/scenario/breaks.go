package scenario

import (
	"bytes"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// breaks returns where the text stops being YAML: the end of its shortest prefix with the same complaint. The parser itself
// names the line in which the broken item begins, often far above: nothing before it is looked at.
func (t *text) breaks(message string, line int) (end int, ok bool) {
	const largest = 64 << 10 // beyond this, looking would take too long: it parses the text some fifteen times
	if len(t.bytes) > largest {
		return 0, false
	}
	bracket := strings.Contains(message, "expected ',' or")
	begin := t.offset(line - 1)
	end = begin + sort.Search(len(t.bytes)-begin, func(n int) bool {
		n += begin
		for n < len(t.bytes) && !utf8.RuneStart(t.bytes[n]) {
			n++
		}
		prefix := t.bytes[:n]
		if bracket { // every prefix of a collection lacks its end
			prefix = slices.Concat(prefix, closing(prefix))
		}
		_, err := documents(prefix)
		if err == nil {
			return false
		}
		same, _ := complaint(err)
		return same == message
	})
	return end, !bracket || end < len(t.bytes)
}

// offset returns where a line begins.
func (t *text) offset(line int) int {
	at := 0
	for i := 1; i < line; i++ {
		end := strings.IndexByte(t.whole[at:], '\n')
		if end < 0 {
			return 0
		}
		at += end + 1
	}
	return at
}

// closing returns the brackets that close those which are open at the end of a text.
func closing(text []byte) []byte {
	var all []byte
	for _, at := range slices.Backward(opened(text)) {
		all = append(all, text[at]+2) // in ASCII the closing bracket is the next but one
	}
	return all
}

// opened returns where the brackets are that are open at the end of a text. Quoted texts have none.
func opened(text []byte) (open []int) {
	var quote, before byte
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && strings.IndexByte("[{,:-", before) >= 0:
			quote = c
		case c == '{', c == '[':
			open = append(open, i)
		case (c == '}' || c == ']') && len(open) > 0:
			open = open[:len(open)-1]
		}
		if c != ' ' {
			before = c
		}
	}
	return open
}

var firstWord = regexp.MustCompile(`^[ -]*[\w.#]*:?\s*$`)

// unclosed returns where the bracket is whose collection breaks in the first word of a line: probably its end is missing above.
func (t *text) unclosed(offset int) (at int, ok bool) {
	begin := bytes.LastIndexByte(t.bytes[:offset], '\n') + 1
	open := opened(t.bytes[:begin])
	if len(open) == 0 || !firstWord.Match(t.bytes[begin:min(offset+1, len(t.bytes))]) {
		return 0, false
	}
	return open[len(open)-1], true
}
