package scenario

import (
	"bytes"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// Inline returns the text of a scenario with the timelines that it includes in its own text, so that it can be sent to a place
// without its files. The text of one that includes nothing is returned as it is. The error is that of Read.
func Inline(name string, src []byte, words []job.Vocabulary, included ...File) ([]byte, error) {
	r := newReader(name, src, words)
	r.comments = true
	_, root, err := r.everything(included)
	if err != nil || len(r.timelineSet.uses) == 0 {
		return src, err
	}
	var own *yaml.Node
	rest := make([]*yaml.Node, 0, len(root.Content))
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		switch key.Value {
		case grammar.Include.Name:
			continue
		case grammar.Timelines.Name:
			own = value
		}
		rest = append(rest, key, value)
	}
	if own == nil {
		own = &yaml.Node{Kind: yaml.MappingNode}
		rest = append(rest, &yaml.Node{Kind: yaml.ScalarNode, Value: grammar.Timelines.Name}, own)
	}
	for _, name := range r.timelineSet.names {
		if t := r.timelineSet.shared[name]; t.used && t.text != r.text {
			own.Content = append(own.Content, t.key, t.list)
		}
	}
	root.Content = rest
	dropAnchors(root)
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	err = enc.Encode(root)
	return b.Bytes(), err
}

// dropAnchors removes the anchors of a tree whose aliases are unfolded: those of several files could have the same names.
func dropAnchors(n *yaml.Node) {
	n.Anchor = ""
	for c := range slices.Values(n.Content) {
		dropAnchors(c)
	}
}
