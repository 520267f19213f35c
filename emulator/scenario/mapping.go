package scenario

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// entry is one field of a mapping as the file has it.
type entry struct {
	name       string
	key, value *yaml.Node
}

// mapping is a mapping that was checked against its table. It has no fields of the wrong shape.
type mapping struct {
	at      *yaml.Node
	entries []entry         // few: a table has no more fields
	named   map[string]bool // every known field that the file names, faulty or not
}

// entry returns a field, or the zero entry if the field is absent or faulty.
func (m mapping) entry(name string) entry {
	for _, e := range m.entries {
		if e.name == name {
			return e
		}
	}
	return entry{}
}

// value returns a field's value, or nil if the field is absent or faulty.
func (m mapping) value(name string) *yaml.Node { return m.entry(name).value }

// key returns the key of a field, or the mapping itself if it does not have the field.
func (m mapping) key(name string) *yaml.Node {
	if e := m.entry(name); e.key != nil {
		return e.key
	}
	return m.at
}

// mapping checks a node against a table. what names it in messages: "a step". A loose one may have fields that are not in the
// table.
func (r *reader) mapping(n *yaml.Node, what string, table []grammar.Field, loose bool) (mapping, bool) {
	if n.Kind != yaml.MappingNode {
		r.fault(n, fmt.Sprintf("%s is a mapping, but this is %s", what, shapeOf(n)), "fields such as "+table[0].Name+": …", "")
		return mapping{}, false
	}
	m := mapping{at: n, entries: make([]entry, 0, min(len(n.Content)/2, len(table))), named: map[string]bool{}}
	first := &keyLines{few: make([]*yaml.Node, 0, min(len(n.Content)/2, manyKeys+1))}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if line, twice := first.of(key.Value); twice {
			r.fault(key, quoted(key.Value)+" appears twice", "", fmt.Sprintf("it first appears in line %d", line))
			continue
		}
		first.add(key)
		f, known := grammar.Find(table, key.Value)
		if !known {
			f, known = r.renamed(key, table, first)
		}
		switch {
		case known:
			m.named[f.Name] = true
			if e := (entry{f.Name, key, value}); r.fits(e, f) {
				m.entries = append(m.entries, e)
			}
		case !loose:
			m.named[r.unknown(key, what, table, first)] = true // what was meant is not missing
		}
	}
	for _, f := range table {
		if f.Required && !m.named[f.Name] {
			r.fault(n, fmt.Sprintf("%s has no %s", what, f.Name), fmt.Sprintf("%s: %s", f.Name, f.Kind.Want()), "")
		}
	}
	return m, true
}

// fits reports whether a value has the shape of its field, and a fault if not. Only a field that takes anything takes null.
func (r *reader) fits(e entry, f grammar.Field) bool {
	shape := f.Kind.Shape()
	switch {
	case null(e.value) && (f.Kind != grammar.Any || e.value.Value == ""):
		r.fault(e.key, f.Name+" has no value", f.Kind.Want(), "")
		return false
	case shape != 0 && e.value.Kind != shape:
		hint := ""
		if f.Name == grammar.Include.Name && e.value.Kind == yaml.ScalarNode {
			hint = didYouMean("[" + e.value.Value + "]")
		}
		r.fault(e.value, fmt.Sprintf("%s cannot be %s", f.Name, shapeOf(e.value)), f.Kind.Want(), hint)
		return false
	}
	return true
}

// unknown reports a field that is not in the table. It returns the field that was probably meant, or "".
func (r *reader) unknown(key *yaml.Node, what string, table []grammar.Field, said *keyLines) string {
	if r.full() {
		return ""
	}
	var free []string
	near := ""
	for _, f := range table {
		if said.has(f.Name) {
			continue
		}
		free = append(free, f.Name)
		if f.Also == key.Value {
			near = f.Name
		}
	}
	if near == "" {
		near = nearest(key.Value, free)
	}
	r.fault(key, fmt.Sprintf("%s has no field %s", what, quoted(key.Value)), oneOf(free), didYouMean(near))
	return near
}

// renamed reports a field that has another name now, and returns it, so that its value is checked too.
func (r *reader) renamed(key *yaml.Node, table []grammar.Field, said *keyLines) (grammar.Field, bool) {
	i := slices.IndexFunc(table, func(f grammar.Field) bool { return f.Was == key.Value && !said.has(f.Name) })
	if key.Value == "" || i < 0 {
		return grammar.Field{}, false
	}
	f := table[i]
	r.fault(key, fmt.Sprintf("%s is now %s", quoted(key.Value), quoted(f.Name)), f.Name+": "+f.Kind.Want(), "")
	return f, true
}

// peek returns the value of a scalar field before the mapping is checked, or "".
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

// has reports whether a mapping has a field.
func has(n *yaml.Node, name string) bool {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return true
		}
	}
	return false
}

// shapeOf describes a node for a message.
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

// quoted returns a word of the file for a message, cut if it is long.
func quoted(s string) string {
	const most = 40
	if c := []rune(s); len(c) > most {
		s = string(c[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// null reports whether a value is absent, or written null or ~.
func null(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }
