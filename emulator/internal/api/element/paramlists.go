package element

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tidwall/gjson"
)

// object reads a JSON object; it returns nil if it is absent. Its numbers stay as they were written.
func (in *params) object(name string) map[string]any {
	value, ok := in.find(name)
	if !ok {
		return nil
	}
	if !value.IsObject() {
		in.wrongType(name, "object")
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(value.Raw)))
	dec.UseNumber()
	members := map[string]any{}
	if err := dec.Decode(&members); err != nil { // valid JSON of an object: it cannot be
		in.wrongType(name, "object")
	}
	return members
}

// volumeAttributes reads the attributes of a volume, which have less than 1000 bytes (ND createvolume; the text of the error is
// [inferred]).
func (in *params) volumeAttributes() map[string]any {
	if value, _ := in.find("attributes"); len(value.Raw) >= 1000 {
		in.fail(apiErrorWithMessage("xInvalidParameter", "The attributes must be smaller than 1000 bytes."))
	}
	return in.object("attributes")
}

// array reads the values of an array; it returns nil if it is absent.
func (in *params) array(name string) []gjson.Result {
	value, ok := in.find(name)
	if !ok {
		return nil
	}
	if !value.IsArray() {
		in.wrongType(name, "array")
		return nil
	}
	return value.Array()
}

// integers reads an array of whole numbers.
func (in *params) integers(name string) []int64 {
	var numbers []int64
	for _, value := range in.array(name) {
		numbers = append(numbers, in.whole(name, value))
	}
	return numbers
}

func (in *params) requireIntegers(name string) []int64 {
	if _, ok := in.require(name); !ok {
		return nil
	}
	return in.integers(name)
}

// requireObjects reads an array of objects, each by f.
func (in *params) requireObjects(name string, f func(*params)) {
	if _, ok := in.require(name); !ok {
		return
	}
	for _, value := range in.array(name) {
		if !value.IsObject() {
			in.wrongType(name, "array of objects")
			return
		}
		member := params{within: name + "."}
		member.add(value)
		f(&member)
		if member.err != nil {
			in.fail(member.err)
		}
	}
}

// enums reads an array of strings, each of which must be one of the words.
func (in *params) enums(name string, words ...string) []string {
	var list []string
	for _, value := range in.array(name) {
		word := in.string(name, value)
		in.checkEnum(word, words)
		list = append(list, word)
	}
	return list
}

// duration reads a duration of the format HH:mm:ss; it returns 0 if it is absent or empty. The text of the error is [inferred].
func (in *params) duration(name string) time.Duration {
	text := in.text(name)
	if text == "" {
		return 0
	}
	var hours, minutes, seconds uint16
	if n, err := fmt.Sscanf(text+" ", "%d:%d:%d ", &hours, &minutes, &seconds); n < 3 || err != nil {
		in.fail(apiErrorWithMessage("xInvalidParameter", name+" must have the format HH:mm:ss"))
	}
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second
}

// ignore marks parameters as used that have no effect here.
func (in *params) ignore(names ...string) {
	for _, name := range names {
		in.find(name)
	}
}
