package wire

import (
	"reflect"
	"strings"

	"github.com/tidwall/gjson"
)

// readMember is a member of the body that was decoded, and the type of Go value that it was decoded into; nil for any.
type readMember struct {
	name string
	into reflect.Type
}

// ReadsMember stores that a member of the body is decoded into v, so that the members in it which v has no place for, and the others
// of the body, are known as ignored. A nil v has a place for all.
func (c *Call) ReadsMember(name string, v any) {
	c.members = append(c.members, readMember{name, reflect.TypeOf(v)})
}

// maxIgnored is the maximum number of ignored members of a request.
const maxIgnored = 8

// unreadMembers returns the members of the body that were not decoded, where ReadsMember or ReadJSON was called.
func (c *Call) unreadMembers() []string {
	if !c.sound || c.members == nil && c.whole == nil {
		return nil
	}
	read := c.members
	for _, t := range c.whole {
		for name, into := range fieldsOf(t) {
			read = append(read, readMember{name, into})
		}
	}
	var found []string
	gjson.ParseBytes(c.body).ForEach(func(key, value gjson.Result) bool {
		known := false
		var into reflect.Type
		for _, m := range read {
			if strings.EqualFold(m.name, key.Str) {
				known, into = true, m.into
			}
		}
		found = addUnread(found, key.Str, value, known, into)
		return len(found) < maxIgnored
	})
	return found
}

// addUnread appends the names of what a type has no place for in a value with this name.
func addUnread(found []string, name string, value gjson.Result, known bool, into reflect.Type) []string {
	if !known {
		return append(found, name)
	}
	for into != nil && into.Kind() == reflect.Pointer {
		into = into.Elem()
	}
	switch {
	case into == nil || decodesItself(into):
	case into.Kind() == reflect.Slice && value.IsArray():
		value.ForEach(func(_, item gjson.Result) bool {
			found = addUnread(found, name, item, true, into.Elem())
			return len(found) < maxIgnored
		})
	case into.Kind() == reflect.Struct && value.IsObject():
		fields := fieldsOf(into)
		value.ForEach(func(key, item gjson.Result) bool {
			field, ok := fields[strings.ToLower(key.Str)] // encoding/json matches without regard to case
			found = addUnread(found, name+"."+key.Str, item, ok, field)
			return len(found) < maxIgnored
		})
	}
	return found
}

// decodesItself reports whether a type has a decoder of its own, of which nothing is known.
func decodesItself(t reflect.Type) bool {
	_, ok := reflect.PointerTo(t).MethodByName("UnmarshalJSON")
	return ok
}

// fieldsOf returns the types of the fields of a struct by their names in JSON, in lower case; those of embedded structs are among them.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case !f.IsExported() || f.Anonymous && name == "":
			continue
		case name == "":
			name = f.Name
		}
		fields[strings.ToLower(name)] = f.Type
	}
	return fields
}
