package schema

import (
	"fmt"
	"math"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// Patterns of texts, for the regular expressions of both Go and JavaScript. They match a little more than the reader accepts
// where the size of a number matters.
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
	// numberedShape is a number that follows from that of the job, in an entry for many jobs.
	numberedShape = `[0-9]*(?:\{n\}[0-9]*)+`
	nameShape     = `[^\x00-\x1f\x7f-\x9f]+`
)

// bounds are the bounds of number fields.
var bounds = map[string][2]uint64{
	"repeat": {1, job.MaxSteps}, "weight": {1, 1_000_000}, "replicas": {2, 100}, "status": {200, 599},
	"every": {2, 1_000_000}, "times": {1, 1_000_000},
}

// ofKind are the schemas of the kinds that depend on nothing else.
var ofKind = map[grammar.Kind]func() form{
	grammar.Text:     anyText,
	grammar.Type:     anyText,
	grammar.Number:   func() form { return form{AnyOf: []form{{Type: "integer"}, shaped(numberedShape)}} },
	grammar.Bool:     func() form { return form{Type: "boolean"} },
	grammar.Profile:  func() form { return oneWord([]string{grammar.Documented, grammar.Observed}, nil) },
	grammar.Instant:  func() form { return shaped(instantShape) },
	grammar.Duration: func() form { return shaped(durationShape) },
	grammar.Span:     func() form { return shaped(spanShape) },
	grammar.Exit:     func() form { return shaped(exitShape) },
	grammar.Percent:  func() form { return form{AnyOf: []form{bounded(0, 100), shaped(shareShape)}} },
	grammar.Counts: func() form {
		return form{AnyOf: []form{{Type: "integer", Minimum: new(uint64(0))}, shaped(countsShape)}}
	},
	grammar.Pauses:   func() form { return shaped(pausesShape) },
	grammar.Level:    levelWords,
	grammar.Findings: func() form { return form{} },
	grammar.Phase:    func() form { return oneWord(job.PhaseNames(), nil) },
	grammar.Script:   func() form { return form{AnyOf: []form{{Type: "array", MinItems: 1}, anyText()}} },
	grammar.Allowed:  func() form { return oneWord([]string{grammar.Allow}, nil) },
	grammar.Calls:    numbered,
	grammar.Chance:   func() form { return shaped(chanceShape) },
	grammar.Rate:     func() form { return shaped(rateShape) },
	grammar.Retry:    func() form { return shaped(retryShape) },
	grammar.Mapping:  func() form { return form{Type: "object"} },
	grammar.Until:    func() form { return form{} },
	grammar.Any:      func() form { return form{} },
}

// special returns the schema of a field for which its kind is not enough.
func (b *builder) special(f grammar.Field, of string) (form, bool) {
	limits, limited := bounds[f.Name]
	switch {
	case limited && f.Kind == grammar.Number:
		return bounded(limits[0], limits[1]), true
	case of == "" && f.Name == "seed":
		return form{AnyOf: []form{bounded(0, math.MaxUint64), shaped(wholeShape)}}, true
	case f.Name == "expires":
		return shaped(lastingShape), true
	case f.Note == grammar.ID.Note: // or the API's own word for it
		name := anyText()
		name.Pattern = "^" + nameShape + "$" // of a text; a number is fine
		return name, true
	case of == "" && (f.Name == "settings" || f.Name == "thresholds"):
		return ref(f.Name), true
	case f.Kind == grammar.Status:
		return ref(of + ".status"), true
	case f.Kind == grammar.Error && of == "":
		return form{}, true // that of the rule's API
	case f.Kind == grammar.Error:
		return ref(of + ".error"), true
	case of == "" && f.Name == "timelines":
		return ref("timelines"), true
	case of == "" && f.Name == "include":
		return listOf(anyText()), true
	case f.Kind == grammar.Script && of != "":
		return ref(of + ".script"), true
	case f.Kind == grammar.List:
		return listOf(ref(b.itemOf(f.Name, of))), true
	}
	return form{}, false
}

// itemOf returns the name of the definition of a list's items.
func (b *builder) itemOf(list, of string) string {
	switch list {
	case "jobs":
		return "job"
	case "rules":
		return "rule"
	case "resources":
		return "resource"
	case "expect":
		return "expectation"
	case "allow":
		return "allowance"
	case "sub_jobs":
		return of + ".sub_job"
	case "choose":
		return of + ".branch"
	default:
		return of + ".item"
	}
}

// field returns the schema of a field, in the words of an API unless of is empty.
func (b *builder) field(f grammar.Field, of string) named {
	shape, ok := b.special(f, of)
	if !ok {
		plain, known := ofKind[f.Kind]
		if !known {
			b.err = fmt.Errorf("the field %s is of the kind %q, which has no schema", f.Name, f.Kind)
			return named{}
		}
		shape = plain()
	}
	note := f.Kind.Want()
	if f.Note != "" {
		note = f.Note + " — " + note
	}
	return named{f.Name, shape.titled(f.Name, note)}
}

// fields returns the schemas of a table's fields, and the names of the required ones.
func (b *builder) fields(table []grammar.Field, of string) (all forms, required []string) {
	for _, f := range table {
		all = append(all, b.field(f, of))
		if f.Required {
			required = append(required, f.Name)
		}
	}
	return all, required
}
