package scenario

import "bytes"

// What a text may be. Whatever goes beyond is refused by its bytes, before anything is made of it that costs more than
// they do. Far larger scenarios than people write fit in: 20,000 jobs of two steps each.
const (
	// MaxSize bounds a file, in bytes.
	MaxSize = 4 << 20

	maxDepth    = 64      // of lists and mappings in each other
	maxUnfolded = 100_000 // values that aliases stand for, all together
	maxMarks    = 500_000 // characters that part one value from the next
)

// bearable tells whether a text can be given to the parser, having told why if it cannot.
func (r *reader) bearable() bool {
	if len(r.text.bytes) > MaxSize {
		r.report(Diagnostic{Line: 1, Col: 1, Message: "the file is larger than 4 MiB", Hint: "several files can be loaded together"})
		return false
	}
	offset, message := r.text.unreadable()
	hint := ""
	if message == "" {
		offset, message, hint = r.text.overdone()
	}
	if message == "" {
		return true
	}
	line, col := r.text.place(offset)
	r.report(Diagnostic{Line: line, Col: col, Message: message, Hint: hint})
	return false
}

// overdone finds where a text says more than can be meant, in one go over its bytes. It does not know a text in quotes
// from a list, so it counts too much rather than too little; and only what the parser confirms is nested too deeply.
func (t *text) overdone() (offset int, message, hint string) {
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
			return i, "the aliases of this file stand for more than 100000 values", ""
		case marks > maxMarks:
			return i, "the file holds too much: more than 500000 commas, colons, dashes, brackets and line ends up to here", "several files can be loaded together"
		}
	}
	return 0, "", ""
}

// nested tells whether the bracket at an offset opens a list or mapping within others: without the rest, the text is one
// that lacks its closing brackets.
func (t *text) nested(offset int) bool {
	_, err := documents(t.bytes[:offset+1])
	if err == nil {
		return false
	}
	message, _ := complaint(err)
	return message == "did not find expected node content"
}
