package job

import "slices"

// WithPayloads returns the script with other payloads: change returns that of a step, and whether it is another one. If it never is, the
// script itself is returned.
func (t *Timeline) WithPayloads(change func(payload any) (any, bool)) *Timeline {
	nodes, changed := withPayloads(t.Nodes, change)
	if !changed {
		return t
	}
	other, err := NewTimeline(nodes...)
	if err != nil {
		return t // it cannot be longer than it was
	}
	return other
}

// withPayloads returns items with other payloads, and whether one is another one. The given ones are not changed.
func withPayloads(nodes []Node, change func(any) (any, bool)) ([]Node, bool) {
	all := nodes
	for i, n := range nodes {
		changed := false
		if n.Step != nil {
			if payload, ok := change(n.Step.Payload); ok {
				step := *n.Step
				step.Payload = payload
				n.Step, changed = &step, true
			}
		}
		if inner, ok := withPayloads(n.Nodes, change); ok {
			n.Nodes, changed = inner, true
		}
		for b, branch := range n.Choose {
			if inner, ok := withPayloads(branch.Nodes, change); ok {
				n.Choose = slices.Clone(n.Choose)
				n.Choose[b].Nodes, changed = inner, true
			}
		}
		if changed {
			if &all[0] == &nodes[0] {
				all = slices.Clone(nodes)
			}
			all[i] = n
		}
	}
	return all, len(nodes) > 0 && &all[0] != &nodes[0]
}
