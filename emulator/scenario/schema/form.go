package schema

import (
	"bytes"
	"encoding/json"
	"slices"

	"go.yaml.in/yaml/v3"
)

// form is a JSON Schema, draft 2020-12, with the keywords that are needed here. The zero form matches anything.
type form struct {
	Schema        string   `json:"$schema,omitempty"`
	Title         string   `json:"title,omitempty"`
	Description   string   `json:"description,omitempty"`
	Ref           string   `json:"$ref,omitempty"`
	Type          any      `json:"type,omitempty"` // a word or a list of words
	Const         string   `json:"const,omitempty"`
	Enum          []any    `json:"enum,omitempty"`
	EnumNotes     []string `json:"enumDescriptions,omitempty"` // not of the standard: editors show them beside each word
	Pattern       string   `json:"pattern,omitempty"`
	Minimum       *uint64  `json:"minimum,omitempty"`
	Maximum       *uint64  `json:"maximum,omitempty"`
	MinItems      int      `json:"minItems,omitempty"`
	MinProperties int      `json:"minProperties,omitempty"`
	Items         *form    `json:"items,omitempty"`
	Properties    forms    `json:"properties,omitzero"`
	More          any      `json:"additionalProperties,omitempty"` // false, or a form
	Required      []string `json:"required,omitempty"`
	Needs         needs    `json:"dependentRequired,omitempty"`
	Not           *form    `json:"not,omitempty"`
	AnyOf         []form   `json:"anyOf,omitempty"`
	OneOf         []form   `json:"oneOf,omitempty"`
	If            *form    `json:"if,omitempty"`
	Then          *form    `json:"then,omitempty"`
	AllOf         []form   `json:"allOf,omitempty"`
	Defs          forms    `json:"$defs,omitzero"`
}

// forms are schemas by name, in a fixed order.
type forms []named

type named struct {
	name string
	form form
}

// MarshalJSON writes an object.
func (f forms) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, n := range f {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(n.name)
		if err != nil {
			return nil, err
		}
		text, err := json.Marshal(n.form)
		if err != nil {
			return nil, err
		}
		b.Write(append(append(name, ':'), text...))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// ref returns a reference to a definition.
func ref(name string) form { return form{Ref: "#/$defs/" + name} }

// object returns the schema of a mapping with these fields and no other.
func object(fields forms, required ...string) form {
	return form{Type: "object", Properties: fields, More: false, Required: required}
}

// listOf returns the schema of a list of at least one item.
func listOf(item form) form { return form{Type: "array", Items: &item, MinItems: 1} }

// bounded returns the schema of a whole number within bounds.
func bounded(least, most uint64) form { return form{Type: "integer", Minimum: &least, Maximum: &most} }

// shaped returns the schema of a text that matches a pattern as a whole.
func shaped(pattern string) form { return form{Type: "string", Pattern: "^(?:" + pattern + ")$"} }

// needs are the fields that a field requires beside it.
type needs map[string][]string

// having returns the schema of a mapping that has a field.
func having(field string) form { return form{Required: []string{field}} }

// anyText returns the schema of a text. The language reads each plain scalar as a text where one is expected.
func anyText() form { return form{Type: []string{"string", "number", "boolean"}} }

// titled adds the texts that an editor shows.
func (f form) titled(title, description string) form {
	f.Title, f.Description = title, description
	return f
}

// oneWord returns the schema of one of the given words, as YAML reads them: 405 is a number and null is null, though the
// language reads both as words. Duplicates count once; notes may be nil.
func oneWord(words, notes []string) form {
	var f form
	for i, w := range words {
		if slices.Index(words, w) < i {
			continue
		}
		for _, v := range spellings(w) {
			f.Enum = append(f.Enum, v)
			if notes != nil {
				f.EnumNotes = append(f.EnumNotes, notes[i])
			}
		}
	}
	return f
}

// spellings returns the values that YAML reads a word as: in quotes, and without.
func spellings(word string) []any {
	var plain any
	if err := yaml.Unmarshal([]byte(word), &plain); err != nil {
		return []any{word}
	}
	switch plain.(type) {
	case nil, bool, int, float64:
		return []any{word, plain}
	}
	return []any{word}
}
