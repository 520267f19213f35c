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
	fold bool // encoding/json reads it under a name that differs in case
}

// ReadsMember stores that a member of the body is decoded into v, so that the members in it which v has no place for, and the others
// of the body, are known as ignored. A nil v has a place for all.
func (c *Call) ReadsMember(name string, v any) {
	c.members = append(c.members, readMember{name: name, into: reflect.TypeOf(v)})
}

// Accepter is implemented by a request, or a part of it, that has members which its API reads and which change nothing here. They are
// not decoded, and not known as ignored.
type Accepter interface{ Accepts() []string }

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
			read = append(read, readMember{name, into, true})
		}
	}
	var found []string
	gjson.ParseBytes(c.body).ForEach(func(key, value gjson.Result) bool {
		known := false
		var into reflect.Type
		for _, m := range read {
			if m.name == key.Str || m.fold && strings.EqualFold(m.name, key.Str) {
				known, into = true, m.into
			}
		}
		found = addUnread(found, key.Str, value, known, into)
		return len(found) < maxIgnored
	})
	return found
}

// addUnread appends the names of what a type has no place for in a value with this name. A null says as much as no member.
func addUnread(found []string, name string, value gjson.Result, known bool, into reflect.Type) []string {
	switch {
	case value.Type == gjson.Null:
		return found
	case !known:
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

// fieldsOf returns the types of the fields of a struct by their names in JSON, in lower case; those of embedded structs are among them,
// and the members that it accepts.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	if a, ok := reflect.TypeAssert[Accepter](reflect.Zero(t)); ok {
		for _, name := range a.Accepts() {
			fields[strings.ToLower(name)] = nil
		}
	}
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
