package schema

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// Patterns of expectations.
const (
	countsShape = `(?:` + wholeShape + `) *(?:\.\. *(?:` + wholeShape + `)?)?`
	pausesShape = ` *` + durationShape + ` *(?:\.\. *(?:` + durationShape + ` *)?)?`
)

// expectation returns the schema of what clients must have done.
func (b *builder) expectation() form {
	fields, _ := b.fields(grammar.Expectation, "")
	fields.replace("job", b.jobName())
	fields.replace("seen", listOf(anyText()))
	fields.replace("call", b.callWords(func(v job.Vocabulary) []string { return v.Calls }))
	fields.replace("after", b.point())
	fields.replace("before", b.point())
	fields.replace("findings", b.noFindings())
	f := object(fields)
	f.OneOf = []form{having("job"), having("call"), having("rule"), having("findings")}
	f.Needs = needs{"seen": {"job"}, "polls": {"job"}, "pause": {"job"}, "times": {"call"}, "after": {"call"}, "before": {"call"}, "spent": {"rule"}}
	test := having("job")
	f.AllOf = []form{{If: &test, Then: &form{AnyOf: []form{having("seen"), having("polls"), having("pause")}}}}
	return f
}

// jobName returns the schema of a job's name, API/ID.
func (b *builder) jobName() form {
	var names []string
	for _, v := range b.words {
		names = append(names, v.API)
	}
	return shaped("(?:" + strings.Join(names, "|") + ")/.+")
}

// point returns the schema of a point in time.
func (b *builder) point() form {
	fields, _ := b.fields(grammar.Point, "")
	fields.replace("job", b.jobName())
	fields.replace("call", b.callWords(func(v job.Vocabulary) []string { return v.Calls }))
	f := object(fields)
	f.OneOf = []form{having("call"), {Required: []string{"job", "status"}}}
	f.Needs = needs{"job": {"status"}, "status": {"job"}}
	return f
}

// noFindings returns the schema of findings that there must not be.
func (b *builder) noFindings() form {
	fields, _ := b.fields(grammar.NoFindings, "")
	fields.replace("none", listOf(findingWords()))
	f := object(fields)
	f.MinProperties = 1
	return form{AnyOf: []form{{Const: "none"}, f}}
}

// allowance returns the schema of findings that are let pass.
func (b *builder) allowance() form {
	fields, required := b.fields(grammar.Allowance, "")
	fields.replace("finding", findingWords())
	fields.replace("because", form{Type: []string{"string", "number", "boolean"}, Pattern: `\S`})
	return object(fields, required...)
}

// findingWords returns the schema of the id of a kind of findings.
func findingWords() form {
	var words, notes []string
	for _, k := range verdict.Kinds() {
		words, notes = append(words, k.ID), append(notes, k.Title)
	}
	return oneWord(words, notes)
}

// levelWords returns the schema of the level of a finding.
func levelWords() form {
	var words []string
	for _, l := range verdict.Levels() {
		words = append(words, string(l))
	}
	return oneWord(words, nil)
}

// thresholds returns the schema of the limits of findings.
func thresholds() form {
	f := form{Type: "object", More: false, MinProperties: 1}
	for _, t := range verdict.ThresholdTable() {
		value := bounded(1, 1_000_000_000)
		if t.IsSpan() {
			value = shaped(lastingShape)
		}
		f.Properties = append(f.Properties, named{t.Name, value.titled(t.Name, t.What+". Default: "+t.Default+". Source: "+t.Source+".")})
	}
	return f
}
