package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// errNoTree says that a text is nothing that a schema could be asked about.
var errNoTree = errors.New("not one YAML document without loops")

// asEditorsSee is a YAML text as an editor gives it to a schema: the value that YAML 1.2 makes of it.
func asEditorsSee(src []byte) (any, error) {
	var docs []*yaml.Node
	for d := yaml.NewDecoder(bytes.NewReader(src)); ; {
		var n yaml.Node
		err := d.Decode(&n)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errNoTree
		}
		docs = append(docs, n.Content[0])
	}
	if len(docs) != 1 {
		return nil, errNoTree
	}
	return value(docs[0], 0)
}

func value(n *yaml.Node, depth int) (any, error) {
	const deepest = 100
	if depth > deepest {
		return nil, errNoTree
	}
	switch n.Kind {
	case yaml.AliasNode:
		return value(n.Alias, depth+1)
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			v, err := value(c, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			v, err := value(n.Content[i+1], depth+1)
			if err != nil {
				return nil, err
			}
			m[n.Content[i].Value] = v
		}
		return m, nil
	default:
		return scalar(n), nil
	}
}

// scalar is a plain value. Instants are texts, as in YAML 1.2.
func scalar(n *yaml.Node) any {
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true" || n.Value == "True" || n.Value == "TRUE"
	case "!!int", "!!float":
		var f float64
		switch err := n.Decode(&f); {
		case err != nil || math.IsInf(f, 0) || math.IsNaN(f):
			return n.Value
		case json.Valid([]byte(n.Value)):
			return json.Number(n.Value)
		default:
			return json.Number(strconv.FormatFloat(f, 'f', -1, 64))
		}
	default:
		return n.Value
	}
}
