package explore

import (
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// plain returns a tree of JSON as a value that json.Marshal writes with the same members in the same order.
func plain(n *yaml.Node) json.RawMessage {
	var out []byte
	switch n.Kind {
	case yaml.MappingNode:
		out = append(out, '{')
		for i := 0; i+1 < len(n.Content); i += 2 {
			if i > 0 {
				out = append(out, ", "...)
			}
			out = append(out, quote(n.Content[i].Value)...)
			out = append(out, ": "...)
			out = append(out, plain(n.Content[i+1])...)
		}
		return append(out, '}')
	case yaml.SequenceNode:
		out = append(out, '[')
		for i, c := range n.Content {
			if i > 0 {
				out = append(out, ", "...)
			}
			out = append(out, plain(c)...)
		}
		return append(out, ']')
	default:
		if n.Tag == "!!str" || n.Tag == "!!timestamp" {
			return quote(n.Value)
		}
		return json.RawMessage(n.Value)
	}
}

func quote(text string) json.RawMessage {
	quoted, _ := json.Marshal(text) // a text always has a JSON form
	return quoted
}
