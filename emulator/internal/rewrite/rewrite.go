// Package rewrite replaces values of a JSON text and leaves the rest of the text as it is.
package rewrite

import (
	"bytes"
	"slices"

	"github.com/tidwall/gjson"
)

// JSON returns the text with the values replaced for which replace returns true. It calls replace for each value with the path of
// names that leads to it, outermost first; an item of a list has the path of the list. If replace returns false for an object or a
// list, its members are visited. A text that is no JSON is returned unchanged.
func JSON(text []byte, replace func(path []string, value gjson.Result) (string, bool)) []byte {
	if !gjson.ValidBytes(text) {
		return text
	}
	var out bytes.Buffer
	visit(&out, nil, gjson.ParseBytes(text), replace)
	return out.Bytes()
}

func visit(out *bytes.Buffer, path []string, value gjson.Result, replace func([]string, gjson.Result) (string, bool)) {
	if with, ok := replace(path, value); ok {
		out.WriteString(with)
		return
	}
	switch {
	case value.IsObject():
		separator := byte('{')
		value.ForEach(func(key, member gjson.Result) bool {
			out.WriteByte(separator)
			out.WriteString(key.Raw)
			out.WriteByte(':')
			visit(out, append(slices.Clip(path), key.String()), member, replace)
			separator = ','
			return true
		})
		if separator == '{' {
			out.WriteByte('{')
		}
		out.WriteByte('}')
	case value.IsArray():
		separator := byte('[')
		value.ForEach(func(_, item gjson.Result) bool {
			out.WriteByte(separator)
			visit(out, path, item, replace)
			separator = ','
			return true
		})
		if separator == '[' {
			out.WriteByte('[')
		}
		out.WriteByte(']')
	default:
		out.WriteString(value.Raw)
	}
}
