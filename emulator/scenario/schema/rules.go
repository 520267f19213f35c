package schema

import (
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// The shapes of the texts of rules.
const (
	rangeShape   = `[1-9][0-9]*(?:\.\.(?:[0-9]+)?)?`
	callsShape   = rangeShape + `(?: *, *` + rangeShape + `)*`
	rateShape    = `[1-9][0-9]* per ` + lastingShape
	chanceShape  = `[0-9. ]*[1-9][0-9. ]*%`
	retryShape   = `(?:date )? *` + durationShape + ` *`
	pathShape    = `/.*`
	placeShape   = `[^*?|@(]*[^*?|@(#]`
	comparedWith = `a value, or a comparison such as ">= 100", "~ part", "exists" or "missing"`
)

// breakNotes describe the ways to break a response.
var breakNotes = map[rule.Break]string{
	rule.Reset: "the connection is reset before a byte of the response", rule.Truncate: "half of the body is sent, then the connection ends",
	rule.Empty: "the head is sent without the body", rule.Garbage: "the body is replaced by bytes that are no JSON",
	rule.Drip: "the body comes byte by byte", rule.Hang: "nothing is sent until the client gives up",
	rule.Lose: "the operation is carried out, then the connection is reset",
}

// rule returns the schema of a rule. The words of its effects depend on the API whose call it claims.
func (b *builder) rule() form {
	fields, required := b.fields(grammar.Rule, "")
	answers, _ := b.fields(grammar.Answer, "")
	starts, _ := b.fields(grammar.Start, "")
	edits, _ := b.fields(grammar.Edit, "")
	fields.replace("call", b.callWords(func(v job.Vocabulary) []string { return v.Calls }))
	fields.replace("path", shaped(pathShape))
	fields.replace("api", b.apis())
	fields.replace("where", conditions())
	fields.replace("break", breakWords(func(rule.Break) bool { return true }))
	fields.replace("answer", answer(answers))
	fields.replace("start", start(starts))
	fields.replace("edit", edit(edits))

	f := object(fields, required...)
	f.OneOf = []form{having("call"), having("path")}
	f.AnyOf = []form{having("start"), having("answer"), having("edit"), having("delay"), having("break")}
	f.Needs = needs{"api": {"path"}}
	executes := breakWords(rule.Break.Executes)
	itself := form{AnyOf: []form{having("error"), having("result"), having("status"), having("body")}} // not headers alone
	api := having("api")                                                                               // its envelope and its words
	f.AllOf = []form{
		beside("start", "break", executes),
		beside("edit", "break", executes),
		beside("start", "call", b.callWords(starters)),
		beside("start", "answer", form{Not: &itself}),
		beside("edit", "answer", form{Not: &itself}),
		{If: &form{Required: []string{"answer"}, Properties: forms{{"answer", itself}}}, Then: &form{Properties: forms{
			{"break", breakWords(func(b rule.Break) bool { return b != rule.Lose })},
		}}},
		{If: &form{Required: []string{"path", "start"}}, Then: &api},
		{If: &form{Required: []string{"path", "answer"}, Properties: forms{{"answer", form{AnyOf: []form{having("error"), having("result")}}}}}, Then: &api},
		{If: &form{Required: []string{"rate"}}, Then: &form{Not: &form{AnyOf: []form{having("nth"), having("every")}}}},
	}
	for _, v := range b.words {
		f.AllOf = append(f.AllOf, moves(v)...)
		f.AllOf = append(f.AllOf,
			when("call", form{Pattern: "^" + v.API + `\.`}, effects(v)),
			when("api", form{Const: v.API}, effects(v)))
	}
	return f
}

// moves allows start a timeline alone where a call moves an existing job.
func moves(v job.Vocabulary) []form {
	var all []form
	for _, call := range v.Movers {
		only := form{Properties: forms{{"timeline", form{}}}, More: false}
		all = append(all, when("call", form{Const: v.API + "." + call}, form{Properties: forms{{"start", only}}}))
	}
	return all
}

// conditions returns the schema of conditions on a request.
func conditions() form {
	return form{Type: "object", MinProperties: 1, More: anyText().titled("condition", comparedWith)}
}

// beside narrows the schema of a field that is used together with another one.
func beside(other, name string, is form) form {
	there := having(other)
	return form{If: &there, Then: &form{Properties: forms{{name, is}}}}
}

// numbered returns the schema of the numbers of calls.
func numbered() form {
	return form{AnyOf: []form{{Type: "integer", Minimum: new(uint64(1))}, shaped(callsShape)}}
}

// start returns the schema of start. effects narrows its script to an API.
func start(fields forms) form {
	f := object(fields)
	f.MinProperties, f.Needs = 1, lagging
	return f
}

// effects returns the schema of the words of an API in a rule about it.
func effects(v job.Vocabulary) form {
	words := forms{{"error", ref(v.API + ".error")}}
	if !v.Results {
		words = append(words, named{"result", form{Not: &form{}}})
	}
	return form{Properties: forms{
		{"answer", form{Properties: words}},
		{"start", form{Properties: forms{{"timeline", ref(v.API + ".script")}}}},
	}}
}

// answer returns the schema of a native error, a result or a literal response.
func answer(fields forms) form {
	fields.replace("headers", form{Type: "object", More: anyText().titled("header", "its text")})
	f := object(fields)
	f.AnyOf = []form{having("error"), having("result"), having("status"), having("body"), having("headers"), having("retry_after")}
	f.Needs = needs{"message": {"error"}}
	f.AllOf = []form{
		{If: &form{Required: []string{"error"}}, Then: &form{Not: &form{AnyOf: []form{having("body"), having("result")}}}}, // the API's own body
		{If: &form{Required: []string{"result"}}, Then: &form{Not: &form{AnyOf: []form{having("body"), having("status")}}}},
	}
	return f
}

// edit returns the schema of what changes in a response.
func edit(fields forms) form {
	fields.replace("headers", form{Type: "object", More: form{Type: []string{"string", "number", "boolean", "null"}}.titled("header", "its text, or null to leave it out")})
	fields.replace("omit", listOf(shaped(placeShape)))
	f := object(fields)
	f.MinProperties = 1
	return f
}

// callWords returns the schema of the operations of all APIs, as rules name them.
func (b *builder) callWords(of func(job.Vocabulary) []string) form {
	var words []string
	for _, v := range b.words {
		for _, call := range append([]string{"*"}, of(v)...) {
			words = append(words, v.API+"."+call)
		}
	}
	return oneWord(words, nil)
}

// starters returns the calls that start a job, or all if it is not known which ones do.
func starters(v job.Vocabulary) []string {
	if len(v.Starters) == 0 {
		return v.Calls
	}
	return v.Starters
}

// breakWords returns the schema of the ways to break a response that match.
func breakWords(fits func(rule.Break) bool) form {
	var words, notes []string
	for _, word := range rule.Breaks() {
		if fits(word) {
			words, notes = append(words, string(word)), append(notes, breakNotes[word])
		}
	}
	return oneWord(words, notes)
}
