package scenario

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/rule"
)

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
		if c.From == rule.FromBody {
			r.meantElsewhere(key)
		}
		c.Test, c.Want = rule.ParseTest(value.Value)
		all = append(all, c)
	}
	if len(all) == 0 && len(n.Content) == 0 {
		r.fault(n, "where is empty", "at least one condition", "")
	}
	return all
}

// meantElsewhere remarks on a condition that reads the body and is probably about another part of the request.
func (r *reader) meantElsewhere(key *yaml.Node) {
	part, name, dotted := strings.Cut(key.Value, ".")
	hint := ""
	switch lower := strings.ToLower(strings.TrimSuffix(part, "s")); {
	case !dotted && lower == "path":
		hint = "a rule with path: /v3/*/volumes in place of call claims by path; path.NAME is a variable of the path"
	case !dotted && (lower == "header" || lower == "query" || lower == "method"):
		hint = "header.NAME is a header, query.NAME an argument, path.NAME a variable of the path"
	case dotted && (lower == "header" || lower == "query" || lower == "path"):
		hint = didYouMean(lower + "." + name)
	case dotted && lower == "body":
		hint = didYouMean(name)
	}
	if hint != "" {
		r.remark(key, quoted(key.Value)+" is read as a member of the body", hint)
	}
}
