package scenario

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// answer reads the response that takes the place of an operation's own.
func (r *reader) answer(n *yaml.Node, v *job.Vocabulary) *rule.Answer {
	m, ok := r.mapping(n, "an answer", grammar.Answer, false)
	if !ok {
		return nil
	}
	a := &rule.Answer{Code: m.text("error"), Message: m.text("message"), Headers: r.headers(m.value("headers"))}
	if s := m.value("status"); s != nil {
		a.Status, _ = r.whole(s, "status", 200, 599)
	}
	if retry, ok := scalar(r, m.value("retry_after"), grammar.Retry, parseRetry); ok {
		a.Retry = &retry
	}
	switch {
	case m.named["error"]:
		r.errorAnswer(m, v)
	case m.named["message"]:
		r.fault(m.key("message"), "a message belongs to an error", "error: a code of the API's table", "")
	case !m.named["status"]:
		r.fault(m.at, "the answer has neither error nor status", "error: a code of the API's table, or status: an HTTP status", "")
	}
	if b := m.value("body"); b != nil {
		text := r.body(b)
		a.Body = &text
	}
	return a
}

// errorAnswer checks an answer that names an error.
func (r *reader) errorAnswer(m mapping, v *job.Vocabulary) {
	if m.named["body"] {
		r.fault(m.key("body"), "an error has the API's own body", "message: its text, or status and body without an error", "")
	}
	n := m.value("error")
	switch {
	case n == nil:
	case v == nil:
		r.fault(n, "a code needs the API whose envelope it comes in", "call: an operation of one API, or api: beside path", "")
	case !slices.Contains(codesOf(v), n.Value):
		r.fault(n, fmt.Sprintf("%s has no error %s", v.API, quoted(n.Value)), "a code such as "+oneOf(codesOf(v)[:min(3, len(codesOf(v)))]),
			hintOr(meant(n.Value, codesOf(v)), fmt.Sprintf("jobsim errors --api %s lists them", v.API)))
	}
}

// headers reads the headers of an answer and sorts them by name.
func (r *reader) headers(n *yaml.Node) []rule.Header {
	if n == nil {
		return nil
	}
	var headers []rule.Header
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		switch {
		case value.Kind != yaml.ScalarNode:
			r.fault(value, "a header cannot be "+shapeOf(value), "a text", "")
		case name.Value == "" || strings.ContainsAny(name.Value, " :\r\n\t") || strings.ContainsAny(value.Value, "\r\n"):
			r.fault(name, quoted(name.Value)+" is not a header", "a name such as Retry-After and a text of one line", "")
		}
		headers = append(headers, rule.Header{Name: name.Value, Value: value.Value})
	}
	slices.SortStableFunc(headers, func(a, b rule.Header) int { return strings.Compare(a.Name, b.Name) })
	return headers
}

// body returns a literal body: a text as it is, anything else as JSON.
func (r *reader) body(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		return n.Value
	}
	text, err := json.Marshal(r.data(n))
	if err != nil {
		r.fault(n, "the body holds what JSON cannot say", "texts, numbers, true, false, lists and mappings", "")
	}
	return string(text)
}

// conditions reads the conditions on a request.
func (r *reader) conditions(n *yaml.Node) []rule.Condition {
	if n == nil {
		return nil
	}
	var all []rule.Condition
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind != yaml.ScalarNode || value.Value == "" {
			r.fault(value, fmt.Sprintf("%s cannot be compared with %s", quoted(key.Value), shapeOf(value)), `a value, or a comparison such as ">= 100", "~ part", "exists" or "missing"`, "")
			continue
		}
		c := rule.Condition{From: rule.FromBody, Name: key.Value}
		for _, from := range []rule.Source{rule.FromBody, rule.FromPath, rule.FromQuery, rule.FromHeader} {
			if name, ok := strings.CutPrefix(key.Value, string(from)+"."); ok {
				c.From, c.Name = from, name
			}
		}
		c.Test, c.Want = rule.ParseTest(value.Value)
		all = append(all, c)
	}
	if len(all) == 0 && len(n.Content) == 0 {
		r.fault(n, "where is empty", "at least one condition", "")
	}
	return all
}
