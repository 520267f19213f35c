package explore

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// pinned makes a copy of a document in which nothing is left open.
type pinned struct {
	*document
	values map[*yaml.Node]int // where the world differs from the plain one
}

// pinned returns the tree of the document in a world with these pins.
func (d *document) pinned(pins []*Pin) *yaml.Node {
	p := pinned{d, map[*yaml.Node]int{}}
	for _, pin := range pins {
		for _, v := range pin.values {
			p.values[v.node] = v.n
		}
	}
	root := p.node(d.root)
	dropUnseen(root, pins)
	return root
}

// at returns the alternative that a node takes.
func (p pinned) at(n *yaml.Node) int {
	if v, ok := p.values[n]; ok {
		return v
	}
	return p.points[n].plain
}

// node returns a copy of a node.
func (p pinned) node(n *yaml.Node) *yaml.Node {
	twin := *n
	open := p.points[n]
	switch {
	case n.Kind == yaml.MappingNode && open != nil && open.kind == Passed && p.at(n) == 1:
		twin.Content = without(n, map[string]string{"for": none}, "until")
	case n.Kind == yaml.MappingNode && open != nil && open.kind == Chance:
		twin.Content = claiming(n, p.at(n))
	case n.Kind == yaml.ScalarNode && open != nil && open.kind == End:
		low, high, _ := ends(n.Value)
		if twin.Value = low; p.at(n) == 1 {
			twin.Value = high
		}
	}
	content := twin.Content
	twin.Content = make([]*yaml.Node, len(content))
	for i, c := range content {
		list := n.Kind == yaml.MappingNode && i%2 == 1 && c.Kind == yaml.SequenceNode
		if list && (content[i-1].Value == "timeline" || content[i-1].Value == "steps" || p.named[content[i-1].Value] == c) {
			twin.Content[i] = p.list(c)
		} else {
			twin.Content[i] = p.node(c)
		}
	}
	return &twin
}

// list returns a copy of a list of steps.
func (p pinned) list(n *yaml.Node) *yaml.Node {
	twin := *n
	twin.Content, _ = p.steps(n)
	return &twin
}

// steps returns the steps of a list: the chosen branch in place of each choice, and nothing behind a step that does not end. It reports
// whether there is such a step.
func (p pinned) steps(list *yaml.Node) (all []*yaml.Node, ended bool) {
	for _, n := range items(list) {
		switch {
		case get(n, "choose") != nil:
			branch := items(get(n, "choose"))[p.at(n)]
			steps, last := p.steps(p.script(get(branch, "steps")))
			if len(steps) > 0 && steps[0].HeadComment == "" {
				steps[0].HeadComment = n.HeadComment
			}
			if all = append(all, steps...); last {
				return all, true
			}
		case get(n, "repeat") != nil:
			steps, last := p.steps(p.script(get(n, "steps")))
			if last { // in the first pass
				return append(all, steps...), true
			}
			all = append(all, p.node(n))
		case n.Kind == yaml.ScalarNode: // the name of a timeline
			all = append(all, p.node(n))
			if _, last := p.steps(p.named[n.Value]); last {
				return all, true
			}
		default:
			all = append(all, p.node(n))
			if get(n, "for") == nil && get(n, "until") == nil {
				return all, true
			}
		}
	}
	return all, false
}

// without returns the content of a mapping with other values of some of its keys, and without the given ones.
func without(n *yaml.Node, set map[string]string, keys ...string) []*yaml.Node {
	var all []*yaml.Node
next:
	for i := 0; i+1 < len(n.Content); i += 2 {
		for _, key := range keys {
			if n.Content[i].Value == key {
				continue next
			}
		}
		v := n.Content[i+1]
		if text, ok := set[n.Content[i].Value]; ok {
			v = &yaml.Node{Kind: yaml.ScalarNode, Value: text, LineComment: v.LineComment}
		}
		all = append(all, n.Content[i], v)
	}
	return all
}

// claiming returns the content of a rule with a chance that claims the nth of its calls, or none if n is zero.
func claiming(r *yaml.Node, n int) []*yaml.Node {
	if n == 0 {
		return append(without(r, nil, "chance", "armed"), scalar("armed"), scalar("false"))
	}
	return append(without(r, nil, "chance", "nth", "every"), scalar("nth"), scalar(fmt.Sprint(n)))
}

func scalar(text string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: text} }
