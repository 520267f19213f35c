package scenario

import (
	"bytes"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// Inline writes a scenario so that it includes nothing: the timelines that it follows stand in its own text. That is how a
// scenario is sent to where its files are not. One that includes nothing is answered as it is. The error is that of Read.
func Inline(name string, src []byte, words []job.Vocabulary, included ...File) ([]byte, error) {
	r := newReader(name, src, words)
	_, root, err := r.everything(included)
	if err != nil || len(r.shelf.uses) == 0 {
		return src, err
	}
	var own *yaml.Node
	rest := make([]*yaml.Node, 0, len(root.Content))
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		switch key.Value {
		case includeField.name:
			continue
		case timelinesField.name:
			own = value
		}
		rest = append(rest, key, value)
	}
	if own == nil {
		own = &yaml.Node{Kind: yaml.MappingNode}
		rest = append(rest, &yaml.Node{Kind: yaml.ScalarNode, Value: timelinesField.name}, own)
	}
	for _, name := range r.shelf.names {
		if t := r.shelf.shared[name]; t.used && t.text != r.text {
			own.Content = append(own.Content, t.key, t.list)
		}
	}
	root.Content = rest
	loose(root)
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	err = enc.Encode(root)
	return b.Bytes(), err
}

// loose takes the anchors from a tree whose aliases are unfolded: those of several files could have the same names.
func loose(n *yaml.Node) {
	n.Anchor = ""
	for c := range slices.Values(n.Content) {
		loose(c)
	}
}
