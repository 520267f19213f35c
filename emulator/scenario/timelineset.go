package scenario

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// timelineSet are the timelines with names, of the scenario itself and of the files that it includes.
type timelineSet struct {
	names  []string // in the order of the files
	shared map[string]*shared
	read   map[reading]*result
	root   string           // the scenario's own file, as messages name it
	texts  map[string]*text // the included ones, by their paths
	uses   []use
	left   int  // items that may still be read for names
	unread bool // a file could not be read, which may have the name that is missing
	missed bool // a name was not found, which may mean a timeline that nothing follows
}

// shared is a timeline with a name.
type shared struct {
	name string
	text *text
	key  *yaml.Node
	list *yaml.Node // nil if it is faulty
	used bool
}

// reading is a named timeline in the words of an API, which is read once.
type reading struct {
	name string
	api  *job.Vocabulary
}

// result is what a reading gave.
type result struct {
	timeline *job.Timeline // nil if it has faults
	notes    map[string]string
}

// maxShared is the maximum number of steps, repeats and choices that are read for all names together.
const maxShared = 20_000

const tooManyShared = "the names of timelines expand to more than 20000 steps"

func newTimelineSet() timelineSet {
	return timelineSet{shared: map[string]*shared{}, read: map[reading]*result{}, texts: map[string]*text{}, left: maxShared}
}

// timelines adds the named timelines of a text.
func (r *reader) timelines(n *yaml.Node) {
	if n == nil {
		return
	}
	if len(n.Content) == 0 {
		r.fault(n, "timelines is empty", "at least one name with a list of steps", "")
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		t := &shared{name: n.Content[i].Value, text: r.text, key: n.Content[i], list: n.Content[i+1]}
		if first := r.timelineSet.shared[t.name]; first != nil {
			r.fault(t.key, "two timelines are named "+quoted(t.name), "", "the other one is in "+first.place(r.text))
			continue
		}
		switch {
		case t.list.Kind != yaml.SequenceNode:
			r.fault(t.list, fmt.Sprintf("a timeline cannot be %s", shapeOf(t.list)), "a list of steps", "")
			t.list = nil
		case len(t.list.Content) == 0:
			r.fault(t.list, "the timeline "+quoted(t.name)+" is empty", "at least one step", "")
			t.list = nil
		}
		r.timelineSet.shared[t.name] = t
		r.timelineSet.names = append(r.timelineSet.names, t.name)
	}
}

// place returns where the timeline is named, for a message about another text.
func (t *shared) place(from *text) string {
	if t.text == from {
		return fmt.Sprintf("line %d", t.key.Line)
	}
	return fmt.Sprintf("%s:%d", t.text.file, t.key.Line)
}

// namedTimeline returns the script that a job names. It is read once in the words of each API.
func (r *reader) namedTimeline(m mapping, v *job.Vocabulary) *result {
	key := reading{m.text("timeline"), v}
	one := r.timelineSet.read[key]
	if one == nil {
		one = &result{}
		one.timeline, one.notes = r.written(m, v)
		if r.timelineSet.shared[key.name] != nil {
			r.timelineSet.read[key] = one
		}
	} else if one.timeline == nil {
		r.count++ // its faults are reported
	}
	return one
}

// steps reads the items in a field, or those of the timeline with the name in it.
func (s *script) steps(m mapping, field, place string) []item {
	n := m.value(field)
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.ScalarNode:
		return s.borrowed(n, place)
	case n.Kind != yaml.SequenceNode:
		s.fault(n, fmt.Sprintf("%s cannot be %s", field, shapeOf(n)), grammar.Script.Want(), "")
		return nil
	case len(n.Content) == 0:
		s.fault(n, field+" is empty", "at least one item", "")
		return nil
	}
	return s.items(n, place)
}

// names reports whether an item is the name of a timeline, or probably meant as one.
func (s *script) names(n *yaml.Node) bool {
	if n.Kind != yaml.ScalarNode || null(n) {
		return false
	}
	return s.timelineSet.shared[n.Value] != nil || s.timelineSet.unread || nearest(n.Value, s.timelineSet.names[:min(len(s.timelineSet.names), mostNear)]) != ""
}

// mostNear is the number of names that a wrong one is compared with.
const mostNear = 500

// borrowed reads the items of the timeline with a name.
func (s *script) borrowed(n *yaml.Node, place string) []item {
	t := s.timelineSet.shared[n.Value]
	switch {
	case t == nil:
		s.unshared(n)
		return nil
	case t.list == nil:
		s.count++ // it is reported at its place
		return nil
	case slices.Contains(s.within, t.name):
		loop := append(s.within[slices.Index(s.within, t.name):], t.name)
		s.fault(n, "this timeline is made of itself: "+strings.Join(loop, " → "), "", "")
		return nil
	case len(s.within) >= maxDepth:
		s.fault(n, "timelines of timelines, more than 64 deep", "", "")
		return nil
	}
	t.used = true
	in := &script{reader: s.in(t.text), words: s.words, said: s.said, within: append(slices.Clip(s.within), t.name)}
	return in.items(t.list, place)
}

// unshared reports a name that no timeline has. If a file could not be read, it may have it.
func (r *reader) unshared(n *yaml.Node) {
	if r.timelineSet.unread {
		r.count++
		return
	}
	r.timelineSet.missed = true
	if r.full() {
		return
	}
	r.fault(n, "there is no timeline "+quoted(n.Value), grammar.Script.Want(), meant(n.Value, r.timelineSet.names[:min(len(r.timelineSet.names), mostNear)]))
}
