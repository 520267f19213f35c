package scenario

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// allowances reads allow.
func (r *reader) allowances(list *yaml.Node) []verdict.Allowance {
	var all []verdict.Allowance
	for _, n := range list.Content {
		m, ok := r.mapping(n, "an allowance", grammar.Allowance, false)
		if !ok || m.value("finding") == nil {
			continue
		}
		a := verdict.Allowance{Finding: r.kind(m.value("finding")), Because: strings.TrimSpace(m.text("because")), Place: r.at(n)}
		if because := m.value("because"); because != nil && a.Because == "" {
			r.fault(because, "an allowance needs a reason", "a text", "")
		}
		if slices.ContainsFunc(all, func(o verdict.Allowance) bool { return o.Finding == a.Finding }) {
			r.fault(m.value("finding"), a.Finding+" is allowed twice", "", "")
		}
		all = append(all, a)
	}
	return all
}

// thresholds reads the limits of findings.
func (r *reader) thresholds(n *yaml.Node) (all verdict.Thresholds) {
	table := verdict.ThresholdTable()
	var names []string
	for _, t := range table {
		names = append(names, t.Name)
	}
	first := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case first[key.Value]:
			r.fault(key, quoted(key.Value)+" appears twice", "", "")
		case r.oneOfWords(key, "there is no threshold", key.Value, names):
			r.threshold(table[slices.Index(names, key.Value)], value, &all)
		}
		first[key.Value] = true
	}
	if len(n.Content) == 0 {
		r.fault(n, "thresholds is empty", "at least one threshold", "")
	}
	return all
}

func (r *reader) threshold(t verdict.Threshold, value *yaml.Node, all *verdict.Thresholds) {
	if value.Kind != yaml.ScalarNode {
		r.fault(value, t.Name+" cannot be "+shapeOf(value), t.Default, "")
		return
	}
	text := value.Value
	if d, wrong := parseDuration(text); t.IsSpan() && wrong == "" {
		text = d.String() // days are a unit of this language
	}
	if err := t.Set(all, text); err != nil {
		hint := ""
		if other := suggest(value.Value, grammar.Duration); t.IsSpan() && other != value.Value {
			hint = didYouMean(other)
		}
		r.fault(value, fmt.Sprintf("%s cannot be %s", t.Name, quoted(value.Value)), "a value such as "+t.Default, hint)
	}
}
