package explore

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// point is one thing that a scenario leaves open: a choice, a range, a chance, or whether a status is seen.
type point struct {
	kind  Kind
	plain int // the alternative of the plain world
}

// place is where a walk through a scenario is.
type place struct {
	label  string  // of the job or the rule
	path   string  // of the item in its timeline, "3.1"
	within []value // the branches that lead here
	owner  owner
	tree   *yaml.Node // as Pin has it
}

// item returns the place of the nth item of a list, or of a branch, counted from 1.
func (at place) item(n int) place {
	if at.path != "" {
		at.path += "."
	}
	at.path += fmt.Sprint(n)
	return at
}

// field returns the place of a field.
func (at place) field(name string) place {
	at.path = name
	return at
}

// branch returns the place within a branch of the choice here.
func (at place) branch(choice *yaml.Node, n int) place {
	at = at.item(n + 1)
	at.within = append(slices.Clip(at.within), value{choice, n})
	return at
}

// pin adds an alternative of the point at a node.
func (d *document) pin(at place, node *yaml.Node, kind Kind, n int, name, note string, more ...value) {
	where := at.label
	if at.path != "" {
		where += ":" + at.path
	}
	values := append(slices.Clip(at.within), value{node, n})
	d.pins = append(d.pins, Pin{
		Kind: kind, Name: where + "=" + name, Note: at.label + ": " + note, values: append(values, more...), owner: at.owner, tree: at.tree,
	})
}

// open finds what the scenario leaves open.
func (d *document) open(words []job.Vocabulary) {
	for _, entry := range items(get(d.root, "jobs")) {
		d.job(entry, text(entry, "api"), words, nil, nil)
	}
	for i, r := range items(get(d.root, "rules")) {
		d.rule(i, r)
	}
	if timelines := get(d.root, "timelines"); timelines != nil {
		for i := 0; i+1 < len(timelines.Content); i += 2 {
			d.steps(timelines.Content[i+1], place{label: d.label(timelines.Content[i].Value)})
		}
	}
}

// job finds what a job leaves open. refs are the job that it is a sub-job of, and those that one is a sub-job of.
func (d *document) job(entry *yaml.Node, api string, words []job.Vocabulary, refs []job.Ref, tree *yaml.Node) {
	id := text(entry, "id")
	for _, v := range words {
		if v.API == api && v.IDWord != "" && id == "" {
			id = text(entry, v.IDWord)
		}
	}
	refs = append(slices.Clip(refs), job.Ref{API: api, ID: id})
	if get(entry, "timeline") != nil && get(entry, "sub_jobs") != nil && tree == nil {
		tree = entry
	}
	at := place{label: d.label(id), tree: tree}
	if !strings.Contains(id, "{") { // a generator's jobs have other names
		at.owner.refs = append(refs, subJobs(entry, api)...)
	}
	d.span(at.field("starts"), get(entry, "starts"), "begins after ")
	d.span(at.field("hidden"), get(entry, "hidden"), "is hidden for ")
	d.steps(get(entry, "timeline"), at)
	for _, c := range items(get(entry, "sub_jobs")) {
		d.job(c, api, words, refs, tree)
	}
}

// subJobs returns the sub-jobs of a job and of its sub-jobs.
func subJobs(entry *yaml.Node, api string) (all []job.Ref) {
	for _, c := range items(get(entry, "sub_jobs")) {
		all = append(append(all, job.Ref{API: api, ID: text(c, "id")}), subJobs(c, api)...)
	}
	return all
}

// rule finds what a rule leaves open.
func (d *document) rule(i int, r *yaml.Node) {
	name := text(r, "name")
	if name == "" {
		name = fmt.Sprintf("rule%d", i+1)
	}
	at := place{label: d.label(name), owner: owner{call: text(r, "call")}}
	d.span(at.field("delay"), get(r, "delay"), "delays responses by ")
	if start := get(r, "start"); start != nil {
		d.span(at.field("hidden"), get(start, "hidden"), "hides the job for ")
		d.steps(get(start, "timeline"), at)
	}
	if get(r, "chance") != nil {
		d.points[r] = &point{kind: Chance}
		d.pin(at, r, Chance, 1, "call1", "claims the first of its calls")
		d.pin(at, r, Chance, 2, "call2", "claims the second of its calls")
	}
}

// label returns a short name for a job, a rule or a timeline that no other one has.
func (d *document) label(name string) string {
	const short, long = 8, 12
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", r) {
			return r
		}
		return '_'
	}, name)
	if len(plain) > long {
		plain = plain[:short]
	}
	d.labels[plain]++
	if n := d.labels[plain]; n > 1 {
		plain += fmt.Sprintf("~%d", n)
	}
	return plain
}

// steps finds what a list of steps leaves open.
func (d *document) steps(list *yaml.Node, at place) {
	for i, n := range items(list) {
		here := at.item(i + 1)
		switch {
		case get(n, "choose") != nil:
			d.choice(n, here)
		case get(n, "repeat") != nil:
			d.steps(get(n, "steps"), here)
		default:
			d.step(n, here)
		}
	}
}

// choice finds the branches of a choice, and what they leave open. The plain world takes the first of the heaviest.
func (d *document) choice(n *yaml.Node, at place) {
	p := &point{kind: Branch}
	d.points[n] = p
	branches := items(get(n, "choose"))
	weights := make([]int, len(branches))
	for i, b := range branches {
		weights[i] = 1
		if w := text(b, "weight"); w != "" {
			_, _ = fmt.Sscan(w, &weights[i]) // the reader has checked it
		}
		if weights[i] > weights[p.plain] {
			p.plain = i
		}
	}
	for i := range branches {
		if i != p.plain && weights[i] > 0 {
			d.pin(at, n, Branch, i, fmt.Sprintf("b%d", i+1), fmt.Sprintf("item %s takes branch %d of %d%s", at.path, i+1, len(branches), d.through(branches[i])))
		}
	}
	for i, b := range branches {
		if weights[i] > 0 {
			d.steps(get(b, "steps"), at.branch(n, i))
		}
	}
}

// through returns the statuses of a branch, for people.
func (d *document) through(branch *yaml.Node) string {
	var words []string
	for _, s := range items(d.script(get(branch, "steps"))) {
		if word := statusOf(s); word != "" {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

// statusOf returns the status word of a step.
func statusOf(step *yaml.Node) string {
	if word := text(step, "status"); word != "" {
		return word
	}
	return text(get(step, "status"), "name")
}

// step finds what a step leaves open: the end of its range, and whether it is seen at all. A step that only a call ends is not passed.
func (d *document) step(n *yaml.Node, at place) {
	lasts := get(n, "for")
	if lasts == nil || lasts.Kind != yaml.ScalarNode {
		return
	}
	if lasts.Value != none {
		d.points[n] = &point{kind: Passed}
	}
	d.span(at, lasts, statusOf(n)+" lasts ", value{n, 0})
	if lasts.Value != none {
		d.pin(at, n, Passed, 1, "passed", statusOf(n)+" passes between two polls")
	}
}

// none is the duration of a step that no client sees.
const none = "0s"

// span finds the ends of a range; more is what holds besides. The plain world has the lower end.
func (d *document) span(at place, n *yaml.Node, note string, more ...value) {
	if n == nil || n.Kind != yaml.ScalarNode {
		return
	}
	low, high, ok := ends(n.Value)
	if !ok || low == high {
		return
	}
	d.points[n] = &point{kind: End}
	d.pin(at, n, End, 1, "max", note+high, more...)
}

// ends returns both ends of a range, "2s..5s".
func ends(text string) (low, high string, ok bool) {
	low, high, ok = strings.Cut(text, "..")
	return strings.TrimSpace(low), strings.TrimSpace(high), ok
}
