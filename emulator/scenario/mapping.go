package scenario

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// entry is one field of a mapping as the file has it.
type entry struct{ key, value *yaml.Node }

// mapping is a mapping that was checked against its table. Fields of the wrong shape are not in it.
type mapping struct {
	at      *yaml.Node
	entries map[string]entry
	named   map[string]bool // every known field that the file names, faulty or not
}

// value is a field's value; nil if the field is absent or faulty.
func (m mapping) value(name string) *yaml.Node { return m.entries[name].value }

// key is where a field is named, and the mapping itself if it is not.
func (m mapping) key(name string) *yaml.Node {
	if e, ok := m.entries[name]; ok {
		return e.key
	}
	return m.at
}

// mapping checks a node against a table: what it may say, and what it must. what names it in messages: "a step". A loose
// one may say more than the table knows.
func (r *reader) mapping(n *yaml.Node, what string, table []field, loose bool) (mapping, bool) {
	if n.Kind != yaml.MappingNode {
		r.fault(n, fmt.Sprintf("%s is a mapping, but this is %s", what, shapeOf(n)), "fields such as "+table[0].name+": …", "")
		return mapping{}, false
	}
	m := mapping{at: n, entries: map[string]entry{}, named: map[string]bool{}}
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if line, twice := first[key.Value]; twice {
			r.fault(key, quoted(key.Value)+" is said twice", "", fmt.Sprintf("it is first said in line %d", line))
			continue
		}
		first[key.Value] = key.Line
		f, known := find(table, key.Value)
		if !known {
			f, known = r.renamed(key, table, first)
		}
		switch {
		case known:
			m.named[f.name] = true
			if e := (entry{key, value}); r.fits(e, f) {
				m.entries[f.name] = e
			}
		case !loose:
			m.named[r.unknown(key, what, table, first)] = true // what was meant is not missing
		}
	}
	for _, f := range table {
		if f.need && !m.named[f.name] {
			r.fault(n, fmt.Sprintf("%s has no %s", what, f.name), fmt.Sprintf("%s: %s", f.name, kinds[f.kind].want), "")
		}
	}
	return m, true
}

// fits tells about a value that has not the shape of its field. Only a field that takes anything takes null.
func (r *reader) fits(e entry, f field) bool {
	shape := kinds[f.kind].shape
	switch {
	case null(e.value) && (f.kind != anything || e.value.Value == ""):
		r.fault(e.key, f.name+" has no value", kinds[f.kind].want, "")
		return false
	case shape != 0 && e.value.Kind != shape:
		hint := ""
		if f.name == includeField.name && e.value.Kind == yaml.ScalarNode {
			hint = didYouMean("[" + e.value.Value + "]")
		}
		r.fault(e.value, fmt.Sprintf("%s cannot be %s", f.name, shapeOf(e.value)), kinds[f.kind].want, hint)
		return false
	}
	return true
}

// unknown tells about a field that the table has not, and answers which one was meant; empty if none is near.
func (r *reader) unknown(key *yaml.Node, what string, table []field, said map[string]int) string {
	if r.full() {
		return ""
	}
	var free []string
	near := ""
	for _, f := range table {
		if said[f.name] != 0 {
			continue
		}
		free = append(free, f.name)
		if f.also == key.Value {
			near = f.name
		}
	}
	if near == "" {
		near = nearest(key.Value, free)
	}
	r.fault(key, fmt.Sprintf("%s has no field %s", what, quoted(key.Value)), oneOf(free), didYouMean(near))
	return near
}

// renamed reports a field that has another name now, and returns it, so that its value is checked too.
func (r *reader) renamed(key *yaml.Node, table []field, said map[string]int) (field, bool) {
	i := slices.IndexFunc(table, func(f field) bool { return f.was == key.Value && said[f.name] == 0 })
	if key.Value == "" || i < 0 {
		return field{}, false
	}
	f := table[i]
	r.fault(key, fmt.Sprintf("%s is now %s", quoted(key.Value), quoted(f.name)), f.name+": "+kinds[f.kind].want, "")
	return f, true
}

func find(table []field, name string) (field, bool) {
	i := slices.IndexFunc(table, func(f field) bool { return f.name == name })
	if i < 0 {
		return field{}, false
	}
	return table[i], true
}

// peek is the value of a scalar field before the mapping is checked; empty if there is none.
func peek(n *yaml.Node, name string) string {
	if n.Kind != yaml.MappingNode {
		return ""
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name && n.Content[i+1].Kind == yaml.ScalarNode {
			return n.Content[i+1].Value
		}
	}
	return ""
}

// has tells whether a mapping names a field.
func has(n *yaml.Node, name string) bool {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return true
		}
	}
	return false
}

// shapeOf is what a node is, for a message.
func shapeOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case null(n):
		return "nothing"
	default:
		return quoted(n.Value)
	}
}

// quoted is a word of the file for a message, cut if it is long.
func quoted(s string) string {
	const most = 40
	if c := []rune(s); len(c) > most {
		s = string(c[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// null tells an absent value, or one that is written null or ~.
func null(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }
