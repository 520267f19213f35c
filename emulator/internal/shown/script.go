package shown

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// maxItems is how many items of one section of one scenario are counted; a longer list helps no reader.
const maxItems = 5000

// script is a timeline of a scenario with the items of its steps and branches.
type script struct {
	timeline *job.Timeline
	statuses map[string]string           // of the steps, by position
	items    map[string][]*coverage.Item // what a step at a position is counted as
	straight []string                    // the positions of the only path; nil if the timeline chooses
}

// scripts finds the script of a job.
type scripts struct {
	jobs     map[job.Ref]*script
	families []family
	rules    map[string]*script          // of the jobs that a rule starts, by the rule's location
	items    map[string][]*coverage.Item // rules by their location
}

type family struct {
	api    string
	family *job.Family
	script *script
}

// of returns the script of a job of a scenario; nil for another one.
func (s *scripts) of(ref job.Ref) *script {
	if one := s.jobs[ref]; one != nil {
		return one
	}
	for _, f := range s.families {
		if f.api == ref.API && f.family.Contains(ref.ID) {
			return f.script
		}
	}
	return nil
}

// builder adds the items of scenarios to a counter and finds them again for a session.
type builder struct {
	set   coverage.Items
	count map[coverage.Key]int // of items, by section and scenario
	made  map[*job.Timeline]*script
	seed  uint64
	scripts
}

// scriptsOf returns the scripts of scenarios; their items are added to all.
func scriptsOf(all coverage.Items, scenarios []scenario.Named, seed uint64) scripts {
	b := &builder{
		set: all, count: map[coverage.Key]int{}, made: map[*job.Timeline]*script{}, seed: seed,
		scripts: scripts{jobs: map[job.Ref]*script{}, rules: map[string]*script{}, items: map[string][]*coverage.Item{}},
	}
	for _, s := range scenarios {
		for _, spec := range s.Jobs {
			spec.All(func(spec job.Spec) bool { b.spec(s, spec); return true })
		}
		for i := range s.Rules {
			b.rule(s, &s.Rules[i])
		}
	}
	return b.scripts
}

// add adds an item of a scenario. It returns nil beyond maxItems.
func (b *builder) add(i coverage.Item) *coverage.Item {
	section := coverage.Key{Section: i.Section, Group: i.Group}
	if b.count[section]++; b.count[section] > maxItems {
		return nil
	}
	return b.set.Add(i)
}

// spec adds a job or a family of jobs.
func (b *builder) spec(s scenario.Named, spec job.Spec) {
	if spec.Family != nil {
		for _, m := range spec.Family.Members {
			m.All(func(m job.Spec) bool { b.spec(s, m); return true })
		}
		if spec.Family.Members != nil {
			return
		}
	}
	if spec.Timeline == nil { // its sub-jobs decide
		return
	}
	label := spec.Ref.String()
	if name := s.Annotation(spec.Ref).Timeline; name != "" {
		label = "timeline " + name
	}
	first := spec.Ref
	if spec.Family != nil {
		first.ID = spec.Family.ID(spec.Family.First)
	}
	one := b.script(s, label, s.Location(spec.Ref), first, spec.Timeline)
	if spec.Family != nil {
		b.families = append(b.families, family{spec.API, spec.Family, one})
		return
	}
	b.jobs[spec.Ref] = one
}

// rule adds a rule, and the script of the jobs that it starts.
func (b *builder) rule(s scenario.Named, r *rule.Rule) {
	_, number, _ := strings.Cut(r.Key, "#")
	i := b.add(coverage.Item{Section: coverage.Rules, Group: s.Name, Name: fmt.Sprintf("rule %s: %s", number, r), Place: r.Location, Show: showRule(r)})
	if i != nil {
		b.items[r.Location] = append(b.items[r.Location], i)
	}
	if r.Start != nil && r.Start.Timeline != nil {
		b.rules[r.Location] = b.script(s, "job of rule "+number, r.Location, job.Ref{}, r.Start.Timeline)
	}
}

// script returns the script of a timeline, with the items of its branches and steps.
func (b *builder) script(s scenario.Named, label, place string, ref job.Ref, t *job.Timeline) *script {
	if one := b.made[t]; one != nil {
		return one
	}
	one := &script{timeline: t, statuses: map[string]string{}, items: map[string][]*coverage.Item{}}
	branches := map[string]*coverage.Item{}
	for _, at := range branchesOf(nil, "", t.Nodes) {
		show := showBranch(s.Name, b.seed, ref, t, at)
		branches[at] = b.add(coverage.Item{Section: coverage.Branches, Group: s.Name, Name: label + " branch " + at, Place: place, Show: show})
	}
	for at, step := range t.Explain() {
		show := showStep(ref, at, step)
		if around := branches[at.Branch]; around != nil {
			show = around.Show
		}
		items := []*coverage.Item{b.add(coverage.Item{Section: coverage.Steps, Group: s.Name, Name: fmt.Sprintf("%s step %s: %s", label, at.Position, step.Status), Place: place, Show: show})}
		for around := at.Position; around != ""; around = around[:max(strings.LastIndexByte(around, '.'), 0)] {
			items = append(items, branches[around])
		}
		one.statuses[at.Position], one.items[at.Position] = step.Status, items
	}
	if len(branches) == 0 {
		one.straight = t.Positions(0)
	}
	b.made[t] = one
	return one
}

// branchesOf appends the positions of all branches that have a step.
func branchesOf(all []string, within string, nodes []job.Node) []string {
	for i, n := range nodes {
		at := within + strconv.Itoa(i+1) + "."
		for k, b := range n.Choose {
			branch := at + strconv.Itoa(k+1)
			if len(b.Nodes) > 0 {
				all = append(all, branch)
			}
			all = branchesOf(all, branch+".", b.Nodes)
		}
		all = branchesOf(all, at, n.Nodes)
	}
	return all
}

// positions returns the position of each step of a job's path.
func (s *script) positions(seed uint64, ref job.Ref) []string {
	if s.straight != nil {
		return s.straight
	}
	return s.timeline.Positions(job.Key(seed, ref.API, ref.ID))
}

// count counts the step at a position and the branches around it, unless its status is another one: then the job is on another script.
func (s *script) count(position, status string) {
	if s.statuses[position] != status {
		return
	}
	for _, i := range s.items[position] {
		if i != nil {
			i.Count++
		}
	}
}
