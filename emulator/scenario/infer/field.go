package infer

import (
	"net/url"

	"github.com/tidwall/gjson"
)

// Field is a name and a value of a scenario. The value is a string, a bool, nil, a number as gjson has it, []any, []Field, or
// Flow for a mapping that is written in one line.
type Field struct {
	Name  string
	Value any
}

// fieldsOf returns a JSON value with the order of its members.
func fieldsOf(value gjson.Result) any {
	switch {
	case value.IsObject():
		fields := []Field{}
		value.ForEach(func(key, member gjson.Result) bool {
			fields = append(fields, Field{key.String(), fieldsOf(member)})
			return true
		})
		return fields
	case value.IsArray():
		list := []any{}
		value.ForEach(func(_, item gjson.Result) bool {
			list = append(list, fieldsOf(item))
			return true
		})
		return list
	case value.Type == gjson.Number:
		return number(value.Raw)
	}
	return value.Value()
}

// Text returns a value as a scenario has it.
func Text(v any) string { return value(v) }

// JSON returns a JSON value as a Field has it.
func JSON(raw string) any { return fieldsOf(gjson.Parse(raw)) }

// number is a JSON number as it was written.
type number string

// queryOf returns an argument of a URL's query.
func queryOf(raw, name string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Query().Get(name)
}
