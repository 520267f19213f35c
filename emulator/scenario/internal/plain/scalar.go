package plain

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// beginsPlain reports whether a plain scalar may begin with a character, whatever follows.
func beginsPlain(c byte) bool {
	return c > ' ' && c <= '~' && !strings.ContainsRune("-?:,[]{}#&*!|>'\"%@`=<", rune(c))
}

// scalar reads a plain scalar in one line.
func (p *parser) scalar() *yaml.Node {
	if !beginsPlain(p.text[p.pos]) {
		return nil
	}
	end := p.pos
scan:
	for ; end < len(p.text); end++ {
		c := p.text[end]
		next := byte('\n')
		if end+1 < len(p.text) {
			next = p.text[end+1]
		}
		switch {
		case c == '\n', c == ' ' && next == '#':
			break scan
		case p.flows > 0 && strings.IndexByte(",]}", c) >= 0:
			break scan
		case p.flows > 0 && strings.IndexByte("[{?", c) >= 0, c < ' ', c > '~':
			return nil
		case c == ':' && !inKey(next):
			return nil
		}
	}
	text := strings.TrimRight(p.text[p.pos:end], " ")
	tag := p.tag(text)
	if tag == "" {
		return nil
	}
	n := p.node(yaml.ScalarNode, 0, tag, text)
	p.pos += len(text)
	return n
}

// tag returns the tag of a plain scalar, or "" if this package does not know it.
func (p *parser) tag(text string) string {
	switch c := text[0]; {
	case c == '+' || c == '.' || c >= '0' && c <= '9':
		return p.number(text)
	case c == '~', c == 'n', c == 'N':
		if text == "~" || text == "null" || text == "Null" || text == "NULL" {
			return "!!null"
		}
	case c == 't', c == 'T', c == 'f', c == 'F':
		switch text {
		case "true", "True", "TRUE", "false", "False", "FALSE":
			return "!!bool"
		}
	}
	return "!!str"
}

// number returns the tag of a plain scalar that may be a number or a date: the library knows.
func (p *parser) number(text string) string {
	if strings.ContainsAny(text, "ghjklmpqrsuvwyGHJKLMPQRSUVWY") { // letters of no number, no infinity and no date
		return "!!str"
	}
	if len(text) < 10 && strings.Trim(text, "0123456789") == "" && (text[0] != '0' || len(text) == 1) {
		return "!!int"
	}
	tag, known := p.tags[text]
	if !known {
		var document yaml.Node
		if err := yaml.Unmarshal([]byte(text), &document); err == nil && len(document.Content) == 1 {
			tag = document.Content[0].Tag
		}
		p.tags[text] = tag
	}
	return tag
}
