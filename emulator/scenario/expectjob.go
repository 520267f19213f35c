package scenario

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// expectJob reads an expectation about a job.
func (r *reader) expectJob(m mapping, s *Scenario) *verdict.JobExpectation {
	want := &verdict.JobExpectation{Job: r.expectedJob(m.value("job"))}
	if list := r.filled(m, "seen"); list != nil {
		want.Seen = r.statuses(list.Content, want.Job, s)
	}
	if c, ok := scalar(r, m.value("polls"), grammar.Counts, parseCounts); ok {
		want.Polls = &c
	}
	if p, ok := scalar(r, m.value("pause"), grammar.Pauses, parsePauses); ok {
		want.Pause = &p
	}
	most := verdict.NoMax
	if want.Polls != nil {
		most = want.Polls.Max
	}
	switch {
	case !m.named["seen"] && !m.named["polls"] && !m.named["pause"]:
		r.fault(m.at, "nothing is expected of the job", "seen, polls or pause", "")
	case most == 0 && len(want.Seen) > 0:
		r.fault(m.value("polls"), "this can never be met: a job that is not polled shows no status", "1..", "")
	case most < 2 && want.Pause != nil:
		r.fault(m.value("polls"), "this can never be met: there is no pause with less than two polls", "2..", "")
	}
	return want
}

// expectedJob reads the name of a job, API/ID, which the file must have, or another one that is loaded with it.
func (r *reader) expectedJob(n *yaml.Node) job.Ref {
	api, id, ok := strings.Cut(n.Value, "/")
	ref := job.Ref{API: api, ID: id}
	_, named := r.named[ref]
	switch {
	case !ok || id == "":
		r.fault(n, quoted(n.Value)+" is not the name of a job", "API/ID, such as evs/disk", "")
	case r.api(api) == nil:
		r.fault(n, "there is no API "+quoted(api), oneOf(r.apis()), meant(api, r.apis()))
	case !named && r.isFamily(ref) == nil && !r.full():
		var names []string
		for named := range r.named {
			names = append(names, named.String())
		}
		slices.Sort(names)
		r.missing(n, "job", n.Value, names)
	}
	return ref
}

// isFamily returns the family of which a job is one, or nil.
func (r *reader) isFamily(ref job.Ref) *job.Family {
	for _, g := range r.families {
		if g.api == ref.API && g.family.Contains(ref.ID) {
			return g.family
		}
	}
	return nil
}

// statuses reads statuses of a job that are expected in an order, and reports what its timeline cannot show.
func (r *reader) statuses(nodes []*yaml.Node, ref job.Ref, s *Scenario) []string {
	v := r.api(ref.API)
	spec := r.specOf(ref, s)
	var all []string
	for _, n := range nodes {
		if n.Kind != yaml.ScalarNode {
			r.fault(n, "a status cannot be "+shapeOf(n), "a status word", "")
			return nil
		}
		all = append(all, n.Value)
	}
	if v == nil {
		return all
	}
	var words []string
	for _, w := range v.Words {
		words = append(words, w.Status)
	}
	if spec == nil || spec.Timeline == nil || len(v.Movers) > 0 { // its status may also come from sub-jobs, or from calls
		if spec != nil && spec.Timeline != nil {
			words = append(words, statusesOf(spec.Timeline.Nodes)...)
		}
		for _, n := range nodes {
			r.oneOfWords(n, v.API+" has no status", n.Value, words)
		}
		return all
	}
	shown := statusesOf(spec.Timeline.Nodes)
	for _, n := range nodes {
		if !slices.Contains(shown, n.Value) {
			r.fault(n, fmt.Sprintf("this can never be met: the timeline of %s does not have %s", ref, quoted(n.Value)), oneOf(shown), meant(n.Value, shown))
			return all
		}
	}
	if got := inOrder(spec.Timeline.Nodes, all, 0); got < len(all) {
		r.fault(nodes[got], fmt.Sprintf("this can never be met: the timeline of %s does not come to %s after %s", ref, all[got], strings.Join(all[:got], ", ")), "", "")
	}
	return all
}

// statusesOf returns the statuses of steps, each once.
func statusesOf(nodes []job.Node) []string {
	var all []string
	var visit func([]job.Node)
	visit = func(nodes []job.Node) {
		for _, n := range nodes {
			if n.Step != nil && !slices.Contains(all, n.Step.Status) {
				all = append(all, n.Step.Status)
			}
			visit(n.Nodes)
			for _, b := range n.Choose {
				visit(b.Nodes)
			}
		}
	}
	visit(nodes)
	return all
}

// inOrder returns how many of the wanted statuses a path through the nodes can show in order, of which done came before.
func inOrder(nodes []job.Node, want []string, done int) int {
	for _, n := range nodes {
		switch {
		case done == len(want):
			return done
		case n.Step != nil:
			if n.Step.Status == want[done] {
				done++
			}
		case n.Choose != nil:
			most := done
			for _, b := range n.Choose {
				most = max(most, inOrder(b.Nodes, want, done))
			}
			done = most
		default:
			for range min(n.Repeat, len(want)) {
				done = inOrder(n.Nodes, want, done)
			}
		}
	}
	return done
}

// specOf returns a job of the file, or the entry for many jobs of which it is one; nil if there is none.
func (r *reader) specOf(ref job.Ref, s *Scenario) (found *job.Spec) {
	family := r.isFamily(ref)
	for i := range s.Jobs {
		one := &s.Jobs[i]
		if family != nil && one.Family == family {
			return one
		}
		one.All(func(spec job.Spec) bool {
			if spec.Ref == ref {
				found = &spec
			}
			return found == nil
		})
	}
	return found
}

// expectCall reads an expectation about a call.
func (r *reader) expectCall(m mapping, s *Scenario) *verdict.CallExpectation {
	n := m.value("call")
	r.call(n)
	want := &verdict.CallExpectation{Call: n.Value, Times: verdict.Count{Min: 1, Max: verdict.NoMax}}
	if c, ok := scalar(r, m.value("times"), grammar.Counts, parseCounts); ok {
		want.Times = c
	}
	want.After, want.Before = r.point(m, "after", s), r.point(m, "before", s)
	if a, b := want.After, want.Before; a != nil && b != nil && r.never(*a, *b, s) {
		r.fault(m.value("before"), fmt.Sprintf("this can never be met: %s does not come after %s", b, a), "", "")
	}
	return want
}

// never reports whether the second of two points can never come after the first.
func (r *reader) never(first, second verdict.Point, s *Scenario) bool {
	if first == second {
		return true
	}
	spec := r.specOf(first.Job, s)
	v := r.api(first.Job.API)
	if first.Status == "" || first.Job != second.Job || spec == nil || spec.Timeline == nil || len(v.Movers) > 0 {
		return false
	}
	return inOrder(spec.Timeline.Nodes, []string{first.Status, second.Status}, 0) < 2
}

// point reads a point in time; nil if it is absent or faulty.
func (r *reader) point(m mapping, name string, s *Scenario) *verdict.Point {
	n := m.value(name)
	if n == nil {
		return nil
	}
	p, ok := r.mapping(n, name, grammar.Point, false)
	if !ok {
		return nil
	}
	switch call, of, status := p.value("call"), p.value("job"), p.value("status"); {
	case call != nil && (p.named["job"] || p.named["status"]):
		r.fault(call, name+" names a call or the status of a job, not both", "one of them", "")
	case call != nil:
		r.call(call)
		return &verdict.Point{Call: call.Value}
	case of != nil && status != nil:
		ref := r.expectedJob(of)
		r.statuses([]*yaml.Node{status}, ref, s)
		return &verdict.Point{Job: ref, Status: status.Value}
	case !p.named["call"] && (!p.named["job"] || !p.named["status"]):
		r.fault(n, name+" names no point in time", "{call: API.OPERATION}, or {job: API/ID, status: STATUS}", "")
	}
	return nil
}
