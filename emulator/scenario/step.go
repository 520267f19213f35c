package scenario

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// item is one item of a script, with the nodes of its faults.
type item struct {
	job.Node
	in    *script // its reader
	at    *yaml.Node
	ends  *yaml.Node // what ends a step
	word  *yaml.Node // its status, unless it is written out
	items []item     // of a repeat
	ways  [][]item   // of a choice
}

// script reads the items of one timeline.
type script struct {
	*reader
	words  *job.Vocabulary // nil: words are not checked
	said   map[string]string
	within []string // the named timelines that are being read, outermost first
}

// timeline reads a job's script and checks that all of it can happen.
func (r *reader) timeline(m mapping, v *job.Vocabulary, of job.Ref) *job.Timeline {
	n := m.value("timeline")
	if n == nil {
		return nil
	}
	if n.Kind == yaml.ScalarNode {
		one := r.namedTimeline(m, v)
		r.annotations[of] = Annotation{Timeline: n.Value, Notes: one.notes}
		return one.timeline
	}
	one := r.inlineTimeline(m, v)
	r.annotations[of] = Annotation{Notes: one.notes}
	return one.timeline
}

// written reads the script in a field, or the one with the name in it.
func (r *reader) written(m mapping, v *job.Vocabulary) (*job.Timeline, map[string]string) {
	before := r.count
	s := &script{reader: r, words: v, said: map[string]string{}}
	items := s.steps(m, "timeline", "")
	s.reach(items, true)
	if r.count > before {
		return nil, nil
	}
	if r.steps > maxSteps {
		r.count++ // reported at the script that was too much
		return nil, nil
	}
	if r.unfolds(min(job.Longest(nodes(items)...), job.MaxSteps)) {
		r.fault(m.key("timeline"), fmt.Sprintf("the scripts of this scenario unfold to more than %d steps", maxSteps), "", "a named timeline, under timelines:, is unfolded once for all jobs that follow it")
		return nil, nil
	}
	t, err := job.NewTimeline(nodes(items)...)
	switch {
	case err != nil:
		r.fault(m.key("timeline"), err.Error(), "", "")
		return nil, nil
	case t.Lifetime().Longest > longest:
		r.fault(m.key("timeline"), "the script can last longer than a hundred years", "", "")
		return nil, nil
	}
	return t, s.said
}

// maxSteps is the maximum number of steps of all scripts of a scenario together. A script that is shared by its name counts once.
const maxSteps = 500_000

// unfolds adds the steps of a script and reports whether they are more than the scenario may have.
func (r *reader) unfolds(steps int) bool {
	r.steps += steps
	return r.steps > maxSteps
}

func (s *script) items(list *yaml.Node, place string) []item {
	items := make([]item, 0, len(list.Content))
	for i, n := range list.Content {
		items = append(items, s.item(n, fmt.Sprintf("%s%d", place, i+1)))
	}
	return items
}

// item reads a step, a repeat, a choice or the name of a timeline, as a field that only one of them has decides.
func (s *script) item(n *yaml.Node, place string) item {
	if len(s.within) > 0 {
		if s.timelineSet.left--; s.timelineSet.left < 0 {
			if s.count++; s.timelineSet.left == -1 {
				s.fault(n, tooManyShared, "", "")
			}
			return item{in: s, at: n, Node: job.Node{Repeat: 1}}
		}
	}
	switch {
	case s.names(n):
		it := item{in: s, at: n, Node: job.Node{Repeat: 1}, items: s.borrowed(n, place+".")}
		it.Nodes = nodes(it.items)
		return it
	case has(n, "repeat") && has(n, "status"):
		s.fault(n, "a repeat is not a step", "repeat: 3 with steps: [{status: …}] beside it", "")
		return item{in: s, at: n, Node: job.Node{Repeat: 1}}
	case has(n, "choose"):
		return s.choice(n, place)
	case has(n, "repeat"), has(n, "steps") && !has(n, "status"):
		return s.repeat(n, place)
	default:
		return s.step(n, place)
	}
}

func (s *script) repeat(n *yaml.Node, place string) item {
	it := item{in: s, at: n, Node: job.Node{Repeat: 1}}
	m, ok := s.mapping(n, "a repeat", grammar.Repeat, false)
	if !ok {
		return it
	}
	if times := m.value("repeat"); times != nil {
		if i, ok := s.whole(times, "repeat", 1, job.MaxSteps); ok {
			it.Repeat = i
		}
	}
	it.items = s.steps(m, "steps", place+".")
	it.Nodes = nodes(it.items)
	return it
}

func (s *script) choice(n *yaml.Node, place string) item {
	it := item{in: s, at: n, Node: job.Node{Choose: []job.Branch{}}}
	m, ok := s.mapping(n, "a choice", grammar.Choose, false)
	if !ok {
		return it
	}
	list := s.filled(m, "choose")
	if list == nil {
		return it
	}
	for i, c := range list.Content {
		weight, way := s.branch(c, fmt.Sprintf("%s.%d.", place, i+1))
		it.ways = append(it.ways, way)
		it.Choose = append(it.Choose, job.Branch{Weight: weight, Nodes: nodes(way)})
	}
	return it
}

func (s *script) branch(n *yaml.Node, place string) (weight int, way []item) {
	const heaviest = 1_000_000
	weight = 1
	m, ok := s.mapping(n, "a branch", grammar.Branch, false)
	if !ok {
		return weight, nil
	}
	if w := m.value("weight"); w != nil {
		if i, ok := s.whole(w, "weight", 1, heaviest); ok {
			weight = i
		}
	}
	return weight, s.steps(m, "steps", place)
}

func (s *script) step(n *yaml.Node, place string) item {
	it := item{in: s, at: n, Node: job.Node{Step: &job.Step{}}}
	table := grammar.Step
	if s.words != nil {
		table = s.table("a step", s.words, func() []grammar.Field { return grammar.OfStep(s.words) })
	}
	m, ok := s.mapping(n, "a step", table, s.words == nil)
	if !ok {
		it.Step.Until = job.After(job.Span{}) // its end is unknown, so that no fault of the next step follows from it
		return it
	}
	word, known := s.status(m.value("status"))
	if at := m.value("status"); at != nil && at.Kind == yaml.ScalarNode {
		it.word = at
	}
	it.Step.Status, it.Step.Phase = word.Status, word.Phase
	it.ends = s.exit(m, it.Step)
	s.share(m, it.Step)
	if s.words == nil {
		return it
	}
	fields, ok := s.fields(m, s.words, s.words.StepFields)
	if known && ok && s.words.NewPayload != nil {
		say, err := s.words.NewPayload(word, fields)
		if err != nil {
			s.payload(m, err)
		}
		it.Step.Payload = say
	}
	s.said[place] = note(m, s.words, fields)
	return it
}

// status reads a status word: one of the API's, or another one on purpose.
func (s *script) status(n *yaml.Node) (job.Word, bool) {
	if n == nil {
		return job.Word{}, false
	}
	if n.Kind == yaml.ScalarNode {
		return s.word(n)
	}
	m, ok := s.mapping(n, "a status of this form", grammar.OddStatus, false)
	if !ok {
		return job.Word{}, false
	}
	phase, known := job.ParsePhase(m.text("phase"))
	if at := m.value("phase"); at != nil && !known {
		s.oneOfWords(at, "there is no phase", at.Value, job.PhaseNames())
	}
	return job.Word{Status: m.text("name"), Phase: phase}, known && m.value("name") != nil
}

func (s *script) word(n *yaml.Node) (job.Word, bool) {
	if s.words == nil {
		return job.Word{Status: n.Value}, false
	}
	w, known := s.words.Word(n.Value)
	if known {
		return w, true
	}
	if s.full() {
		return w, false
	}
	var all []string
	for _, w := range s.words.Words {
		all = append(all, w.Status)
	}
	hint := meant(n.Value, all)
	if others := s.owners(func(v *job.Vocabulary) bool { _, has := v.Word(n.Value); return has }); hint == "" && len(others) > 0 {
		hint = "it is a status of " + oneOf(others) + "."
	}
	s.fault(n, fmt.Sprintf("%s has no status %s", s.words.API, quoted(n.Value)), oneOf(all),
		orOnPurpose(hint, "{name: "+quoted(n.Value)+", phase: running}"))
	return w, false
}

func nodes(items []item) []job.Node {
	all := make([]job.Node, len(items))
	for i, it := range items {
		all[i] = it.Node
	}
	return all
}
