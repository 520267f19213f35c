package scenario

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// The names of the fidelity profiles.
const (
	Documented = grammar.Documented
	Observed   = grammar.Observed
)

// Scenario is the content of one file.
type Scenario struct {
	Name        string            // the file's name, without folders and ending
	Description string            // what it shows; may be empty
	Seed        *uint64           // nil if the file names none
	Profile     string            // Documented or Observed; empty if the file names none
	Settings    map[string]string // points of fidelity by name, each checked; nil if the file sets none
	Resources   []job.Resource    // things that exist from the start, in the order of the file
	Jobs        []job.Spec        // in the order of the file
	Rules       []rule.Rule       // in the order of the file

	Expect     []verdict.Expectation // what clients must have done, in the order of the file
	Allow      []verdict.Allowance   // findings that the verdict lets pass
	Thresholds verdict.Thresholds    // by which findings are found; those that the file does not set are zero

	// Remarks are what is legal, but probably not meant, in the order of their places.
	Remarks Diagnostics

	// Timelines are the names of the timelines of the file and of those that it includes, in the order of the files.
	Timelines []string

	annotations map[job.Ref]Annotation
	named       map[job.Ref]place
	families    []generated
	things      map[job.ResourceName]place
	elsewhere   []elsewhere // what is expected of other files
}

// Judges reports whether the scenario says by what clients are judged.
func (s *Scenario) Judges() bool {
	return len(s.Expect) > 0 || len(s.Allow) > 0 || s.Thresholds != (verdict.Thresholds{})
}

// Read reads a scenario. name is the file's name in messages, words are the vocabularies of the APIs that the scenario may use,
// and included are the files that it includes, as Gather returns them. The error is of type Diagnostics: all faults of the file,
// in order, and then those of the included ones.
func Read(name string, src []byte, words []job.Vocabulary, included ...File) (*Scenario, error) {
	s, _, err := newReader(name, src, words).everything(included)
	return s, err
}

// everything reads a scenario. It also returns the tree of its text.
func (r *reader) everything(included []File) (*Scenario, *yaml.Node, error) {
	r.timelineSet.root = r.text.file
	s := &Scenario{Name: nameOf(r.text.file)}
	root := r.parse()
	if root != nil && r.unfold(root) {
		r.scenario(root, s, included)
	}
	if len(r.faults) > 0 {
		return nil, nil, r.faults.sorted()
	}
	s.Remarks, s.elsewhere = r.remarks.sorted(), r.expected
	s.annotations, s.named, s.things = r.annotations, r.named, r.things
	return s, root, nil
}

// nameOf returns the name of a file without its folder and its extension.
func nameOf(file string) string {
	file = path.Base(strings.ReplaceAll(file, `\`, "/"))
	return strings.TrimSuffix(file, path.Ext(file))
}

func (r *reader) scenario(root *yaml.Node, s *Scenario, included []File) {
	m, ok := r.mapping(root, "a scenario", grammar.Top, false)
	if !ok {
		return
	}
	s.Description = strings.TrimSpace(m.text("description"))
	s.Seed = r.seed(m.value("seed"))
	s.Profile = r.profile(m.value("profile"))
	s.Settings = r.settings(m.value("settings"))
	for _, name := range []string{"include", "timelines"} {
		r.timelineSet.unread = r.timelineSet.unread || m.named[name] && m.value(name) == nil
	}
	r.includes(m.value("include"), included, []string{path.Base(strings.ReplaceAll(r.text.file, `\`, "/"))})
	r.timelines(m.value("timelines"))
	s.Timelines = r.timelineSet.names
	if n := r.filled(m, "resources"); n != nil {
		s.Resources = r.resources(n)
	}
	if n := r.filled(m, "jobs"); n != nil {
		s.Jobs = r.jobs(n)
		s.families = r.families
	}
	if n := r.filled(m, "rules"); n != nil {
		s.Rules = r.rules(n)
	}
	r.verdict(m, s)
	r.unused(m)
	if r.count == 0 && (len(m.named) == 0 || (len(m.named) == 1 && m.named["description"])) {
		r.fault(root, "the file does nothing: it has neither jobs nor rules nor settings", "jobs: [...] or rules: [...]", "")
	}
}

// filled returns a list that must not be empty, or nil if it is absent or faulty.
func (r *reader) filled(m mapping, name string) *yaml.Node {
	n := m.value(name)
	if n != nil && len(n.Content) == 0 {
		r.fault(n, name+" is empty", "at least one item", "")
		return nil
	}
	return n
}

func (r *reader) seed(n *yaml.Node) *uint64 {
	if n == nil {
		return nil
	}
	seed, err := strconv.ParseUint(n.Value, 10, 64)
	if err != nil || !decimal.MatchString(n.Value) {
		r.fault(n, fmt.Sprintf("seed: %s", quoted(n.Value)), "a whole number from 0 to 18446744073709551615", "")
	}
	return &seed
}

func (r *reader) profile(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	names := []string{Documented, Observed}
	r.oneOfWords(n, "there is no profile", n.Value, names)
	return n.Value
}

// oneOfWords reports whether a word is one of the given ones, and a fault if not.
func (r *reader) oneOfWords(n *yaml.Node, message, word string, all []string) bool {
	if slices.Contains(all, word) {
		return true
	}
	if r.full() {
		return false
	}
	r.fault(n, message+" "+quoted(word), oneOf(all), meant(word, all))
	return false
}

// settings reads points of fidelity. Values are words, whatever their type in YAML: null and 405 are texts.
func (r *reader) settings(n *yaml.Node) map[string]string {
	if n == nil {
		return nil
	}
	var names []string
	all := map[string]job.Setting{}
	for _, v := range r.words {
		for _, s := range v.Settings {
			if _, twice := all[s.Name]; !twice {
				names = append(names, s.Name)
			}
			all[s.Name] = s
		}
	}
	chosen := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		_, twice := chosen[key.Value]
		switch {
		case twice:
			r.fault(key, quoted(key.Value)+" appears twice", "", "")
		case value.Kind != yaml.ScalarNode:
			r.fault(value, fmt.Sprintf("a setting cannot be %s", shapeOf(value)), "a word", "")
		case r.oneOfWords(key, "there is no setting", key.Value, names):
			r.oneOfWords(value, quoted(key.Value)+" cannot be", value.Value, all[key.Value].Values)
		}
		chosen[key.Value] = value.Value
	}
	if len(n.Content) == 0 {
		r.fault(n, "settings is empty", "at least one setting", "")
	}
	return chosen
}
