package job

import "errors"

// Node is one item of a script: a Step, or a Repeat of Nodes, or a Choose between branches. Exactly one is set.
type Node struct {
	Step   *Step
	Repeat int // times that Nodes are gone through
	Nodes  []Node
	Choose []Branch
}

// Branch is one way of a choice. Its chance is its weight's share of all weights.
type Branch struct {
	Weight int
	Nodes  []Node
}

// MaxSteps bounds the steps of one drawn path, so that nested repeats cannot exhaust memory.
const MaxSteps = 10_000

// Timeline is a script as written. It is never changed once made and is shared by its jobs.
type Timeline struct {
	Nodes    []Node
	straight []Step    // the only path there is, when the script chooses nothing
	lifetime *Lifetime // nil: not computed yet
}

// ErrTooLong is returned for a script that unfolds to more than MaxSteps steps.
var ErrTooLong = errors.New("the script unfolds to more than 10000 steps")

// NewTimeline returns a script of its items. It returns ErrTooLong.
func NewTimeline(nodes ...Node) (*Timeline, error) {
	t := &Timeline{Nodes: nodes}
	if longest(nodes) > MaxSteps {
		return nil, ErrTooLong
	}
	if !chooses(nodes) {
		t.straight = walk(nil, nodes, 0, new(uint64))
	}
	t.lifetime = new(t.bounds())
	return t, nil
}

// Longest returns the number of steps of the longest path through items, or some number beyond MaxSteps. It unfolds nothing.
func Longest(nodes ...Node) int { return longest(nodes) }

// Steps returns the straight script of the given steps, which must not be more than MaxSteps.
func Steps(steps ...Step) *Timeline {
	nodes := make([]Node, len(steps))
	for i := range steps {
		nodes[i].Step = &steps[i]
	}
	return &Timeline{Nodes: nodes, straight: steps}
}

// Path draws the straight list of steps that the job with this key goes through.
func (t *Timeline) Path(key uint64) []Step {
	if t.straight != nil {
		return t.straight
	}
	return walk(nil, t.Nodes, key, new(uint64))
}

// walk appends the steps of nodes. place counts the choices met, so that each has a key of its own.
func walk(path []Step, nodes []Node, key uint64, place *uint64) []Step {
	for _, n := range nodes {
		switch {
		case n.Step != nil:
			path = append(path, *n.Step)
		case n.Choose != nil:
			*place++
			if b := pick(n.Choose, key, *place); b >= 0 {
				path = walk(path, n.Choose[b].Nodes, key, place)
			}
		default:
			for range n.Repeat {
				path = walk(path, n.Nodes, key, place)
			}
		}
	}
	return path
}

// Positions returns the place in the script as written of each step of Path, as Bounds.Position has it.
func (t *Timeline) Positions(key uint64) []string { return places(nil, "", t.Nodes, key, new(uint64)) }

// places is walk for the places of the steps.
func places(all []string, within string, nodes []Node, key uint64, place *uint64) []string {
	for i, n := range nodes {
		at := join(within, i+1)
		switch {
		case n.Step != nil:
			all = append(all, at)
		case n.Choose != nil:
			*place++
			b := pick(n.Choose, key, *place)
			if b >= 0 {
				all = places(all, join(at, b+1), n.Choose[b].Nodes, key, place)
			}
		default:
			for range n.Repeat {
				all = places(all, at, n.Nodes, key, place)
			}
		}
	}
	return all
}

// choiceKey keeps the draws of choices apart from those of durations, which use the step's index.
const choiceKey = 1 << 32

// pick returns the index of the branch that is drawn; -1 if none has a weight.
func pick(branches []Branch, key, place uint64) int {
	total := 0
	for _, b := range branches {
		total += b.Weight
	}
	at := int(draw(key, choiceKey+place, int64(total-1)))
	for i, b := range branches {
		if at -= b.Weight; at < 0 {
			return i
		}
	}
	return -1
}

func chooses(nodes []Node) bool {
	for _, n := range nodes {
		if n.Choose != nil || chooses(n.Nodes) {
			return true
		}
	}
	return false
}

// longest returns the number of steps of the longest path, or some number beyond MaxSteps.
func longest(nodes []Node) int {
	sum := 0
	for _, n := range nodes {
		switch {
		case n.Step != nil:
			sum++
		case n.Choose != nil:
			most := 0
			for _, b := range n.Choose {
				most = max(most, longest(b.Nodes))
			}
			sum += most
		case n.Repeat > MaxSteps:
			return MaxSteps + 1
		default:
			sum += n.Repeat * longest(n.Nodes)
		}
		if sum > MaxSteps {
			return MaxSteps + 1
		}
	}
	return sum
}
