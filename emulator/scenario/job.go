package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// family is what a sub-job inherits from its parent.
type family struct {
	words   *job.Vocabulary // nil if the parent names no API that there is
	project string
}

// job reads a job, or a sub-job of a family, and returns when it ends. The spec is valid only if no fault was reported.
func (r *reader) job(n *yaml.Node, of *family) (job.Spec, life) {
	v, what, table := r.vocabulary(n), "a job", grammar.Job
	if of != nil {
		v, what, table = of.words, "a sub-job", grammar.SubJob
	}
	if v != nil {
		common := table
		table = r.table(what, v, func() []grammar.Field { return grammar.OfJob(common, v) })
	}
	before := r.count
	m, ok := r.mapping(n, what, table, v == nil)
	if !ok {
		return job.Spec{}, life{}
	}
	switch {
	case of != nil || v != nil:
	case m.value("api") != nil:
		r.oneOfWords(m.value("api"), "there is no API", m.text("api"), r.apis())
	case !m.named["api"]:
		r.fault(m.at, "a job has no api", "api: "+oneOf(r.apis()), "")
	}
	s := job.Spec{
		Ref: r.ref(m, v, what), Type: r.jobType(m, v, what), Project: m.text("project"), Born: r.instant(m.value("born")),
		Expires: r.expires(m.value("expires")), Consistency: r.consistency(m), Attributes: r.attributes(m, v),
	}
	s.Starts, _ = scalar(r, m.value("starts"), grammar.Span, parseSpan)
	if of != nil && s.Project == "" {
		s.Project = of.project
	}
	s.Timeline = r.timeline(m, v, s.Ref)
	lives := r.children(m, &s, v, what)
	if v == nil || r.count > before {
		return s, life{}
	}
	if v.Targets != nil {
		s.Targets = v.Targets(s)
	}
	r.unshown(m, s, v)
	return s, r.tree(&s, lives, m)
}

// vocabulary returns the vocabulary of a job's API, or nil if the API is unknown.
func (r *reader) vocabulary(n *yaml.Node) *job.Vocabulary { return r.api(peek(n, "api")) }

// ref reads a job's name: under id, or under the word that its API has for it. It is taken as it is written.
func (r *reader) ref(m mapping, v *job.Vocabulary, what string) job.Ref {
	words := []string{"id"}
	if v != nil && v.IDWord != "" {
		words = []string{v.IDWord, "id"}
	}
	var ref job.Ref
	var at *yaml.Node
	for _, word := range words {
		n := m.value(word)
		switch {
		case n == nil:
		case at != nil:
			r.fault(m.key(word), fmt.Sprintf("%s is named by %s and %s", what, words[0], words[1]), "one of them", "")
		default:
			at, ref.ID = n, n.Value
		}
	}
	if at == nil {
		if !slices.ContainsFunc(words, func(w string) bool { return m.named[w] }) {
			r.fault(m.at, fmt.Sprintf("%s has no %s", what, words[0]), words[0]+": its name, as a client writes it", "")
		}
		return ref
	}
	if v != nil {
		ref.API = v.API
		r.checkRef(at, ref, v)
	}
	return ref
}

// checkRef reports an invalid name, or one that another job of the file has.
func (r *reader) checkRef(at *yaml.Node, ref job.Ref, v *job.Vocabulary) {
	switch {
	case ref.ID == "" || strings.ContainsFunc(ref.ID, unicode.IsControl):
		r.fault(at, quoted(ref.ID)+" cannot name a job", "a name", "")
	case v.CheckID != nil:
		if err := v.CheckID(ref.ID); err != nil {
			why := err.Error()
			if wrong, ok := errors.AsType[*job.FieldError](err); ok {
				why = wrong.Message
			}
			message := quoted(ref.ID) + " cannot name a job of " + v.API
			want, wanted := strings.CutPrefix(why, "want ")
			if !wanted {
				message, want = message+": "+why, ""
			}
			r.fault(at, message, want, "")
		}
	}
	if other, taken := r.named[ref]; taken {
		r.fault(at, fmt.Sprintf("two jobs of %s are named %s", ref.API, quoted(ref.ID)), "", fmt.Sprintf("the other one is in line %d", other.line))
		return
	}
	r.named[ref] = r.place(at)
}

// jobType reads a job's type: one of the API's, or another one on purpose.
func (r *reader) jobType(m mapping, v *job.Vocabulary, what string) string {
	n := m.value("type")
	switch {
	case v == nil || (n == nil && m.named["type"]):
	case n == nil && len(v.Types) > 0:
		r.fault(m.at, what+" has no type", "type: "+oneOf(v.Types), "")
	case n == nil:
	case len(v.Types) == 0:
		r.fault(m.key("type"), fmt.Sprintf("jobs of %s have no type", v.API), "", "")
	case n.Kind == yaml.MappingNode:
		odd, _ := r.mapping(n, "a type of this form", grammar.OddType, false)
		return odd.text("name")
	case n.Kind != yaml.ScalarNode:
		r.fault(n, "type cannot be "+shapeOf(n), grammar.Type.Want(), "")
	case v.OpenTypes:
		r.resembles(n, v)
	case !slices.Contains(v.Types, n.Value) && !r.full():
		r.fault(n, v.API+" has no job type "+quoted(n.Value), oneOf(v.Types), orOnPurpose(meant(n.Value, v.Types), "type: {name: "+quoted(n.Value)+"}"))
	}
	return m.text("type")
}

// resembles remarks on a type that is probably a known one, misspelt, where any type is allowed.
func (r *reader) resembles(n *yaml.Node, v *job.Vocabulary) {
	if slices.Contains(v.Types, n.Value) {
		return
	}
	const typo = 2 // letters: sibling types of a vendor differ in more
	if near := nearest(n.Value, v.Types); near != "" && distance(strings.ToLower(n.Value), strings.ToLower(near)) <= typo {
		r.remark(n, fmt.Sprintf("%s has no known job type %s", v.API, quoted(n.Value)), orOnPurpose(didYouMean(near), "type: {name: "+quoted(n.Value)+"}"))
	}
}

// attributes returns the API's own data about the job.
func (r *reader) attributes(m mapping, v *job.Vocabulary) any {
	if v == nil {
		return nil
	}
	fields, ok := r.fields(m, v, v.JobFields)
	if !ok || v.NewAttributes == nil {
		return nil
	}
	about, err := v.NewAttributes(fields)
	if err != nil {
		r.payload(m, err)
	}
	return about
}

// children reads the sub-jobs into a spec, and the steps of a parent without a script.
func (r *reader) children(m mapping, s *job.Spec, v *job.Vocabulary, what string) []life {
	list := r.filled(m, "sub_jobs")
	switch {
	case v != nil && v.ParentSteps == nil && m.named["sub_jobs"]:
		r.fault(m.key("sub_jobs"), fmt.Sprintf("jobs of %s have no sub-jobs", v.API), "", "")
	case !m.named["timeline"] && !m.named["sub_jobs"]:
		want := "timeline: a list of steps"
		if v != nil && v.ParentSteps != nil {
			want += ", or sub_jobs: a list of jobs"
		}
		r.fault(m.at, what+" has no timeline", want, "")
	case v != nil && !m.named["timeline"]:
		s.ParentSteps = v.ParentSteps
	}
	if list == nil {
		return nil
	}
	lives := make([]life, len(list.Content))
	for i, c := range list.Content {
		var child job.Spec
		child, lives[i] = r.job(c, &family{words: v, project: s.Project})
		s.Children = append(s.Children, child)
	}
	return lives
}

// expires reads how long a job can be seen after its end.
func (r *reader) expires(n *yaml.Node) time.Duration {
	d, ok := scalar(r, n, grammar.Duration, parseDuration)
	if ok && d == 0 {
		r.fault(n, "a job that is gone at its end is never seen to end", "a duration above 0", "")
	}
	return d
}
