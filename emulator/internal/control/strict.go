package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// decodeStrict decodes one JSON object into v, a pointer to a struct. Unlike package json it refuses members in another letter
// case, duplicate members, and anything behind the object.
func decodeStrict(text []byte, v any) *admin.Error {
	if wire.CheckJSON(text) != nil {
		return badBody("it is not one JSON value in UTF-8")
	}
	if text = bytes.TrimSpace(text); text[0] != '{' {
		return badBody("it is not a JSON object")
	}
	if name := duplicateMember(text); name != "" {
		return badBody(fmt.Sprintf("the member %q occurs twice", name))
	}
	known := memberNames(reflect.TypeOf(v).Elem())
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return badBody(decodeError(err))
	}
	for name := range members {
		if !slices.Contains(known, name) {
			e := badBody(fmt.Sprintf("there is no member %q", name))
			if hint := scenario.DidYouMean(name, known); hint != "" {
				e.Hint = hint
			}
			return e
		}
	}
	err := json.Unmarshal(text, v)
	if bad, ok := errors.AsType[*admin.DurationError](err); ok {
		return errorOf(bad)
	}
	if err != nil {
		return badBody(decodeError(err))
	}
	return nil
}

// badBody returns the error of a body that cannot be decoded.
func badBody(why string) *admin.Error {
	return Refuse("the body cannot be read: "+why, "GET /__admin/openapi.yaml has the members of each body")
}

// memberNames returns the names of the JSON members of a struct.
func memberNames(t reflect.Type) []string {
	var names []string
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// duplicateMember returns the name of a member that an object of a valid JSON text has twice, at any depth, or "".
func duplicateMember(text []byte) string {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	type level struct {
		names map[string]bool // nil for an array
		value bool            // the next token is the value of a member
	}
	var open []level
	for {
		token, err := dec.Token()
		if err != nil {
			return "" // the end
		}
		if name, ok := token.(string); ok && len(open) > 0 {
			if top := &open[len(open)-1]; top.names != nil && !top.value {
				if top.names[name] {
					return name
				}
				top.names[name], top.value = true, true
				continue
			}
		}
		switch token {
		case json.Delim('{'):
			open = append(open, level{names: map[string]bool{}})
			continue
		case json.Delim('['):
			open = append(open, level{})
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			open[len(open)-1].value = false
		}
	}
}
