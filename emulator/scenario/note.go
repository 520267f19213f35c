package scenario

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// note returns what a step says besides its status, in short.
func note(m mapping, v *job.Vocabulary, fields job.Fields) string {
	var parts []string
	if n := m.value("progress"); n != nil {
		parts = append(parts, "progress "+n.Value)
	}
	for _, f := range v.StepFields {
		n := m.value(f.Name)
		if n == nil {
			continue
		}
		said := brief(n)
		if row, ok := fields[f.Name].(job.ErrorRow); ok {
			said = strings.TrimSpace(row.Code + " " + row.Message)
		}
		parts = append(parts, f.Name+" "+said)
	}
	return strings.Join(parts, "; ")
}

// brief returns a value in one line.
func brief(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return strings.Join(strings.Fields(n.Value), " ")
	}
	parts := make([]string, 0, len(n.Content))
	for i := 0; i < len(n.Content); i++ {
		part := brief(n.Content[i])
		if n.Kind == yaml.MappingNode {
			i++
			part += ": " + brief(n.Content[i])
		}
		parts = append(parts, part)
	}
	if n.Kind == yaml.MappingNode {
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
