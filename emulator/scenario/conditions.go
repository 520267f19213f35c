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
		c.Test, c.Want = rule.ParseTest(value.Value)
		all = append(all, c)
	}
	if len(all) == 0 && len(n.Content) == 0 {
		r.fault(n, "where is empty", "at least one condition", "")
	}
	return all
}
