package element

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

// params are the parameters of a call. A paramReader reads them by name; the first error stays in err, and those that
// were not read are listed in the response's warning.
type params struct {
	list      []param
	err       error
	within    string // prefix of the names in messages, such as "volumes."
	fromQuery bool   // they are from a query string, where a text may look like a number
}

type param struct {
	name  string
	value gjson.Result
	used  bool
}

// add appends the members of an object, or nothing for null.
func (in *params) add(object gjson.Result) {
	if !object.IsObject() {
		return
	}
	object.ForEach(func(key, value gjson.Result) bool {
		in.list = append(in.list, param{name: key.Str, value: value})
		return true
	})
}

// find returns the value of a parameter, the last one of duplicates, and reports whether it is present. null counts as
// absent [inferred].
func (in *params) find(name string) (gjson.Result, bool) {
	var value gjson.Result
	for i := range in.list {
		if in.list[i].name == name {
			in.list[i].used = true
			value = in.list[i].value
		}
	}
	return value, value.Type != gjson.Null
}

// require is find for a required parameter.
func (in *params) require(name string) (gjson.Result, bool) {
	value, ok := in.find(name)
	if !ok {
		in.fail(apiError("xMissingParameter", in.within+name))
	}
	return value, ok
}

// fail keeps err if it is the first error.
func (in *params) fail(err error) {
	if in.err == nil {
		in.err = err
	}
}

// wrongType records a value of the wrong type. The name of the error is one that clients look for; its text is
// [inferred].
func (in *params) wrongType(name, want string) {
	in.fail(apiError("xInvalidParameterType", in.within+name, want))
}

// unused returns the parameters that were not read, by name; nil if there are none.
func (in *params) unused() map[string]json.RawMessage {
	var rest map[string]json.RawMessage
	for _, p := range in.list {
		if !p.used {
			if rest == nil {
				rest = map[string]json.RawMessage{}
			}
			rest[p.name] = json.RawMessage(p.value.Raw)
		}
	}
	return rest
}

// integer reads a whole number; it returns 0 if it is absent. Element accepts a number in a string too:
// "asyncHandle":"999999999" (SolidFire SDK tests).
func (in *params) integer(name string) int64 {
	value, ok := in.find(name)
	if !ok {
		return 0
	}
	return in.whole(name, value)
}

func (in *params) requireInteger(name string) int64 {
	value, ok := in.require(name)
	if !ok {
		return 0
	}
	return in.whole(name, value)
}

func (in *params) whole(name string, value gjson.Result) int64 {
	n, ok := whole(value)
	if !ok {
		in.wrongType(name, "integer")
	}
	return n
}

// whole returns the integer of a number or a numeric string, and reports whether it is one; 5.0 and 5e0 are 5.
func whole(value gjson.Result) (int64, bool) {
	if value.Type != gjson.Number && value.Type != gjson.String {
		return 0, false
	}
	digits := strings.TrimSpace(value.String())
	if value.Type == gjson.Number {
		digits = value.Raw
	}
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

// text reads a string; it returns "" if it is absent.
func (in *params) text(name string) string {
	value, ok := in.find(name)
	if !ok {
		return ""
	}
	return in.string(name, value)
}

func (in *params) requireText(name string) string {
	value, ok := in.require(name)
	if !ok {
		return ""
	}
	return in.string(name, value)
}

func (in *params) string(name string, value gjson.Result) string {
	if value.Type == gjson.String {
		return value.Str
	}
	if !in.fromQuery || value.IsObject() || value.IsArray() {
		in.wrongType(name, "string")
	}
	return value.Raw
}

// enum reads one of the words. An empty string counts as absent: Trident sends "access":"".
func (in *params) enum(name string, words ...string) string {
	word := in.text(name)
	if word != "" {
		in.checkEnum(word, words)
	}
	return word
}

func (in *params) requireEnum(name string, words ...string) string {
	word := in.requireText(name)
	in.checkEnum(word, words)
	return word
}

func (in *params) checkEnum(word string, words []string) {
	if !slices.Contains(words, word) {
		in.fail(apiError("xUnrecognizedEnumString", word))
	}
}

// boolean reads a boolean. ND listvolumes sends one as a string, and NetApp's Ansible role as "False".
func (in *params) boolean(name string, otherwise bool) bool {
	value, ok := in.find(name)
	switch {
	case !ok:
		return otherwise
	case value.Type == gjson.True, value.Type == gjson.String && strings.EqualFold(value.Str, "true"):
		return true
	case value.Type == gjson.False, value.Type == gjson.String && strings.EqualFold(value.Str, "false"):
		return false
	}
	in.wrongType(name, "boolean")
	return otherwise
}

// optionalBoolean reads a boolean; it returns nil if it is absent.
func (in *params) optionalBoolean(name string) *bool {
	if _, ok := in.find(name); !ok {
		return nil
	}
	return new(in.boolean(name, false))
}
