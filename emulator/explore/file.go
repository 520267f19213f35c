package explore

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// File returns one scenario that shows the world alone, with the reason why it was kept: a file to serve, to explain and to test with. It
// has what the worlds of the space share, so that it differs from the scenarios only where the world does.
func (w World) File(reason string) []byte {
	root := &yaml.Node{Kind: yaml.MappingNode}
	if rules := w.rules(); len(rules) > 0 {
		var list yaml.Node
		_ = yaml.Unmarshal([]byte("- "+strings.Join(rules, "\n- ")), &list) // the same text is read as a scenario by each run
		merge(root, scalar("rules"), list.Content[0])
	}
	for _, d := range w.space.documents {
		one := d.pinned(w.Pins)
		for i := 0; i+1 < len(one.Content); i += 2 {
			merge(root, one.Content[i], one.Content[i+1])
		}
	}
	moveToEnd(root, "rules")
	return append([]byte(w.comment(reason)), encode(root)...)
}

// comment returns the head of the file.
func (w World) comment(reason string) string {
	lines := []string{"World " + w.Name + ": a client fails here."}
	if reason != "" {
		lines = append(lines, strings.Split(strings.TrimSpace(reason), "\n")...)
	}
	lines = append(lines, w.Notes()...)
	return "# " + strings.Join(lines, "\n# ") + "\n"
}

// merge adds a member to a scenario: lists and mappings are joined, and the last of other values is in force, as where several
// scenarios are loaded together.
func merge(root, key, v *yaml.Node) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != key.Value {
			continue
		}
		have := root.Content[i+1]
		switch {
		case key.Value == "description" && have.Kind == yaml.ScalarNode:
			root.Content[i+1] = scalar(have.Value + "\n" + v.Value)
		case have.Kind == v.Kind && have.Kind != yaml.ScalarNode:
			joined := *have
			joined.Content = append(append([]*yaml.Node{}, have.Content...), v.Content...)
			if v.Style != yaml.FlowStyle {
				joined.Style = 0
			}
			root.Content[i+1] = &joined
		default:
			root.Content[i+1] = v
		}
		return
	}
	root.Content = append(root.Content, key, v)
}

// moveToEnd moves a member of a mapping behind the others, where a reader looks for it.
func moveToEnd(root *yaml.Node, key string) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == key {
			pair := []*yaml.Node{root.Content[i], root.Content[i+1]}
			root.Content = append(append(root.Content[:i:i], root.Content[i+2:]...), pair...)
			return
		}
	}
}
