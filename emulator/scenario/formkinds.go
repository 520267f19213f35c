package scenario

import (
	"fmt"
	"math"

	"github.com/jobsim/jobsim/emulator/job"
)

// The shapes of texts, as regular expressions that both Go and JavaScript know. They take a little more than the reader
// where a number's size decides.
const (
	durationShape = `(?:[0-9]+(?:\.[0-9]+)?` + unitShape + `|[0-9]+d)+`
	unitShape     = `(?:ns|us|µs|μs|ms|s|m|h)`
	// A duration above zero has a digit above zero.
	lastingShape = `(?:` + durationShape + `)?` +
		`(?:[0-9]*[1-9][0-9]*(?:\.[0-9]+)?` + unitShape + `|[0-9]+\.[0-9]*[1-9][0-9]*` + unitShape + `|[0-9]*[1-9][0-9]*d)` +
		`(?:` + durationShape + `)?`
	spanShape    = ` *` + durationShape + ` *(?:\.\. *` + durationShape + ` *)?`
	exitShape    = spanShape + `|0*(?:[1-9][0-9]{0,5}|1000000) polls?`
	shareShape   = percentShape + `(?:\.\.` + percentShape + `)?`
	percentShape = `(?:100|0?[0-9]{1,2})`
	instantShape = `(?:19[7-9][0-9]|2[01][0-9]{2}|2200)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])` +
		`T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.,][0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2})`
	wholeShape = `0|[1-9][0-9]*`
	nameShape  = `[^\x00-\x1f\x7f-\x9f]+`
)

// bounds are those of the number fields that have some.
var bounds = map[string][2]uint64{
	"repeat": {1, job.MaxSteps}, "weight": {1, 1_000_000}, "replicas": {2, 100}, "status": {200, 599},
}

// ofKind are the forms of the kinds that need to know nothing else.
var ofKind = map[kind]func() form{
	aText:     anyText,
	aNumber:   func() form { return form{Type: "integer"} },
	aTruth:    func() form { return form{Type: "boolean"} },
	aProfile:  func() form { return oneWord([]string{Documented, Observed}, nil) },
	anInstant: func() form { return shaped(instantShape) },
	aDuration: func() form { return shaped(durationShape) },
	aSpan:     func() form { return shaped(spanShape) },
	anExit:    func() form { return shaped(exitShape) },
	aShare:    func() form { return form{AnyOf: []form{bounded(0, 100), shaped(shareShape)}} },
	aPhase:    func() form { return oneWord(job.PhaseNames(), nil) },
	aScript:   func() form { return form{AnyOf: []form{{Type: "array", MinItems: 1}, anyText()}} },
	aLeave:    func() form { return oneWord([]string{allowed}, nil) },
	aMapping:  func() form { return form{Type: "object"} },
	anything:  func() form { return form{} },
}

// special are the fields whose form is more than their kind's.
func (b *blueprint) special(f field, of string) (form, bool) {
	limits, limited := bounds[f.name]
	switch {
	case limited && f.kind == aNumber:
		return bounded(limits[0], limits[1]), true
	case of == "" && f.name == "seed":
		return form{AnyOf: []form{bounded(0, math.MaxUint64), shaped(wholeShape)}}, true
	case f.name == "expires":
		return shaped(lastingShape), true
	case f.note == idField.note: // or the API's own word for it
		name := anyText()
		name.Pattern = "^" + nameShape + "$" // of a text; a number is fine
		return name, true
	case of == "" && f.name == "settings":
		return ref("settings"), true
	case f.kind == aStatus:
		return ref(of + ".status"), true
	case f.kind == anError:
		return ref(of + ".error"), true
	case of == "" && f.name == "timelines":
		return ref("timelines"), true
	case of == "" && f.name == "include":
		return listOf(anyText()), true
	case f.kind == aScript && of != "":
		return ref(of + ".script"), true
	case f.kind == aList:
		return listOf(ref(b.itemOf(f.name, of))), true
	}
	return form{}, false
}

// itemOf names what a list consists of.
func (b *blueprint) itemOf(list, of string) string {
	switch list {
	case "jobs":
		return "job"
	case "rules":
		return "rule"
	case "sub_jobs":
		return of + ".sub_job"
	case "choose":
		return of + ".branch"
	default:
		return of + ".item"
	}
}

// field is the form of a field of an API, or of none. A kind that nobody has described is an error.
func (b *blueprint) field(f field, of string) named {
	shape, ok := b.special(f, of)
	if !ok {
		plain, known := ofKind[f.kind]
		if !known {
			b.err = fmt.Errorf("the field %s is of the kind %q, which has no schema", f.name, f.kind)
			return named{}
		}
		shape = plain()
	}
	note := kinds[f.kind].want
	if f.note != "" {
		note = f.note + " — " + note
	}
	return named{f.name, shape.about(f.name, note)}
}

// fields are the forms of a table's fields, and the names of those that cannot be left out.
func (b *blueprint) fields(table []field, of string) (all forms, required []string) {
	for _, f := range table {
		all = append(all, b.field(f, of))
		if f.need {
			required = append(required, f.name)
		}
	}
	return all, required
}
