package scenario

import "bytes"

// The limits of a text, which are checked before it is parsed. 20,000 jobs of two steps each are within them.
const (
	// MaxSize is the maximum size of a file in bytes.
	MaxSize = 4 << 20

	maxDepth    = 64      // of lists and mappings in each other
	maxUnfolded = 100_000 // values of all aliases together
	maxMarks    = 500_000 // characters that separate values
)

// acceptable reports whether a text can be given to the parser. It reports a fault if not.
func (r *reader) acceptable() bool {
	if len(r.text.bytes) > MaxSize {
		r.report(Diagnostic{Line: 1, Col: 1, Message: "the file is larger than 4 MiB", Hint: "several files can be loaded together"})
		return false
	}
	offset, message := r.text.unreadable()
	hint := ""
	if message == "" {
		offset, message, hint = r.text.oversized()
	}
	if message == "" {
		return true
	}
	line, col := r.text.place(offset)
	r.report(Diagnostic{Line: line, Col: col, Message: message, Hint: hint})
	return false
}

// oversized returns where a text exceeds a limit. It does not distinguish quoted texts from lists, so it counts too much rather
// than too little; depth is confirmed by the parser.
func (t *text) oversized() (offset int, message, hint string) {
	marks, aliases, depth := 0, 0, 0
	asked := false
	for i, c := range t.bytes {
		switch c {
		case ',', ':', '-', '?', '\n':
			marks++
		case '[', '{':
			marks++
			if depth++; depth > maxDepth && !asked {
				if asked = true; t.nested(i) {
					return i, "nested more than 64 deep", ""
				}
			}
		case ']', '}':
			depth = max(depth-1, 0)
		case '*':
			if i > 0 && bytes.IndexByte([]byte(" [{,:-\n"), t.bytes[i-1]) >= 0 {
				aliases++
			}
		}
		switch {
		case aliases > maxUnfolded:
			return i, "the aliases of this file expand to more than 100000 values", ""
		case marks > maxMarks:
			return i, "the file holds too much: more than 500000 commas, colons, dashes, brackets and line ends up to here", "several files can be loaded together"
		}
	}
	return 0, "", ""
}

// nested reports whether the bracket at an offset opens a list or mapping within others: then the parser misses the closing
// brackets of the text up to there.
func (t *text) nested(offset int) bool {
	_, err := documents(t.bytes[:offset+1])
	if err == nil {
		return false
	}
	message, _ := complaint(err)
	return message == "did not find expected node content"
}
