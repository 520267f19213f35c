package otc

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Members returns the members of a request's body by exact name, the last of duplicate ones. A body that is empty or
// null has none. It returns the errors of wire.Call.ReadJSON; a body that is not an object is of the wrong type.
func Members(c *wire.Call) (map[string]json.RawMessage, error) {
	body, err := c.Body()
	if err != nil || len(strings.TrimSpace(string(body))) == 0 {
		return nil, err
	}
	var all map[string]json.RawMessage
	return all, c.ReadJSON(&all)
}

// Member decodes one member of a request's body, which wraps the requests of EVS and SDRS, into v. It reports whether
// the member is present and not null.
func Member(c *wire.Call, name string, v any) (bool, error) {
	all, err := Members(c)
	if err != nil {
		return false, err
	}
	c.ReadsMember(name, v)
	raw, ok := all[name]
	if !ok || string(raw) == "null" {
		return false, nil
	}
	err = json.Unmarshal(raw, v)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		wrong.Field = strings.TrimSuffix(name+"."+wrong.Field, ".") // for the journal
	}
	return true, err
}

// Strings is a mapping of strings in a request. Of duplicate mappings the last replaces the others.
type Strings map[string]string

// UnmarshalJSON replaces the mapping.
func (s *Strings) UnmarshalJSON(b []byte) error {
	var fresh map[string]string
	err := json.Unmarshal(b, &fresh)
	*s = fresh
	return err
}

// Int is a whole number in a request, as the services accept it: a decimal loses its fraction (evs_04_2013), and quoted
// digits are a number too [inferred: JSON binders of that kind accept them].
type Int int

// UnmarshalJSON sets the number, or returns a *json.UnmarshalTypeError. null leaves it unchanged.
func (i *Int) UnmarshalJSON(b []byte) error {
	text := strings.Trim(string(b), `"`)
	if text == "null" {
		return nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(f) > math.MaxInt32 || math.IsNaN(f) {
		return &json.UnmarshalTypeError{Value: "value", Type: reflect.TypeFor[int]()}
	}
	*i = Int(f)
	return nil
}

// Flag is a boolean in a request: true, false, or either in quotes.
type Flag bool

// UnmarshalJSON sets the flag, or returns a *json.UnmarshalTypeError. null leaves it unchanged.
func (f *Flag) UnmarshalJSON(b []byte) error {
	switch strings.ToLower(strings.Trim(string(b), `"`)) {
	case "true":
		*f = true
	case "false", "":
		*f = false
	case "null":
	default:
		return &json.UnmarshalTypeError{Value: "value", Type: reflect.TypeFor[bool]()}
	}
	return nil
}
