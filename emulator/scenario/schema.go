package scenario

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
)

// Schema is the JSON Schema (draft 2020-12) of scenario files over the given vocabularies, for editors that complete words
// and explain them. It is made of the tables that the reader checks files by, so that it takes whatever the reader takes.
// It cannot see what only the reader can: what is never reached, who outlives whom, which fields a payload wants together,
// and names that are taken. It answers an error if a field is of a kind that it does not know.
func Schema(words []job.Vocabulary) ([]byte, error) {
	b := &blueprint{words: words}
	fields, _ := b.fields(topFields, "")
	root := object(fields)
	root.Schema, root.Title = "https://json-schema.org/draft/2020-12/schema", "A jobsim scenario"
	root.Description = "Which jobs there are and how each goes, and what a client's calls do."
	for _, f := range topFields {
		if f.name != "description" && f.name != "include" { // a file that says nothing else does nothing
			root.AnyOf = append(root.AnyOf, having(f.name))
		}
	}
	b.define("job", b.jobOfAny())
	b.define("settings", b.settings())
	b.define("rule", b.rule())
	b.define("timelines", b.timelines())
	for i := range words {
		b.api(&words[i])
	}
	root.Defs = b.defs
	if b.err != nil {
		return nil, b.err
	}
	return json.MarshalIndent(root, "", "  ")
}

// blueprint collects the definitions of a schema.
type blueprint struct {
	words []job.Vocabulary
	defs  forms
	err   error // the first thing that has no schema
}

func (b *blueprint) define(name string, f form) { b.defs = append(b.defs, named{name, f}) }

// jobOfAny is a job of whatever API it names.
func (b *blueprint) jobOfAny() form {
	api := b.apis().about("api", "the API that the job belongs to")
	f := form{Type: "object", Properties: forms{{"api", api}}, Required: []string{"api"}}
	for _, v := range b.words {
		f.AllOf = append(f.AllOf, when("api", form{Const: v.API}, ref(v.API+".job")))
	}
	return f
}

// apis are the names of the APIs.
func (b *blueprint) apis() form { return oneWord((&reader{words: b.words}).apis(), nil) }

// when is a form that holds only if a field is as given.
func when(field string, is, then form) form {
	test := form{Properties: forms{{field, is}}, Required: []string{field}}
	return form{If: &test, Then: &then}
}

// settings are the points of fidelity of all APIs.
func (b *blueprint) settings() form {
	f := form{Type: "object", More: false, MinProperties: 1}
	for _, v := range b.words {
		for _, s := range v.Settings {
			if slices.ContainsFunc(f.Properties, func(n named) bool { return n.name == s.Name }) {
				continue
			}
			note := fmt.Sprintf("%s. Documented: %s. Observed: %s. Source: %s (%s).", s.What, s.Documented, s.Observed, s.Source, s.Grade)
			f.Properties = append(f.Properties, named{s.Name, oneWord(s.Values, nil).about(s.Name, note)})
		}
	}
	return f
}

// timelines are scripts by name. Which API's words one is in its use tells, and here its words themselves.
func (b *blueprint) timelines() form {
	var any form
	for _, v := range b.words {
		any.AnyOf = append(any.AnyOf, listOf(ref(v.API+".item")))
	}
	return form{Type: "object", MinProperties: 1, More: any.about("timeline", "a script: a list of steps")}
}

// api defines what belongs to one API: its words, its errors, its jobs and their scripts.
func (b *blueprint) api(v *job.Vocabulary) {
	of := v.API
	b.define(of+".job", b.job(jobFields, v))
	if v.ParentSteps != nil {
		b.define(of+".sub_job", b.job(subJobFields, v))
	}
	b.define(of+".script", form{AnyOf: []form{listOf(ref(of + ".item")), anyText()}})
	b.define(of+".item", form{OneOf: []form{ref(of + ".step"), ref(of + ".repeat"), ref(of + ".choice"), {Type: "string"}}})
	b.define(of+".step", b.step(v))
	b.plain(of, "repeat", repeatFields)
	b.plain(of, "choice", chooseFields)
	b.plain(of, "branch", branchFields)
	b.define(of+".status", b.status(v))
	b.define(of+".code", codeWords(v))
	b.define(of+".error", b.failure(v))
}

// plain defines a mapping that is no more than its table.
func (b *blueprint) plain(of, name string, table []field) {
	fields, required := b.fields(table, of)
	b.define(of+"."+name, object(fields, required...))
}

// job is a job of one API, or a sub-job.
func (b *blueprint) job(table []field, v *job.Vocabulary) form {
	fields, required := b.fields(new(reader).jobTable(table, v), v.API)
	fields = slices.DeleteFunc(fields, func(n named) bool {
		return (n.name == "sub_jobs" || n.name == "impossible") && v.ParentSteps == nil || n.name == "type" && len(v.Types) == 0
	})
	f := object(fields, required...)
	f.Needs = lagging
	fields.replace("api", form{Const: v.API})
	fields.replace("type", typeWords(v))
	if len(v.Types) > 0 {
		f.Required = append(f.Required, "type")
	}
	switch {
	case v.IDWord != "":
		f.OneOf = []form{having(v.IDWord), having("id")}
	default:
		f.Required = append(f.Required, "id")
	}
	switch {
	case v.ParentSteps != nil:
		f.AnyOf = []form{having("timeline"), having("sub_jobs")}
	default:
		f.Required = append(f.Required, "timeline")
	}
	return f
}

// lagging is what replicas want beside them.
var lagging = needs{"replicas": {"lag"}}

// typeWords are the types of an API's jobs. Where others are allowed, the known ones are proposals.
func typeWords(v *job.Vocabulary) form {
	known := oneWord(v.Types, nil)
	if v.OpenTypes {
		return form{AnyOf: []form{known, anyText()}}
	}
	return known
}

// step is a step of an API's jobs.
func (b *blueprint) step(v *job.Vocabulary) form {
	fields, required := b.fields(append(slices.Clip(stepFields), ofAPI(v.StepFields)...), v.API)
	if len(v.Signals) == 0 {
		fields = slices.DeleteFunc(fields, func(n named) bool { return n.name == "until" })
	}
	fields.replace("until", oneWord(v.Signals, nil))
	return object(fields, required...)
}

// status is one of the API's words, or another one on purpose.
func (b *blueprint) status(v *job.Vocabulary) form {
	var words, notes []string
	for _, w := range v.Words {
		words = append(words, w.Status)
		notes = append(notes, fmt.Sprintf("%s: %s", w.Phase, w.Note))
	}
	fields, required := b.fields(wordFields, v.API)
	return form{OneOf: []form{oneWord(words, notes), object(fields, required...)}}
}

// codeWords are the codes of the API's error table, each with its first message.
func codeWords(v *job.Vocabulary) form {
	var codes, notes []string
	for _, row := range v.Errors {
		codes = append(codes, row.Code)
		notes = append(notes, fmt.Sprintf("%d %s", row.HTTP, row.Message))
	}
	return oneWord(codes, notes)
}

// failure is a code, or any code and text written out; a code that is not in the table needs its text.
func (b *blueprint) failure(v *job.Vocabulary) form {
	fields, required := b.fields(errorFields, v.API)
	whole := object(fields, required...)
	code := ref(v.API + ".code")
	unknown := form{Not: &code}
	whole.AllOf = []form{when("code", unknown, having("message"))}
	return form{OneOf: []form{code, whole}}
}

// replace gives a field another form, keeping what an editor shows.
func (f forms) replace(name string, by form) {
	for i, n := range f {
		if n.name == name {
			f[i].form = by.about(n.form.Title, n.form.Description)
		}
	}
}
