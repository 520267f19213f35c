package scenario

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// The bounds of the jobs that one entry stands for: of all that differ in their ids alone, and of those that differ in more.
const (
	maxFamily  = 1_000_000
	maxMembers = 100_000
)

// number stands for the number of a job in the other members of its entry.
const memberNumber = "{n}"

var familyPattern, numberPattern = regexp.MustCompile(`\{(\d+)\.\.(\d+)\}`), regexp.MustCompile(`^(\d+)\.\.(\d+)$`)

// jobs reads the jobs of a list.
func (r *reader) jobs(list *yaml.Node) []job.Spec {
	specs := make([]job.Spec, 0, len(list.Content))
	if len(r.named) == 0 {
		r.named = make(map[job.Ref]place, len(list.Content))
	}
	if len(r.annotations) == 0 {
		r.annotations = make(map[job.Ref]Annotation, len(list.Content))
	}
	for _, n := range list.Content {
		word, f := r.familyOf(n)
		if f == nil {
			spec, _ := r.job(n, nil)
			specs = append(specs, spec)
			continue
		}
		specs = append(specs, r.family(n, word, f))
	}
	r.familiesClash()
	return specs
}

// familyOf returns the family that an entry stands for and the field that says so, or nil.
func (r *reader) familyOf(n *yaml.Node) (word string, f *job.Family) {
	words := []string{"id"}
	if v := r.vocabulary(n); v != nil && v.IDWord != "" {
		words = append(words, v.IDWord)
	}
	for _, word := range words {
		text := peek(n, word)
		at, pattern := familyPattern.FindStringSubmatchIndex(text), text
		if at == nil && word != "id" {
			at = numberPattern.FindStringSubmatchIndex(text)
		}
		if at == nil {
			continue
		}
		first, last := pattern[at[2]:at[3]], pattern[at[4]:at[5]]
		f := &job.Family{Prefix: text[:at[0]], Suffix: text[at[1]:]}
		f.First, _ = strconv.Atoi(first)
		f.Last, _ = strconv.Atoi(last)
		if strings.HasPrefix(first, "0") && len(first) > 1 {
			f.Width = len(first)
		}
		return word, f
	}
	return "", nil
}

// family reads an entry that stands for many jobs. The first one is read like any other; if the others differ from it in more
// than their ids, all are.
func (r *reader) family(n *yaml.Node, word string, f *job.Family) job.Spec {
	_, at := child(n, word)
	most, sum := maxFamily, &r.generated
	differ := mentions(n, memberNumber)
	if differ {
		most, sum = maxMembers, &r.differing
	}
	switch {
	case f.Last < f.First:
		r.fault(at, quoted(at.Value)+" runs backward", "a range such as {1..100}", "")
		f.Last = f.First
	case f.Len() > most-*sum:
		r.fault(at, fmt.Sprintf("the scenario generates more than %d jobs", most), "", "the bound is 1000000 jobs that differ in their ids alone, and 100000 others")
		f.Last = f.First
	}
	*sum += f.Len()
	before := r.count
	spec, _ := r.job(member(n, word, f.First, f.ID(f.First)), nil)
	if r.count > before {
		return spec
	}
	if differ {
		f.Members = append(make([]job.Spec, 0, f.Len()), spec)
		for i := f.First + 1; i <= f.Last && r.count == before; i++ {
			one, _ := r.job(member(n, word, i, f.ID(i)), nil)
			f.Members = append(f.Members, one)
		}
	} else {
		last := job.Ref{API: spec.API, ID: f.ID(f.Last)}
		delete(r.named, spec.Ref)
		if v := r.vocabulary(n); f.Len() > 1 && v != nil {
			r.checkRef(at, last, v)
			delete(r.named, last)
		}
		r.families = append(r.families, generated{spec.API, f, r.place(at)})
	}
	note := r.annotations[spec.Ref]
	spec.ID, spec.Family = at.Value, f
	r.annotations[spec.Ref] = note
	return spec
}

// generated is a family of a scenario whose jobs are not named one by one.
type generated struct {
	api    string
	family *job.Family
	at     place
}

// familiesClash reports jobs that are named twice, at least once by a family.
func (r *reader) familiesClash() {
	for i, g := range r.families {
		for ref, other := range r.named {
			if ref.API == g.api && g.family.Contains(ref.ID) {
				r.faultAt(g.at, fmt.Sprintf("two jobs of %s are named %s", ref.API, quoted(ref.ID)), "", fmt.Sprintf("the other one is in line %d", other.line))
			}
		}
		for _, other := range r.families[:i] {
			if id := g.shared(other); id != "" {
				r.faultAt(g.at, fmt.Sprintf("two jobs of %s are named %s", g.api, quoted(id)), "", fmt.Sprintf("the other one is in line %d", other.at.line))
			}
		}
	}
}

// shared returns an id that two families have, or "".
func (g generated) shared(other generated) string {
	if g.api != other.api {
		return ""
	}
	small, large := g.family, other.family
	if small.Len() > large.Len() {
		small, large = large, small
	}
	for n := small.First; n <= small.Last; n++ {
		if id := small.ID(n); large.Contains(id) {
			return id
		}
	}
	return ""
}

// mentions reports whether a text occurs in a value of a tree.
func mentions(n *yaml.Node, text string) bool {
	if strings.Contains(n.Value, text) {
		return true
	}
	for _, c := range n.Content {
		if mentions(c, text) {
			return true
		}
	}
	return false
}

// member returns the entry of one job of a family.
func member(n *yaml.Node, word string, number int, id string) *yaml.Node {
	copied := *withNumber(n, strconv.Itoa(number))
	copied.Content = slices.Clone(copied.Content)
	for i := 0; i+1 < len(copied.Content); i += 2 {
		if copied.Content[i].Value == word {
			one := *copied.Content[i+1]
			one.Value = id
			copied.Content[i+1] = &one
		}
	}
	return &copied
}

// withNumber returns a tree with a number in place of each {n}. Parts without one are shared. A value that is the number alone is
// a number, unless it is written as a text by its field.
func withNumber(n *yaml.Node, number string) *yaml.Node {
	if !mentions(n, memberNumber) {
		return n
	}
	copied := *n
	if strings.Contains(n.Value, memberNumber) {
		copied.Value = strings.ReplaceAll(n.Value, memberNumber, number)
		if n.Value == memberNumber {
			copied.Tag, copied.Style = "!!int", 0
		}
	}
	copied.Content = nil
	for _, c := range n.Content {
		copied.Content = append(copied.Content, withNumber(c, number))
	}
	return &copied
}
