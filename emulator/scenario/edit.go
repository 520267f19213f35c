package scenario

import (
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// edit reads what changes in the response that an operation computed.
func (r *reader) edit(n *yaml.Node) *rule.Edit {
	m, ok := r.mapping(n, "an edit", grammar.Edit, false)
	if !ok {
		return nil
	}
	e := &rule.Edit{Headers: r.headers(m.value("headers"), true)}
	if s := m.value("status"); s != nil {
		e.Status, _ = r.whole(s, "status", 200, 599)
	}
	if retry, ok := scalar(r, m.value("retry_after"), grammar.Retry, parseRetry); ok {
		e.Retry = &retry
	}
	if set := m.value("set"); set != nil {
		for i := 0; i+1 < len(set.Content); i += 2 {
			r.path(set.Content[i])
			text, _ := json.Marshal(r.data(set.Content[i+1])) // what JSON does not know is reported by data
			e.Set = append(e.Set, rule.Value{Path: set.Content[i].Value, JSON: string(text)})
		}
	}
	if omit := r.filled(m, "omit"); omit != nil {
		for _, path := range omit.Content {
			r.path(path)
			e.Omit = append(e.Omit, path.Value)
		}
	}
	if len(m.named) == 0 {
		r.fault(n, "the edit is empty", "set, omit, headers or status", "")
	}
	return e
}

// path checks a path that names a place of a body. Unlike one of a condition it cannot search.
func (r *reader) path(n *yaml.Node) {
	const want = "a path such as entities.volume_id or jobs.#.status"
	switch {
	case n.Kind != yaml.ScalarNode:
		r.fault(n, "a path cannot be "+shapeOf(n), want, "")
	case n.Value == "" || strings.ContainsAny(n.Value, "*?|@(") || strings.HasSuffix(n.Value, "#"):
		r.fault(n, quoted(n.Value)+" does not name one place of a body", want, "")
	}
}
