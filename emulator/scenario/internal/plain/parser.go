package plain

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// Parse returns the tree of the one document in a text, or nil if the text is not entirely of the part that this package knows.
func Parse(text string) *yaml.Node {
	if strings.ContainsFunc(text, odd) {
		return nil
	}
	p := &parser{text: text, line: 1, tags: map[string]string{}}
	if !p.nextLine() {
		return nil
	}
	root := p.block(0)
	if root == nil || p.pos < len(text) {
		return nil
	}
	return root
}

// odd reports whether a character is none that is printed, or a space or line end of its own kind.
func odd(c rune) bool {
	return c < ' ' && c != '\n' || c > '~' && c <= '\u00a0' || c == '\u2028' || c == '\u2029' || c == '\ufeff' || c >= '\ufff0'
}

// maxDepth is how deep collections may be nested. The language has no deeper ones.
const maxDepth = 50

// parser reads a text from its beginning to its end. Its functions return nil, or false, for what they do not know.
type parser struct {
	text  string
	pos   int
	line  int // number of the line, from 1
	begin int // where the line begins
	depth int
	flows int               // collections in brackets that are open
	nodes []yaml.Node       // memory for the next ones
	tags  map[string]string // of scalars that only the library can tell, by their text
}

// column returns the column of the present position, from 0.
func (p *parser) column() int { return p.pos - p.begin }

// at reports whether a byte is next.
func (p *parser) at(c byte) bool { return p.pos < len(p.text) && p.text[p.pos] == c }

// dash reports whether an item of a block sequence is next.
func (p *parser) dash() bool {
	return p.at('-') && (p.pos+1 == len(p.text) || p.text[p.pos+1] == ' ' || p.text[p.pos+1] == '\n')
}

// node returns a new node at the present position.
func (p *parser) node(kind yaml.Kind, style yaml.Style, tag, value string) *yaml.Node {
	if len(p.nodes) == 0 {
		p.nodes = make([]yaml.Node, 256)
	}
	n := &p.nodes[0]
	p.nodes = p.nodes[1:]
	n.Kind, n.Style, n.Tag, n.Value, n.Line, n.Column = kind, style, tag, value, p.line, p.column()+1
	return n
}

// spaces skips spaces.
func (p *parser) spaces() {
	for p.at(' ') {
		p.pos++
	}
}

// endOfLine skips spaces and a comment, and reports whether the line ends there. It stays at its end.
func (p *parser) endOfLine() bool {
	before := p.pos
	p.spaces()
	if p.at('#') && (p.pos > before || p.pos == p.begin) {
		if end := strings.IndexByte(p.text[p.pos:], '\n'); end >= 0 {
			p.pos += end
		} else {
			p.pos = len(p.text)
		}
	}
	return p.pos == len(p.text) || p.at('\n')
}

// nextLine goes to the first character of the next line with more than a comment, which may be the present one. It returns false at
// the end of the text.
func (p *parser) nextLine() bool {
	for {
		start := p.pos
		if !p.endOfLine() {
			p.pos = start
			p.spaces()
			return true
		}
		if p.pos == len(p.text) {
			return false
		}
		p.pos++
		p.line, p.begin = p.line+1, p.pos
	}
}

// finish ends a value that is in one line, in a block that is indented by the given number of columns. It returns false if the
// value may go on in the next line.
func (p *parser) finish(indent int) bool {
	return p.endOfLine() && (!p.nextLine() || p.column() <= indent)
}
