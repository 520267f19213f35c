package scenario

import "go.yaml.in/yaml/v3"

// keyLines are the lines in which the keys of a mapping first appear.
type keyLines struct {
	few  []*yaml.Node
	many map[string]int // of a mapping with more keys than manyKeys
}

// manyKeys is how many keys are looked through one by one. Nearly all mappings have fewer, and need no map.
const manyKeys = 16

// of returns the line of a key, and whether there is one.
func (l *keyLines) of(key string) (line int, ok bool) {
	if l.many != nil {
		line, ok = l.many[key]
		return line, ok
	}
	for _, n := range l.few {
		if n.Value == key {
			return n.Line, true
		}
	}
	return 0, false
}

// has reports whether the mapping has a key.
func (l *keyLines) has(key string) bool {
	_, ok := l.of(key)
	return ok
}

// add adds a key that the mapping does not have yet.
func (l *keyLines) add(key *yaml.Node) {
	if l.many != nil {
		l.many[key.Value] = key.Line
		return
	}
	if l.few = append(l.few, key); len(l.few) > manyKeys {
		l.many = map[string]int{}
		for _, n := range l.few {
			l.many[n.Value] = n.Line
		}
	}
}
