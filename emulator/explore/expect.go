package explore

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// dropUnseen removes the expectations on the statuses that a client sees of a job from a scenario in which the job goes another way, or
// passes one of them: no client could meet them.
func dropUnseen(root *yaml.Node, pins []*Pin) {
	list := get(root, "expect")
	if list == nil || !slices.ContainsFunc(pins, (*Pin).redirects) {
		return
	}
	list.Content = slices.DeleteFunc(list.Content, func(n *yaml.Node) bool {
		job := text(n, "job")
		return get(n, "seen") != nil && slices.ContainsFunc(pins, func(p *Pin) bool { return p.redirects() && p.concerns(job) })
	})
	if len(list.Content) > 0 {
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "expect" {
			root.Content = slices.Delete(root.Content, i, i+2)
			return
		}
	}
}

// redirects reports whether a job goes through other statuses with the pin.
func (p *Pin) redirects() bool { return p.Kind == Branch || p.Kind == Passed }

// concerns reports whether the pin may be about the job with this name, "evs/disk".
func (p *Pin) concerns(job string) bool {
	if p.owner.refs == nil {
		return true
	}
	for _, ref := range p.owner.refs {
		if ref.String() == job {
			return true
		}
	}
	return false
}
