package element

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

// params are the parameters of a call. A reader takes them by name; the first fault stays in err, and what nobody asked
// for is told in the answer's warning.
type params struct {
	list   []param
	err    error
	within string // how messages name the object that the parameters stand in, such as "volumes."
	worded bool   // they stood in a query string, where a text may look like a number
}

type param struct {
	name  string
	value gjson.Result
	asked bool
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

// find answers the value of a parameter, the last one if it stands twice. null is as good as absent (inferred).
func (in *params) find(name string) (gjson.Result, bool) {
	var value gjson.Result
	for i := range in.list {
		if in.list[i].name == name {
			in.list[i].asked = true
			value = in.list[i].value
		}
	}
	return value, value.Type != gjson.Null
}

// need is find for a parameter that the method cannot do without.
func (in *params) need(name string) (gjson.Result, bool) {
	value, ok := in.find(name)
	if !ok {
		in.fail(refuse("xMissingParameter", in.within+name))
	}
	return value, ok
}

// fail notes a fault, if err is one.
func (in *params) fail(err error) {
	if in.err == nil {
		in.err = err
	}
}

// wrong notes a value of the wrong type. The name of the error is one that clients look for, its text is inferred.
func (in *params) wrong(name, want string) {
	in.fail(refuse("xInvalidParameterType", in.within+name, want))
}

// unused are the parameters that no method asked for, by name.
func (in *params) unused() map[string]json.RawMessage {
	var rest map[string]json.RawMessage
	for _, p := range in.list {
		if !p.asked {
			if rest == nil {
				rest = map[string]json.RawMessage{}
			}
			rest[p.name] = json.RawMessage(p.value.Raw)
		}
	}
	return rest
}

// integer reads a whole number. Element takes one in a string too: "asyncHandle":"999999999" (SolidFire SDK tests).
func (in *params) integer(name string) int64 {
	value, ok := in.find(name)
	if !ok {
		return 0
	}
	return in.whole(name, value)
}

func (in *params) needInteger(name string) int64 {
	value, ok := in.need(name)
	if !ok {
		return 0
	}
	return in.whole(name, value)
}

func (in *params) whole(name string, value gjson.Result) int64 {
	n, ok := whole(value)
	if !ok {
		in.wrong(name, "integer")
	}
	return n
}

// whole is the integer that a number or a numeric string stands for; 5.0 and 5e0 are 5.
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

// text reads a string; absent, it is empty.
func (in *params) text(name string) string {
	value, ok := in.find(name)
	if !ok {
		return ""
	}
	return in.string(name, value)
}

func (in *params) needText(name string) string {
	value, ok := in.need(name)
	if !ok {
		return ""
	}
	return in.string(name, value)
}

func (in *params) string(name string, value gjson.Result) string {
	if value.Type == gjson.String {
		return value.Str
	}
	if !in.worded || value.IsObject() || value.IsArray() {
		in.wrong(name, "string")
	}
	return value.Raw
}

// word reads one of a few words. An empty one is as good as absent: Trident sends "access":"".
func (in *params) word(name string, words ...string) string {
	word := in.text(name)
	if word != "" {
		in.known(word, words)
	}
	return word
}

func (in *params) needWord(name string, words ...string) string {
	word := in.needText(name)
	in.known(word, words)
	return word
}

func (in *params) known(word string, words []string) {
	if !slices.Contains(words, word) {
		in.fail(refuse("xUnrecognizedEnumString", word))
	}
}

// truth reads a boolean; ND listvolumes sends one as a string.
func (in *params) truth(name string, otherwise bool) bool {
	value, ok := in.find(name)
	switch {
	case !ok:
		return otherwise
	case value.Type == gjson.True, value.Type == gjson.String && value.Str == "true":
		return true
	case value.Type == gjson.False, value.Type == gjson.String && value.Str == "false":
		return false
	}
	in.wrong(name, "boolean")
	return otherwise
}

// truthIfSaid reads a boolean, nil if it is absent.
func (in *params) truthIfSaid(name string) *bool {
	if _, said := in.find(name); !said {
		return nil
	}
	return new(in.truth(name, false))
}
