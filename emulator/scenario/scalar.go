package scenario

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// text returns a text field as it is written, or "": 0123, 1e5, NO and true are texts where a text is expected.
func (m mapping) text(name string) string {
	if n := m.value(name); n != nil {
		return n.Value
	}
	return ""
}

// scalar reads a value of one kind by its parse function and reports what is wrong with it. It returns false for a fault and
// for an absent field.
func scalar[T any](r *reader, n *yaml.Node, k grammar.Kind, parse func(string) (T, string)) (T, bool) {
	if n == nil {
		var none T
		return none, false
	}
	value, wrong := parse(n.Value)
	if wrong != "" {
		r.fault(n, wrong, k.Want(), didYouMean(suggest(n.Value, k)))
	}
	return value, wrong == ""
}

// instant reads an RFC 3339 instant within the years that every API can write.
func (r *reader) instant(n *yaml.Node) time.Time {
	if n == nil {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, n.Value)
	switch {
	case err != nil:
		instead := ""
		for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
			if t, err := time.Parse(layout, n.Value); err == nil {
				instead = t.Format(time.RFC3339)
			}
		}
		r.fault(n, quoted(n.Value)+" is not an instant", grammar.Instant.Want(), didYouMean(instead))
	case t.Year() < 1970 || t.Year() > 2200:
		r.fault(n, fmt.Sprintf("the year %d", t.Year()), "an instant between 1970 and 2200", "")
	}
	return t.UTC()
}

var decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)

// whole reads a whole number within bounds. It reports a fault and returns false for anything else.
func (r *reader) whole(n *yaml.Node, what string, least, most int) (int, bool) {
	i, err := strconv.Atoi(n.Value)
	switch {
	case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 && decimal.MatchString(n.Value):
		r.fault(n, what+" is a number, not a text", grammar.Number.Want(), "write it without quotes")
	case err != nil || !decimal.MatchString(n.Value):
		r.fault(n, fmt.Sprintf("%s: %s is not a whole number", what, quoted(n.Value)), grammar.Number.Want(), "")
	case i < least || i > most:
		r.fault(n, fmt.Sprintf("%s: %d", what, i), fmt.Sprintf("%s from %d to %d", grammar.Number.Want(), least, most), "")
	default:
		return i, true
	}
	return 0, false
}
