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
	a := &rule.Answer{Headers: r.headers(m.value("headers"), false)}
	if s := m.value("status"); s != nil {
		a.Status, _ = r.whole(s, "status", 200, 599)
	}
	if retry, ok := scalar(r, m.value("retry_after"), grammar.Retry, parseRetry); ok {
		a.Retry = &retry
	}
	switch {
	case m.named["error"]:
		r.errorAnswer(m, v, a)
	case m.named["message"]:
		r.fault(m.key("message"), "a message belongs to an error", "error: a code of the API's table", "")
	case m.named["result"]:
		r.resultAnswer(m, v, a)
	case !m.named["status"] && !m.named["body"] && !m.named["headers"] && !m.named["retry_after"]:
		r.fault(m.at, "the answer is empty", "error: a code of the API's table, status: an HTTP status, or body: a text", "")
	}
	if a.Status >= 400 && v != nil && len(m.named) == 1 {
		r.remark(m.key("status"), fmt.Sprintf("a response with the status %d has no body", a.Status), "error: a code of the API's table has its envelope; body: \"\" has none on purpose")
	}
	if b := m.value("body"); b != nil {
		text := r.json(b, "body")
		a.Body, a.FillID = &text, b.Kind == yaml.MappingNode && !has(b, "id")
	}
	return a
}

// errorAnswer reads an answer that names an error.
func (r *reader) errorAnswer(m mapping, v *job.Vocabulary, a *rule.Answer) {
	for _, other := range []string{"body", "result"} {
		if m.named[other] {
			r.fault(m.key(other), "an error has the API's own body", "message: its text, or status and body without an error", "")
		}
	}
	n := m.value("error")
	switch {
	case n == nil:
	case v == nil:
		r.fault(n, "a code needs the API whose envelope it comes in", "call: an operation of one API, or api: beside path", "")
	default:
		row := r.code(n, v)
		a.Code, a.Number = row.Code, row.Number
		if n.Kind == yaml.MappingNode {
			a.Message = row.Message
		}
	}
	if text := m.text("message"); text != "" {
		a.Message = text
	}
}

// resultAnswer reads an answer with a result in the API's envelope.
func (r *reader) resultAnswer(m mapping, v *job.Vocabulary, a *rule.Answer) {
	n := m.value("result")
	switch {
	case n == nil:
		return
	case v == nil || !v.Results:
		r.fault(m.key("result"), "only an API with an envelope for results has results", "status and body", "")
	case m.named["body"] || m.named["status"]:
		r.fault(m.key("result"), "a result has the API's own status and body", "result alone, or status and body", "")
	}
	text := r.json(n, "result")
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		quoted, _ := json.Marshal(n.Value) // a text always has a JSON form
		text = string(quoted)
	}
	a.Result = &text
}

// headersAlone turns an answer that has headers alone into an edit of the operation's own response.
func (r *reader) headersAlone(m mapping, c *rule.Rule) {
	a := c.Answer
	if a == nil || a.Code != "" || a.Status != 0 || a.Body != nil || a.Result != nil || len(a.Headers) == 0 && a.Retry == nil {
		return
	}
	if c.Edit != nil {
		r.fault(m.key("answer"), "the headers of an edited response are in its edit", "edit: {headers: …}", "")
		return
	}
	c.Edit, c.Answer = &rule.Edit{Headers: a.Headers, Retry: a.Retry}, nil
}

// headers reads headers and sorts them by name. A removable one may be null.
func (r *reader) headers(n *yaml.Node, removable bool) []rule.Header {
	if n == nil {
		return nil
	}
	var headers []rule.Header
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		text := value.Value
		switch {
		case removable && null(value):
			text = ""
		case value.Kind != yaml.ScalarNode || value.Value == "":
			r.fault(value, "a header cannot be "+shapeOf(value), "a text", "")
		}
		if name.Value == "" || strings.ContainsAny(name.Value, " :\r\n\t") || strings.ContainsAny(value.Value, "\r\n") {
			r.fault(name, quoted(name.Value)+" is not a header", "a name such as Retry-After and a text of one line", "")
		}
		headers = append(headers, rule.Header{Name: name.Value, Value: text})
	}
	slices.SortStableFunc(headers, func(a, b rule.Header) int { return strings.Compare(a.Name, b.Name) })
	return headers
}

// json returns a text as it is, and anything else as JSON.
func (r *reader) json(n *yaml.Node, what string) string {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		return n.Value
	}
	text, err := json.Marshal(r.data(n))
	if err != nil {
		r.fault(n, fmt.Sprintf("the %s has a value that JSON does not know", what), "texts, numbers, true, false, lists and mappings", "")
	}
	return string(text)
}
