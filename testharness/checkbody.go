package testharness

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// CheckBody is RequireBody with an error.
func (j Journal) CheckBody(call string, n int, subset string) error {
	if err := checkCall(call); err != nil {
		return err
	}
	var want any
	if err := json.Unmarshal([]byte(subset), &want); err != nil {
		return fmt.Errorf("the wanted body of %s is not JSON: %w", call, err)
	}
	found := j.requests(call)
	if n < 1 || n > len(found) {
		return fmt.Errorf("there is no request %d of %s: it was called %s", n, call, times(len(found)))
	}
	var got any
	if err := found[n-1].Decode(&got); err != nil {
		return err
	}
	if differences := compare("", want, got); len(differences) > 0 {
		return fmt.Errorf("the body of request %d of %s differs:\n  %s\nits body: %s", n, call, strings.Join(differences, "\n  "), found[n-1].Body)
	}
	return nil
}

// compare returns the differences between a wanted JSON value and one that may have more members, a line for each.
func compare(path string, want, got any) []string {
	switch want := want.(type) {
	case map[string]any:
		members, ok := got.(map[string]any)
		if !ok {
			break
		}
		return compareObjects(path, want, members)
	case []any:
		items, ok := got.([]any)
		if !ok || len(items) != len(want) {
			break
		}
		var differences []string
		for i := range want {
			differences = append(differences, compare(fmt.Sprintf("%s.%d", path, i), want[i], items[i])...)
		}
		return differences
	default:
		if reflect.DeepEqual(want, got) {
			return nil
		}
	}
	return []string{fmt.Sprintf("%s: want %s, got %s", place(path), asJSON(want), asJSON(got))}
}

// compareObjects compares the members that are wanted.
func compareObjects(path string, want, got map[string]any) []string {
	var names, differences []string
	for name := range want {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		value, ok := got[name]
		if !ok {
			differences = append(differences, fmt.Sprintf("%s: want %s, got no such member", place(path+"."+name), asJSON(want[name])))
			continue
		}
		differences = append(differences, compare(path+"."+name, want[name], value)...)
	}
	return differences
}

// place returns a path without its leading dot.
func place(path string) string {
	if path == "" {
		return "body"
	}
	return path[1:]
}

// asJSON returns a decoded JSON value as text.
func asJSON(v any) string {
	text, _ := json.Marshal(v) // what was decoded can be encoded
	return string(text)
}
