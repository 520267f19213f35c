package scenario

import "go.yaml.in/yaml/v3"

// unfold checks a tree and replaces aliases by what they stand for, so that the tree has no aliases, no tags and a bounded
// depth. It returns false if the tree must not be walked.
//
// Aliases are part of the language: they let jobs share a script. Merge keys are not, since a merged field has no place
// of its own in the file, nor are tags, since every value's kind is given by its field.
func (r *reader) unfold(root *yaml.Node) bool {
	u := unfolding{reader: r, left: maxUnfolded}
	return u.node(root, 1, nil)
}

type unfolding struct {
	*reader
	left int
}

// node unfolds one node; alias is the innermost alias that leads to it, or nil.
func (u *unfolding) node(n *yaml.Node, depth int, alias *yaml.Node) bool {
	if depth > maxDepth {
		return u.tooDeep(n, alias)
	}
	if alias != nil {
		if u.left--; u.left < 0 {
			u.fault(alias, "the aliases of this file expand to more than 100000 values", "", "")
			return false
		}
	}
	if n.Style&yaml.TaggedStyle != 0 {
		u.fault(n, "tags such as "+n.Tag+" are not part of the language", "", "quote the value if it is a text")
	}
	for i, c := range n.Content {
		within := alias
		if c.Kind == yaml.AliasNode {
			c, within = c.Alias, c
		}
		if n.Kind == yaml.MappingNode && i%2 == 0 && !u.key(c) {
			return false
		}
		if !u.node(c, depth+1, within) {
			return false
		}
		n.Content[i] = c
	}
	return true
}

func (u *unfolding) tooDeep(n, alias *yaml.Node) bool {
	if alias != nil {
		u.fault(alias, "this alias expands to something nested more than 64 deep", "", "does it contain itself?")
	} else {
		u.fault(n, "nested more than 64 deep", "", "")
	}
	return false
}

// key checks the key of a mapping.
func (u *unfolding) key(n *yaml.Node) bool {
	switch {
	case n.Kind != yaml.ScalarNode:
		u.fault(n, "a key that is not a plain word", "a key such as status:", "")
		return false
	case n.Tag == "!!merge":
		u.fault(n, "merge keys are not part of the language", "", "an alias can stand for a whole value: timeline: *name")
		return false
	}
	return true
}
