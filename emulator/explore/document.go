package explore

import (
	"bytes"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// document is the tree of one scenario, without aliases, and what it leaves open.
type document struct {
	name   string
	root   *yaml.Node
	named  map[string]*yaml.Node // its timelines
	points map[*yaml.Node]*point
	pins   []Pin
	labels map[string]int
}

// newDocument reads a scenario. Its error is scenario.Diagnostics, or says that the source is a snapshot.
func newDocument(src scenario.Source, words []job.Vocabulary) (*document, error) {
	if src.IsSnapshot() {
		return nil, fmt.Errorf("%s is a snapshot, which has one future: explore the scenarios that it began with", src.Name)
	}
	if _, err := src.Read(words); err != nil {
		return nil, err
	}
	text, err := src.Alone(words)
	if err != nil {
		return nil, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", src.Name, err)
	}
	d := &document{name: src.Name, root: unfold(doc.Content[0]), named: map[string]*yaml.Node{}, points: map[*yaml.Node]*point{}, labels: map[string]int{}}
	if d.root.HeadComment == "" {
		d.root.HeadComment = doc.HeadComment
	}
	if timelines := get(d.root, "timelines"); timelines != nil {
		for i := 0; i+1 < len(timelines.Content); i += 2 {
			d.named[timelines.Content[i].Value] = timelines.Content[i+1]
		}
	}
	d.open(words)
	d.pins = slices.DeleteFunc(d.pins, func(p Pin) bool { return p.tree != nil && d.impossible(words, &p) })
	if d.impossible(words) {
		return nil, fmt.Errorf("%s: with the lower end of each range a sub-job outlives its parent: change a range, or write impossible: allowed at the parent", src.Name)
	}
	return d, nil
}

// impossible reports whether a world cannot be: a job would end before its sub-jobs.
func (d *document) impossible(words []job.Vocabulary, pins ...*Pin) bool {
	_, err := scenario.Read(d.name, encode(d.pinned(pins)), words)
	return err != nil
}

// unfold returns a copy of a tree in which each alias is replaced by a copy of its own, so that jobs that share a script can go
// different ways.
func unfold(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	twin := *n
	twin.Anchor = ""
	twin.Content = make([]*yaml.Node, len(n.Content))
	for i, c := range n.Content {
		twin.Content[i] = unfold(c)
	}
	return &twin
}

// get returns the value of a key of a mapping; nil if there is none.
func get(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// text returns the value of a key as a text; empty if there is none.
func text(n *yaml.Node, key string) string {
	if v := get(n, key); v != nil && v.Kind == yaml.ScalarNode {
		return v.Value
	}
	return ""
}

// items returns the items of a list; none if n is no list.
func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// script returns the list of steps that a node is or names; nil if it is neither.
func (d *document) script(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.ScalarNode {
		return d.named[n.Value]
	}
	return n
}

// encode returns a tree as YAML.
func encode(root *yaml.Node) []byte {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	_ = enc.Encode(root) // it fails for values that a tree from a text does not have
	return b.Bytes()
}
