package schema

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// Generate returns the JSON Schema of scenario files with the given vocabularies. It returns an error if a field is of a kind
// that has no schema.
func Generate(words []job.Vocabulary) ([]byte, error) {
	b := &builder{words: words}
	fields, _ := b.fields(grammar.Top, "")
	root := object(fields)
	root.Schema, root.Title = "https://json-schema.org/draft/2020-12/schema", "A jobsim scenario"
	root.Description = "Which jobs there are and how each goes, and what a client's calls do."
	for _, f := range grammar.Top {
		if f.Name != "description" && f.Name != "include" { // a file with these alone does nothing
			root.AnyOf = append(root.AnyOf, having(f.Name))
		}
	}
	b.define("job", b.jobOfAny())
	b.define("settings", b.settings())
	b.define("rule", b.rule())
	b.define("resource", b.resource())
	b.define("expectation", b.expectation())
	b.define("allowance", b.allowance())
	b.define("thresholds", thresholds())
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

// builder collects the definitions of a schema.
type builder struct {
	words []job.Vocabulary
	defs  forms
	err   error // the first field that has no schema
}

func (b *builder) define(name string, f form) { b.defs = append(b.defs, named{name, f}) }

// jobOfAny returns the schema of a job of any API.
func (b *builder) jobOfAny() form {
	api := b.apis().titled("api", "the API that the job belongs to")
	f := form{Type: "object", Properties: forms{{"api", api}}, Required: []string{"api"}}
	for _, v := range b.words {
		f.AllOf = append(f.AllOf, when("api", form{Const: v.API}, ref(v.API+".job")))
	}
	return f
}

// resource returns the schema of a resource. Its fields depend on its API and its kind.
func (b *builder) resource() form {
	fields, required := b.fields(grammar.Resource, "")
	f := form{Type: "object", Properties: forms{}, Required: required}
	var apis []string
	for _, v := range b.words {
		if len(v.Resources) == 0 {
			continue
		}
		apis = append(apis, v.API)
		var kinds, notes []string
		for _, k := range v.Resources {
			kinds, notes = append(kinds, k.Kind), append(notes, k.Note)
			own, _ := b.fields(grammar.OfResource(k), v.API)
			if len(k.Statuses) > 0 {
				own.replace("status", oneWord(k.Statuses, nil))
			}
			test := form{Properties: forms{{"api", form{Const: v.API}}, {"kind", form{Const: k.Kind}}}, Required: []string{"api", "kind"}}
			f.AllOf = append(f.AllOf, form{If: &test, Then: &form{Properties: own, More: false}})
		}
		f.AllOf = append(f.AllOf, when("api", form{Const: v.API}, form{Properties: forms{{"kind", oneWord(kinds, notes)}}}))
	}
	fields.replace("api", oneWord(apis, nil))
	f.Properties = fields
	return f
}

// apis returns the schema of an API's name.
func (b *builder) apis() form {
	names := make([]string, len(b.words))
	for i, v := range b.words {
		names[i] = v.API
	}
	return oneWord(names, nil)
}

// when returns a schema that applies only if a field matches another one.
func when(field string, is, then form) form {
	test := form{Properties: forms{{field, is}}, Required: []string{field}}
	return form{If: &test, Then: &then}
}

// settings returns the schema of the points of fidelity of all APIs.
func (b *builder) settings() form {
	f := form{Type: "object", More: false, MinProperties: 1}
	for _, v := range b.words {
		for _, s := range v.Settings {
			if slices.ContainsFunc(f.Properties, func(n named) bool { return n.name == s.Name }) {
				continue
			}
			note := fmt.Sprintf("%s. Documented: %s. Observed: %s. Source: %s (%s).", s.What, s.Documented, s.Observed, s.Source, s.Grade)
			f.Properties = append(f.Properties, named{s.Name, oneWord(s.Values, nil).titled(s.Name, note)})
		}
	}
	return f
}

// timelines returns the schema of scripts by name. Each is in the words of one API, whichever that is.
func (b *builder) timelines() form {
	var any form
	for _, v := range b.words {
		any.AnyOf = append(any.AnyOf, listOf(ref(v.API+".item")))
	}
	return form{Type: "object", MinProperties: 1, More: any.titled("timeline", "a script: a list of steps")}
}

// api defines the words, the errors, the jobs and the scripts of one API.
func (b *builder) api(v *job.Vocabulary) {
	of := v.API
	b.define(of+".job", b.job(grammar.Job, v))
	if v.ParentSteps != nil {
		b.define(of+".sub_job", b.job(grammar.SubJob, v))
	}
	b.define(of+".script", form{AnyOf: []form{listOf(ref(of + ".item")), anyText()}})
	b.define(of+".item", form{OneOf: []form{ref(of + ".step"), ref(of + ".repeat"), ref(of + ".choice"), {Type: "string"}}})
	b.define(of+".step", b.step(v))
	b.plain(of, "repeat", grammar.Repeat)
	b.plain(of, "choice", grammar.Choose)
	b.plain(of, "branch", grammar.Branch)
	b.define(of+".status", b.status(v))
	b.define(of+".code", codeWords(v))
	b.define(of+".error", b.failure(v))
}

// plain defines a mapping by its table alone.
func (b *builder) plain(of, name string, table []grammar.Field) {
	fields, required := b.fields(table, of)
	b.define(of+"."+name, object(fields, required...))
}

// job returns the schema of a job of one API, or of a sub-job.
func (b *builder) job(table []grammar.Field, v *job.Vocabulary) form {
	fields, required := b.fields(grammar.OfJob(table, v), v.API)
	fields = slices.DeleteFunc(fields, func(n named) bool {
		return (n.name == "sub_jobs" || n.name == "impossible") && v.ParentSteps == nil || n.name == "type" && len(v.Types) == 0
	})
	f := object(fields, required...)
	f.Needs = lagging
	fields.replace("api", form{Const: v.API})
	fields.replace("type", b.typeWords(v))
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

// lagging are the fields that replicas require.
var lagging = needs{"replicas": {"lag"}}

// typeWords returns the schema of the types of an API's jobs. Where others are allowed, the known ones are suggestions.
func (b *builder) typeWords(v *job.Vocabulary) form {
	fields, required := b.fields(grammar.OddType, "")
	f := form{AnyOf: []form{oneWord(v.Types, nil), object(fields, required...)}}
	if v.OpenTypes {
		f.AnyOf = append(f.AnyOf, anyText())
	}
	return f
}

// step returns the schema of a step of an API's jobs.
func (b *builder) step(v *job.Vocabulary) form {
	fields, required := b.fields(grammar.OfStep(v), v.API)
	call, _ := b.fields(grammar.Call, "")
	call.replace("call", b.callWords(func(v job.Vocabulary) []string { return v.Calls }))
	call.replace("where", conditions())
	signals := oneWord(append(slices.Clip(v.Signals), job.ReleaseSignal), nil)
	fields.replace("until", form{AnyOf: []form{signals, object(call, "call")}})
	return object(fields, required...)
}

// status returns the schema of a status word of an API, or of another one on purpose.
func (b *builder) status(v *job.Vocabulary) form {
	var words, notes []string
	for _, w := range v.Words {
		words = append(words, w.Status)
		notes = append(notes, fmt.Sprintf("%s: %s", w.Phase, w.Note))
	}
	fields, required := b.fields(grammar.OddStatus, v.API)
	return form{OneOf: []form{oneWord(words, notes), object(fields, required...)}}
}

// codeWords returns the schema of the codes of the API's error table, each with its first message.
func codeWords(v *job.Vocabulary) form {
	var codes, notes []string
	for _, row := range v.Errors {
		codes = append(codes, row.Code)
		notes = append(notes, fmt.Sprintf("%d %s", row.HTTP, row.Message))
	}
	return oneWord(codes, notes)
}

// failure returns the schema of an error: a code of the table, or any code and text written out; a code that is not in the
// table requires a text.
func (b *builder) failure(v *job.Vocabulary) form {
	fields, required := b.fields(grammar.OddError, v.API)
	word := "code"
	if v.ErrorNames {
		word = "name"
	} else {
		fields = slices.DeleteFunc(fields, func(n named) bool { return n.name == "name" })
	}
	whole := object(fields, required...)
	code := ref(v.API + ".code")
	unknown := form{Not: &code}
	whole.AllOf = []form{when(word, unknown, having("message"))}
	whole.AnyOf = []form{having("code"), having("name")}
	return form{OneOf: []form{code, whole}}
}

// replace gives a field another schema and keeps the title and the description.
func (f forms) replace(name string, by form) {
	for i, n := range f {
		if n.name == name {
			f[i].form = by.titled(n.form.Title, n.form.Description)
		}
	}
}
