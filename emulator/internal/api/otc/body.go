package otc

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Members are the members of a request's body by exact name, the last of duplicate ones. A body that is empty or null
// has none. It answers the errors of wire.Call.ReadJSON; a body that is no object is of the wrong type.
func Members(c *wire.Call) (map[string]json.RawMessage, error) {
	body, err := c.Body()
	if err != nil || len(strings.TrimSpace(string(body))) == 0 {
		return nil, err
	}
	var all map[string]json.RawMessage
	return all, c.ReadJSON(&all)
}

// Member decodes one member of a request's body, in which EVS and SDRS wrap what they are sent, and tells whether it is
// there and not null.
func Member(c *wire.Call, name string, v any) (bool, error) {
	all, err := Members(c)
	if err != nil {
		return false, err
	}
	raw, ok := all[name]
	if !ok || string(raw) == "null" {
		return false, nil
	}
	return true, json.Unmarshal(raw, v)
}

// Strings is a mapping of texts in a request. Of duplicate mappings the last counts whole.
type Strings map[string]string

// UnmarshalJSON reads the mapping afresh.
func (s *Strings) UnmarshalJSON(b []byte) error {
	var fresh map[string]string
	err := json.Unmarshal(b, &fresh)
	*s = fresh
	return err
}

// Int is a whole number in a request, as the services take it: a decimal loses its fraction (evs_04_2013), and digits in
// quotes are a number too [inferred: JSON binders of that kind do so].
type Int int

// UnmarshalJSON reads the number, or answers a *json.UnmarshalTypeError. null leaves it.
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

// Flag is a truth in a request: true, false, or either in quotes.
type Flag bool

// UnmarshalJSON reads the truth, or answers a *json.UnmarshalTypeError. null leaves it.
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
