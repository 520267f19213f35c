package scenario

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// verdict reads what the verdict needs: expectations, allowances and thresholds. Jobs and rules have been read before.
func (r *reader) verdict(m mapping, s *Scenario) {
	if n := r.filled(m, "expect"); n != nil {
		for _, item := range n.Content {
			if e, ok := r.expectation(item, s); ok {
				s.Expect = append(s.Expect, e)
			}
		}
	}
	if n := r.filled(m, "allow"); n != nil {
		s.Allow = r.allowances(n)
	}
	if n := m.value("thresholds"); n != nil {
		s.Thresholds = r.thresholds(n)
	}
}

// forms are the fields by which an expectation is told to be about a job, a call, a rule or the findings, and those that go with each.
var forms = []struct {
	name string
	with []string
}{
	{"job", []string{"seen", "polls", "pause"}},
	{"call", []string{"times", "after", "before"}},
	{"rule", []string{"spent"}},
	{"findings", nil},
}

// expectation reads one item of expect.
func (r *reader) expectation(n *yaml.Node, s *Scenario) (verdict.Expectation, bool) {
	before := r.count
	e := verdict.Expectation{Place: r.at(n)}
	m, ok := r.mapping(n, "an expectation", grammar.Expectation, false)
	if !ok {
		return e, false
	}
	switch r.form(m) {
	case "job":
		e.Job = r.expectJob(m, s)
	case "call":
		e.Call = r.expectCall(m, s)
	case "rule":
		e.Rule = r.expectRule(m, s)
	case "findings":
		e.Findings = r.expectFindings(m.value("findings"))
	default:
		return e, false
	}
	return e, r.count == before
}

// at returns a place as file:line:column.
func (r *reader) at(n *yaml.Node) string {
	return fmt.Sprintf("%s:%d:%d", r.text.file, n.Line, n.Column)
}

// form returns what an expectation is about, or "" for one that is about nothing. It reports fields that do not go with it.
func (r *reader) form(m mapping) string {
	about := ""
	var names []string
	for _, f := range forms {
		names = append(names, f.name)
		switch {
		case !m.named[f.name]:
		case about == "":
			about = f.name
		default:
			r.fault(m.key(f.name), fmt.Sprintf("an expectation has %s or %s, not both", about, f.name), "two expectations", "")
			return ""
		}
	}
	if about == "" {
		r.fault(m.at, "an expectation is about nothing", oneOf(names), "")
	}
	for _, f := range forms {
		for _, field := range f.with {
			if m.named[field] && about != "" && about != f.name {
				r.fault(m.key(field), fmt.Sprintf("%s goes with %s, and this expectation has %s", field, f.name, about), "", "")
			}
		}
	}
	if about != "" && m.value(about) == nil {
		return "" // its value is faulty
	}
	return about
}

// expectRule reads an expectation about a rule.
func (r *reader) expectRule(m mapping, s *Scenario) *verdict.RuleExpectation {
	n := m.value("rule")
	want := &verdict.RuleExpectation{Name: n.Value, Spent: true}
	if spent := m.value("spent"); spent != nil {
		want.Spent = r.truth(spent, "spent")
	}
	names := make([]string, len(s.Rules))
	for i, one := range s.Rules {
		names[i] = one.Name
		endless := one.Times == 0 && (len(one.Nth) == 0 || one.Nth[len(one.Nth)-1].Last == 0)
		if one.Name == n.Value && want.Spent && endless {
			r.fault(n, "this can never be met: the rule "+quoted(n.Value)+" has no limit, so that it is never spent", "times or nth at the rule at "+one.Location, "")
		}
	}
	if !slices.Contains(names, n.Value) {
		r.missing(n, "rule", n.Value, names)
	}
	return want
}

// expectFindings reads an expectation about findings.
func (r *reader) expectFindings(n *yaml.Node) *verdict.FindingsExpectation {
	if n.Kind == yaml.ScalarNode {
		r.oneOfWords(n, "findings cannot be", n.Value, []string{"none"})
		return &verdict.FindingsExpectation{Below: verdict.Note}
	}
	want := &verdict.FindingsExpectation{}
	m, ok := r.mapping(n, "findings", grammar.NoFindings, false)
	if !ok {
		return want
	}
	if level := m.value("below"); level != nil {
		want.Below = verdict.Level(level.Value)
		r.oneOfWords(level, "there is no level", level.Value, levelWords())
	}
	if list := r.filled(m, "none"); list != nil {
		for _, id := range list.Content {
			want.None = append(want.None, r.kind(id))
		}
	}
	if !m.named["below"] && !m.named["none"] {
		r.fault(n, "findings expects nothing", grammar.Findings.Want(), "")
	}
	return want
}

func levelWords() []string {
	var words []string
	for _, l := range verdict.Levels() {
		words = append(words, string(l))
	}
	return words
}

// kind reads the id of a kind of findings.
func (r *reader) kind(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.fault(n, "a finding cannot be "+shapeOf(n), "the id of a finding, such as no-jitter", "")
		return ""
	}
	r.oneOfWords(n, "there is no finding", n.Value, verdict.KindIDs())
	return n.Value
}
