package explore

import (
	"slices"
	"sync"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Options says which worlds a Space has. The zero Options are those with one pin.
type Options struct {
	Depth  int    // the most pins of a world, at least 1; zero means 1
	Faults []Kind // the faults that a call meets, in any order; nil means DefaultFaults, an empty slice none
	// Strict says that the server checks tokens, as with the setting auth: strict: a token that expires stays so until the client signs
	// in again. Otherwise one call gets the error. A scenario with that setting has it in any case.
	Strict bool
	Worlds int // the maximum number of worlds; zero means no limit
	// Shard and Shards select a part of the worlds: all shards from 1 to Shards together have each world once, but for the plain one,
	// which each of them has. Zero means all.
	Shard, Shards int
}

// Space has the worlds of some scenarios for one client. It is safe for concurrent use.
type Space struct {
	opts      Options
	words     map[string]*job.Vocabulary
	documents []*document
	pins      []*Pin // what the scenarios leave open

	mu      sync.Mutex
	ready   sync.Cond // a run has ended, or the space
	stopped bool
	given   int
	running int

	kids    []World         // of the last of the parents, not handed out yet
	parents []*node         // to be explored in turn
	later   []*node         // of the next depth
	waiting map[int]*node   // of both, whose run has not ended, by the number of the world
	fewer   []World         // that a failed world might be cut down to
	tried   map[uint64]bool // hashes of the names of worlds
	shown   map[uint64]bool // fingerprints of the runs that were explored

	explored int // parents
	found    int // their worlds
	tally    tally
	texting  sync.Mutex
	cached   map[string][]scenario.Source
}

// node is a world that is explored once its run has ended.
type node struct {
	world   World
	done    bool
	further bool // it is to be explored: it was run, and did not fail
	print   uint64
	open    []*Pin // of Space.pins, those that the client might have noticed
	calls   []met
}

// Run is what happened in a world.
type Run struct {
	Entries []journal.Entry // all of them, with the bodies of the responses
	Failure string          // what failed; empty if the world was survived. Worlds with equal texts are reported as one group
	Detail  string          // for people: the output of the client
	Skipped bool            // the world was not run
}

// New returns the space of scenarios. It returns an error if one of them cannot be read or is a snapshot.
func New(sources []scenario.Source, words []job.Vocabulary, opts Options) (*Space, error) {
	opts.Depth = max(opts.Depth, 1)
	if opts.Faults == nil {
		opts.Faults = DefaultFaults()
	}
	ordered := slices.DeleteFunc(Faults(), func(k Kind) bool { return !slices.Contains(opts.Faults, k) })
	opts.Faults = ordered
	s := &Space{opts: opts, words: map[string]*job.Vocabulary{}, tried: map[uint64]bool{}, shown: map[uint64]bool{}, waiting: map[int]*node{}, cached: map[string][]scenario.Source{}}
	s.ready.L = &s.mu
	for i := range words {
		s.words[words[i].API] = &words[i]
	}
	for _, src := range sources {
		d, err := newDocument(src, words)
		if err != nil {
			return nil, err
		}
		s.documents = append(s.documents, d)
		s.opts.Strict = s.opts.Strict || text(get(d.root, "settings"), "auth") == "strict"
		for i := range d.pins {
			d.pins[i].order = len(s.pins)
			s.pins = append(s.pins, &d.pins[i])
		}
	}
	s.kids = []World{{Name: Plain, space: s}}
	return s, nil
}

// Next returns the next world. It waits for the run of an earlier world if the order depends on it, and reports false at the end. Each
// world must be passed to Done when its run has ended.
func (s *Space) Next() (World, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		switch {
		case s.stopped || (s.opts.Worlds > 0 && s.given >= s.opts.Worlds):
			return World{}, false
		case len(s.kids) > 0:
			return s.hand(), true
		case len(s.parents) == 0 && len(s.later) > 0:
			s.parents, s.later = s.later, nil
		case len(s.parents) > 0 && s.parents[0].done:
			s.expand()
		case len(s.parents) > 0 || s.running > 0:
			s.ready.Wait()
		case len(s.fewer) > 0:
			slices.SortFunc(s.fewer, func(a, b World) int { return a.parent - b.parent })
			s.kids, s.fewer = s.fewer, nil
		default:
			return World{}, false
		}
	}
}

// hand hands out the first of the kids. The lock is held.
func (s *Space) hand() World {
	w := s.kids[0]
	s.kids = s.kids[1:]
	w.N = s.given
	s.given++
	s.running++
	if len(w.Pins) < s.opts.Depth {
		n := &node{world: w}
		s.later, s.waiting[w.N] = append(s.later, n), n
		s.tried[hash(w.Name)] = true
	}
	return w
}

// expand finds the worlds of the first of the parents. The lock is held.
func (s *Space) expand() {
	p := s.parents[0]
	s.parents = s.parents[1:]
	if !p.further || (len(p.world.Pins) > 0 && s.shown[p.print]) {
		return
	}
	s.shown[p.print] = true
	s.kids = s.children(p)
	s.explored++
	s.found += len(s.kids)
}

// children returns the worlds that differ from a world by one more pin.
func (s *Space) children(p *node) (all []World) {
	behind := call{}
	if n := len(p.world.Pins); n > 0 {
		behind = p.world.Pins[n-1].call
	}
	for i, pin := range append(slices.Clip(p.open), sweep(p.calls, behind)...) {
		if len(p.world.Pins) == 0 && s.opts.Shards > 1 && i%s.opts.Shards != s.opts.Shard-1 {
			continue
		}
		w := World{Pins: append(slices.Clip(p.world.Pins), pin), space: s, parent: p.world.N}
		w.Name = name(w.Pins)
		all = append(all, w)
	}
	return all
}

// Done takes what happened in a world.
func (s *Space) Done(w World, r Run) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running--
	s.tally.add(w, r)
	if n := s.waiting[w.N]; n != nil {
		delete(s.waiting, w.N)
		s.finish(n, r)
	}
	if r.Failure != "" {
		s.cutDown(w)
	}
	s.ready.Broadcast()
}

// finish takes the run of a node. A world that failed is not explored further. The lock is held.
func (s *Space) finish(n *node, r Run) {
	n.done = true
	if n.further = r.Failure == "" && !r.Skipped; !n.further {
		return
	}
	n.print, n.calls = fingerprint(r.Entries), s.calls(r.Entries)
	next := 0
	for _, pin := range n.world.Pins {
		if next = pin.order + 1; pin.rule != "" {
			return // faults come last
		}
	}
	seen := seenIn(r.Entries)
	for _, pin := range s.pins[next:] {
		if seen.has(pin) && !slices.ContainsFunc(n.world.Pins, pin.excludes) {
			n.open = append(n.open, pin)
		}
	}
}

// cutDown remembers the worlds with fewer pins that a failed world might be cut down to, unless they were tried. The lock is held.
func (s *Space) cutDown(w World) {
	for i := range w.Pins {
		if len(w.Pins) < 2 {
			return
		}
		pins := slices.Delete(slices.Clone(w.Pins), i, i+1)
		less := World{Name: name(pins), Pins: pins, space: s, parent: w.N}
		if !s.tried[hash(less.Name)] {
			s.tried[hash(less.Name)] = true
			s.fewer = append(s.fewer, less)
		}
	}
}

// Stop ends the space: Next returns false from now on.
func (s *Space) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
	s.ready.Broadcast()
}

// Progress returns how many worlds were run, how many of them failed, and an estimate of how many there are.
func (s *Space) Progress() (done, failed, all int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all = s.given + len(s.kids) + len(s.fewer)
	if s.explored > 0 {
		all += (len(s.parents) + len(s.later)) * s.found / s.explored
	}
	if s.opts.Worlds > 0 {
		all = min(all, s.opts.Worlds)
	}
	return s.tally.run, s.tally.failed, all
}

// texts returns the scenarios with nothing left open. Those of the last worlds are kept: most worlds differ by their faults alone.
func (s *Space) texts(pins []*Pin) []scenario.Source {
	const enough = 16
	open := slices.DeleteFunc(slices.Clone(pins), func(p *Pin) bool { return p.rule != "" })
	key := name(open)
	s.texting.Lock()
	defer s.texting.Unlock()
	if made, ok := s.cached[key]; ok {
		return made
	}
	var made []scenario.Source
	for _, d := range s.documents {
		made = append(made, scenario.Source{Name: d.name, Text: encode(d.pinned(open))})
	}
	if len(s.cached) >= enough {
		clear(s.cached)
	}
	s.cached[key] = made
	return made
}
