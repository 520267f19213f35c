package explore

import (
	"cmp"
	"maps"
	"slices"
)

// tally counts the worlds of a space.
type tally struct {
	run, failed, skipped int
	kinds                map[string]*Count
	groups               map[string]*Group
}

// Report is what came of the worlds of a space.
type Report struct {
	Worlds int     `json:"worlds"` // that were run
	Failed int     `json:"failed"`
	Kinds  []Count `json:"kinds"`
	Groups []Group `json:"groups"` // of failures, the first found first
}

// Count is the number of worlds of one kind.
type Count struct {
	Kind   string `json:"kind"` // "plain", "branch", "503+lose"
	Worlds int    `json:"worlds"`
	Failed int    `json:"failed"`
}

// Group is the worlds that failed in the same way.
type Group struct {
	Failure  string   `json:"failure"`
	Count    int      `json:"count"`
	Worlds   []string `json:"worlds"`   // the names of the first, at most MaxNames
	Shortest World    `json:"-"`        // the one with the fewest pins, and of those the first
	World    string   `json:"shortest"` // its name
	Notes    []string `json:"notes"`    // what it differs by
	Detail   string   `json:"detail,omitempty"`

	first []World
}

// MaxNames is the maximum number of worlds that a Group names.
const MaxNames = 10

// add counts a run.
func (t *tally) add(w World, r Run) {
	if r.Skipped {
		t.skipped++
		return
	}
	if t.kinds == nil {
		t.kinds, t.groups = map[string]*Count{}, map[string]*Group{}
	}
	kind := t.kinds[w.Kind()]
	if kind == nil {
		kind = &Count{Kind: w.Kind()}
		t.kinds[kind.Kind] = kind
	}
	t.run++
	kind.Worlds++
	if r.Failure == "" {
		return
	}
	t.failed++
	kind.Failed++
	g := t.groups[r.Failure]
	if g == nil {
		g = &Group{Failure: r.Failure}
		t.groups[r.Failure] = g
	}
	g.Count++
	g.first = append(g.first, w)
	slices.SortFunc(g.first, func(a, b World) int { return a.N - b.N })
	g.first = g.first[:min(len(g.first), MaxNames)]
	if g.World == "" || w.shorter(g.Shortest) {
		g.Shortest, g.World, g.Notes, g.Detail = w, w.Name, w.Notes(), r.Detail
	}
}

// shorter reports whether the world is a better example than another one.
func (w World) shorter(than World) bool {
	return cmp.Or(cmp.Compare(len(w.Pins), len(than.Pins)), cmp.Compare(w.N, than.N)) < 0
}

// Report returns what came of the worlds so far.
func (s *Space) Report() Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := Report{Worlds: s.tally.run, Failed: s.tally.failed}
	for _, c := range s.tally.kinds {
		r.Kinds = append(r.Kinds, *c)
	}
	slices.SortFunc(r.Kinds, func(a, b Count) int { return cmp.Or(kindOrder(a.Kind)-kindOrder(b.Kind), cmp.Compare(a.Kind, b.Kind)) })
	for _, g := range slices.SortedFunc(maps.Values(s.tally.groups), func(a, b *Group) int { return a.Shortest.N - b.Shortest.N }) {
		one := *g
		for _, w := range g.first {
			one.Worlds = append(one.Worlds, w.Name)
		}
		r.Groups = append(r.Groups, one)
	}
	return r
}

// kindOrder returns the place of a kind in a report: kinds of one pin in the order in which they are tried, then the others.
func kindOrder(kind string) int {
	order := append([]Kind{Plain, Branch, End, Passed, Chance}, Faults()...)
	if i := slices.Index(order, Kind(kind)); i >= 0 {
		return i
	}
	return len(order)
}
