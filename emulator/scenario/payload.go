package scenario

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// fields reads the fields that an API adds to a mapping. It returns false if one of them is faulty.
func (r *reader) fields(m mapping, v *job.Vocabulary, own []job.Field) (job.Fields, bool) {
	before := r.count
	fields := job.Fields{}
	for _, f := range own {
		n := m.value(f.Name)
		if n == nil {
			continue
		}
		switch f.Kind {
		case job.Text:
			fields[f.Name] = n.Value
		case job.Number:
			if i, ok := r.whole(n, f.Name, math.MinInt, math.MaxInt); ok {
				fields[f.Name] = i
			}
		case job.Bool:
			fields[f.Name] = r.truth(n, f.Name)
		case job.Code:
			fields[f.Name] = r.code(n, v)
		default:
			fields[f.Name] = r.data(n)
			r.misspelt(n, f)
		}
	}
	return fields, r.count == before
}

// truth reads true or false.
func (r *reader) truth(n *yaml.Node, what string) bool {
	if n.Tag != "!!bool" {
		r.fault(n, fmt.Sprintf("%s: %s is neither true nor false", what, quoted(n.Value)), grammar.Bool.Want(), "")
	}
	return strings.EqualFold(n.Value, "true")
}

// payload reports the error of an API's constructor at the field that it names: "entities", or "entities.volume_id".
func (r *reader) payload(m mapping, err error) {
	wrong, ok := errors.AsType[*job.FieldError](err)
	if !ok {
		r.fault(m.at, err.Error(), "", "")
		return
	}
	r.fault(m.keyOf(wrong.Field), fmt.Sprintf("%s: %s", wrong.Field, wrong.Message), "", "")
}

// keyOf returns the key of a field, or of a member of it, "entities.volume_id".
func (m mapping) keyOf(path string) *yaml.Node {
	name, deeper, _ := strings.Cut(path, ".")
	at := m.key(name)
	for n := m.value(name); n != nil && deeper != ""; {
		name, deeper, _ = strings.Cut(deeper, ".")
		var key *yaml.Node
		if key, n = child(n, name); key != nil {
			at = key
		}
	}
	return at
}

// child returns a field of a mapping.
func child(n *yaml.Node, name string) (key, value *yaml.Node) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

// code reads an error: a code of the API's table, or any code and text written out.
func (r *reader) code(n *yaml.Node, v *job.Vocabulary) job.ErrorRow {
	if n.Kind == yaml.ScalarNode {
		row, ok := v.Error(n.Value)
		if !ok {
			codes := codesOf(v)
			r.fault(n, fmt.Sprintf("%s has no error %s", v.API, quoted(n.Value)), "a code such as "+oneOf(codes[:min(3, len(codes))]),
				orOnPurpose(meant(n.Value, codes), "{code: "+quoted(n.Value)+", message: …}"))
		}
		return row
	}
	m, ok := r.mapping(n, "an error", grammar.OddError, false)
	if !ok {
		return job.ErrorRow{}
	}
	code, number := m.text("code"), 0
	switch {
	case m.named["name"] && !v.ErrorNames:
		r.fault(m.key("name"), fmt.Sprintf("errors of %s have no name", v.API), "code: its code", "")
	case m.named["name"]:
		code = m.text("name")
		if at := m.value("code"); at != nil {
			number, _ = r.whole(at, "code", math.MinInt32, math.MaxInt32)
		}
	case !m.named["code"]:
		r.fault(n, "an error has no code", "code: a text", "")
	}
	row, known := v.Error(code)
	if !known {
		row = job.ErrorRow{Code: code, HTTP: 200, Where: "a scenario", Source: "a scenario", Grade: job.Inferred}
	}
	row.Number = number
	if m.named["message"] {
		row.Message = m.text("message")
	} else if !known && row.Code != "" {
		r.fault(n, fmt.Sprintf("%s has no error %s, so its message is needed", v.API, quoted(row.Code)), "message: a text", meant(row.Code, codesOf(v)))
	}
	return row
}

func codesOf(v *job.Vocabulary) []string {
	var codes []string
	for _, row := range v.Errors {
		if len(codes) == 0 || codes[len(codes)-1] != row.Code {
			codes = append(codes, row.Code)
		}
	}
	return codes
}

func hintOr(hint, other string) string {
	if hint != "" {
		return hint
	}
	return other
}

var number = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

// data reads any value as JSON. What only YAML knows, an octal, an infinity or a date, is reported or stays a text.
func (r *reader) data(n *yaml.Node) any {
	switch {
	case n.Kind == yaml.MappingNode:
		return r.object(n)
	case n.Kind == yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = r.data(c)
		}
		return list
	case n.Tag == "!!null":
		return nil
	case n.Tag == "!!bool":
		return strings.EqualFold(n.Value, "true")
	case n.Tag == "!!int" || n.Tag == "!!float":
		return r.number(n)
	default:
		return n.Value
	}
}

func (r *reader) object(n *yaml.Node) map[string]any {
	m := map[string]any{}
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if line, twice := lines[key.Value]; twice {
			r.fault(key, quoted(key.Value)+" appears twice", "", fmt.Sprintf("it first appears in line %d", line))
		}
		lines[key.Value] = key.Line
		m[key.Value] = r.data(n.Content[i+1])
	}
	return m
}

// number reads a number of JSON. Whole numbers stay ints.
func (r *reader) number(n *yaml.Node) any {
	if i, err := strconv.Atoi(n.Value); err == nil && decimal.MatchString(n.Value) {
		return i
	}
	f, err := strconv.ParseFloat(n.Value, 64)
	if err != nil || !number.MatchString(n.Value) || decimal.MatchString(n.Value) {
		r.fault(n, fmt.Sprintf("%s is not a decimal number of 64 bits", quoted(n.Value)), "a decimal number", "quote it if it is a text: "+quoted(n.Value))
	}
	return f
}
