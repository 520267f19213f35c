package plain

import "go.yaml.in/yaml/v3"

// block reads the mapping or sequence that begins here, in a block that is indented by at least the given number of columns. It
// ends at the first character of the line that follows, or at the end of the text.
func (p *parser) block(least int) *yaml.Node {
	if p.depth++; p.depth > maxDepth || p.column() < least {
		return nil
	}
	defer func() { p.depth-- }()
	if p.dash() {
		return p.sequence(p.column())
	}
	return p.mapping(p.column())
}

// sequence reads a block sequence whose dashes are at a column.
func (p *parser) sequence(indent int) *yaml.Node {
	n := p.node(yaml.SequenceNode, 0, "!!seq", "")
	for {
		p.pos++ // the dash
		item := p.item(indent)
		if item == nil {
			return nil
		}
		n.Content = append(n.Content, item)
		switch {
		case p.pos == len(p.text), p.column() < indent, p.column() == indent && !p.dash():
			return n
		case p.column() > indent:
			return nil
		}
	}
}

// item reads an item of a block sequence, behind its dash.
func (p *parser) item(indent int) *yaml.Node {
	if p.endOfLine() {
		if !p.nextLine() {
			return nil
		}
		return p.block(indent + 1)
	}
	if p.dash() || p.keyLength() > 0 {
		return p.block(indent + 1)
	}
	return p.inline(indent)
}

// mapping reads a block mapping whose keys are at a column.
func (p *parser) mapping(indent int) *yaml.Node {
	n := p.node(yaml.MappingNode, 0, "!!map", "")
	for {
		length := p.keyLength()
		if length == 0 || !p.addKey(n, length) {
			return nil
		}
		value := p.value(indent)
		if value == nil {
			return nil
		}
		n.Content = append(n.Content, value)
		switch {
		case p.pos == len(p.text), p.column() < indent:
			return n
		case p.column() > indent, p.dash():
			return nil
		}
	}
}

// value reads the value of a block mapping, behind its colon.
func (p *parser) value(indent int) *yaml.Node {
	if !p.endOfLine() {
		return p.inline(indent)
	}
	if !p.nextLine() {
		return nil
	}
	if p.column() == indent && p.dash() { // a sequence may be as far to the left as its key
		return p.block(indent)
	}
	return p.block(indent + 1)
}

// inline reads a value that begins in the line of its key or its dash, in a block that is indented by the given number of columns.
func (p *parser) inline(indent int) *yaml.Node {
	p.spaces()
	n := p.flow()
	if n == nil || !p.finish(indent) {
		return nil
	}
	return n
}

// keyLength returns the length of the plain key of a block mapping that begins here, or 0 if there is none that this package knows.
func (p *parser) keyLength() int {
	const longest = 128
	i := p.pos
	for i < len(p.text) && i < p.pos+longest && inKey(p.text[i]) {
		i++
	}
	if i == p.pos || i+1 >= len(p.text) || p.text[i] != ':' || p.text[i+1] != ' ' && p.text[i+1] != '\n' || !beginsPlain(p.text[p.pos]) {
		return 0
	}
	return i - p.pos
}

// addKey adds the key of the given length to a mapping, and goes behind its colon.
func (p *parser) addKey(n *yaml.Node, length int) bool {
	key := p.text[p.pos : p.pos+length]
	tag := p.tag(key)
	n.Content = append(n.Content, p.node(yaml.ScalarNode, 0, tag, key))
	p.pos += length + 1
	return tag != ""
}

func inKey(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == '/'
}
