package plain

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// flow reads a flow collection, a quoted text or a plain one, in one line.
func (p *parser) flow() *yaml.Node {
	if p.pos == len(p.text) {
		return nil
	}
	switch p.text[p.pos] {
	case '{':
		return p.collection(yaml.MappingNode, "!!map", '}')
	case '[':
		return p.collection(yaml.SequenceNode, "!!seq", ']')
	case '"':
		return p.quoted(yaml.DoubleQuotedStyle, `"\`)
	case '\'':
		return p.quoted(yaml.SingleQuotedStyle, `'`)
	default:
		return p.scalar()
	}
}

// collection reads a flow mapping or a flow sequence.
func (p *parser) collection(kind yaml.Kind, tag string, closing byte) *yaml.Node {
	if p.depth++; p.depth > maxDepth {
		return nil
	}
	n := p.node(kind, yaml.FlowStyle, tag, "")
	p.flows++
	p.pos++
	p.spaces()
	if !p.at(closing) && !p.entries(n, closing) {
		return nil
	}
	p.pos++
	p.flows--
	p.depth--
	return n
}

// entries reads what is between the brackets of a collection, and stays at the closing one.
func (p *parser) entries(n *yaml.Node, closing byte) bool {
	for {
		if n.Kind == yaml.MappingNode && !p.key(n) {
			return false
		}
		value := p.flow()
		if value == nil {
			return false
		}
		n.Content = append(n.Content, value)
		p.spaces()
		if p.at(closing) {
			return true
		}
		if !p.at(',') {
			return false
		}
		p.pos++
		p.spaces()
	}
}

// key reads a key of a flow mapping with its colon and the spaces behind it.
func (p *parser) key(n *yaml.Node) bool {
	length := p.keyLength()
	if length == 0 || p.text[p.pos+length+1] != ' ' || !p.addKey(n, length) {
		return false
	}
	p.spaces()
	return true
}

// quoted reads a quoted text in one line without escapes.
func (p *parser) quoted(style yaml.Style, special string) *yaml.Node {
	rest := p.text[p.pos+1:]
	end := strings.IndexAny(rest, special+"\n")
	if end < 0 || rest[end] != special[0] || !ascii(rest[:end]) {
		return nil
	}
	after := byte('\n')
	if end+1 < len(rest) {
		after = rest[end+1]
	}
	if !strings.ContainsRune(" \n,]}", rune(after)) { // two quotes are an escaped one, and a colon follows a key
		return nil
	}
	n := p.node(yaml.ScalarNode, style, "!!str", rest[:end])
	p.pos += end + 2
	return n
}

// ascii reports whether a text is made of printable characters of one byte, so that columns are bytes.
func ascii(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}
