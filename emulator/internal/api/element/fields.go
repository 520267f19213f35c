package element

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// fields reads the fields of a scenario's job or step, and keeps the first error.
type fields struct {
	job.Fields
	err error
}

func (f *fields) fail(name, message string) {
	if f.err == nil {
		f.err = &job.FieldError{Field: name, Message: message}
	}
}

// any reports whether one of the fields is set.
func (f *fields) any(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { _, ok := f.Fields[name]; return ok })
}

func (f *fields) integer(name string) int64 {
	v, ok := f.Fields[name]
	if !ok {
		return 0
	}
	n, ok := asInteger(v)
	if !ok || n < 1 {
		f.fail(name, "want a whole number above 0")
	}
	return n
}

func asInteger(v any) (int64, bool) {
	switch v := v.(type) {
	case int:
		return int64(v), true
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	}
	return 0, false
}

// text reads a string, which must be one of the words if any are passed.
func (f *fields) text(name string, words ...string) string {
	v, ok := f.Fields[name]
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok || s == "" {
		f.fail(name, "want a text")
	}
	if len(words) > 0 && !slices.Contains(words, s) {
		f.fail(name, "want "+strings.Join(words, " or "))
	}
	return s
}

func (f *fields) object(name string) map[string]any {
	v, ok := f.Fields[name]
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok || m == nil {
		f.fail(name, "want a mapping; {} for an empty one")
		return nil
	}
	if _, err := json.Marshal(m); err != nil {
		f.fail(name, "holds what JSON cannot say, such as .nan")
	}
	return m
}

func (f *fields) integers(name string) []int64 {
	v, ok := f.Fields[name]
	if !ok {
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		f.fail(name, "want a list of whole numbers")
	}
	numbers := make([]int64, 0, len(list))
	for _, v := range list {
		n, ok := asInteger(v)
		if !ok || n < 1 {
			f.fail(name, "want a list of whole numbers above 0")
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// newAttributes returns the attributes of a job of a scenario. It returns a *job.FieldError for a wrong field.
func newAttributes(given job.Fields) (any, error) {
	f := &fields{Fields: given}
	a := attributes{volumeID: f.integer("volumeID"), drives: f.integers("drives")}
	if f.any("bulkVolumeID", "key", "url", "format", "direction", "script", "snapshotID", "attributes") {
		a.bulk = &session{
			id: f.integer("bulkVolumeID"), key: f.text("key"), url: f.text("url"),
			format: f.text("format", native, uncompressed), direction: f.text("direction", read, write),
			script: f.text("script"), snapshotID: f.integer("snapshotID"), attributes: f.object("attributes"),
		}
	}
	if f.any("cloneID", "groupCloneID", "dstVolumeID") {
		a.clone = &cloning{
			id: f.integer("cloneID"), group: f.integer("groupCloneID"), target: f.integer("dstVolumeID"),
			members: []CloneMember{},
		}
	}
	if f.any("nodes", "action") {
		a.mode = &modeChange{action: f.text("action", enableMaintenance, disableMaintenance), nodes: f.integers("nodes")}
		a.mode.enables = a.mode.action != disableMaintenance
		a.mode.action = cmp.Or(a.mode.action, enableMaintenance)
	}
	if a.bulk != nil && a.clone != nil {
		f.fail("cloneID", "a job is a bulk volume job or a clone, not both")
	}
	return a, f.err
}

// newPayload returns the payload of a step of a scenario. It returns a *job.FieldError for a wrong field.
func newPayload(w job.Word, given job.Fields) (any, error) {
	f := &fields{Fields: given}
	v := payload{result: f.object("result"), details: f.object("details"), context: f.object("context")}
	if row, named := given["error"].(job.ErrorRow); named {
		v.name, v.message, v.number = row.Code, row.Message, row.Number
	}
	switch {
	case !w.Phase.Over():
		f.only("a failed or complete", "error", "context", "result")
	case w.Phase == job.Failed:
		f.only("a preparing or running", "details")
		f.only("a complete", "result")
	default:
		f.only("a preparing or running", "details")
		f.only("a failed", "error", "context") // on the wire that is complete, too
	}
	return v, f.err
}

// only reports an error for fields that no client would ever see.
func (f *fields) only(which string, names ...string) {
	for _, name := range names {
		if f.any(name) {
			f.fail(name, "only "+which+" step has it")
		}
	}
}
