package emulator_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// mistake is a slip of a hand in one line. It returns the line with the slip, or false if the line has no place for it.
type mistake struct {
	name string
	make func(line string) (string, bool)
}

// mistakes are what people do to a file that was right.
var mistakes = []mistake{
	{"a letter of a key is missing", slip(keys, func(m []string) string { return m[1] + m[2][:1] + m[2][2:] + ":" })},
	{"two letters of a key change places", slip(keys, func(m []string) string { return m[1] + m[2][:1] + m[2][2:3] + m[2][1:2] + m[2][3:] + ":" })},
	{"a key is in capitals", slip(keys, func(m []string) string { return m[1] + strings.ToUpper(m[2]) + ":" })},
	{"a key has no colon", slip(keys, func(m []string) string { return m[1] + m[2] })},
	{"a value is a list", slip(values, func(m []string) string { return m[1] + "[1, 2]" + m[3] })},
	{"a value is a mapping", slip(values, func(m []string) string { return m[1] + "{a: b}" + m[3] })},
	{"a value is left out", slip(values, func(m []string) string { return m[1] + m[3] })},
	{"a duration is a number", slip(`(\bfor: )(\d+)(s|ms|m|h)\b`, func(m []string) string { return m[1] + m[2] })},
	{"a duration has a unit of prose", slip(`(\bfor: \d+)(s)\b`, func(m []string) string { return m[1] + "sec" })},
	{"a number is a word", slip(`\b((?:times|every|repeat|weight|replicas): )(\d+)`, func(m []string) string { return m[1] + "three" })},
	{"a status is misspelt", slip(`(\bstatus: )([A-Z]{2})([A-Z_]+)`, func(m []string) string { return m[1] + m[2] + m[3][1:] })},
	{"a status is in small letters", slip(`(\bstatus: )([A-Z_]{4,})`, func(m []string) string { return m[1] + strings.ToLower(m[2]) })},
	{"a status is of another API", slip(`(\bstatus: )(RUNNING|SUCCESS|INIT|complete|running)\b`, func(m []string) string { return m[1] + "STARTJOBING" })},
	{"an API is misspelt", slip(`(\bapi: )(evs|drs|sdrs|element|iam)\b`, func(m []string) string { return m[1] + m[2][:2] + "z" })},
	{"an API is another one", slip(`(\bapi: )(evs|sdrs)\b`, func(m []string) string { return m[1] + "element" })},
	{"an operation is misspelt", slip(`(\bcall: \w+\.)(\w)(\w)(\w+)`, func(m []string) string { return m[1] + m[3] + m[2] + m[4] })},
	{"an operation is of another API", slip(`(\bcall: )(evs|sdrs)\.(\w)`, func(m []string) string { return m[1] + "drs." + m[3] })},
	{"an error code is misspelt", slip(`(\berror: [A-Z]+\.)(\d)(\d+)`, func(m []string) string { return m[1] + m[3] })},
	{"a type is misspelt", slip(`(\btype: )(\w{5})(\w)(\w+)`, func(m []string) string { return m[1] + m[2] + m[4] })},
	{"a bracket is not closed", slip(`^([^"']*[^"'{}])\}(\s*)$`, func(m []string) string { return m[1] + m[2] })},
	{"a bracket is closed twice", slip(`^([^"']*[^"'{}])\](\s*)$`, func(m []string) string { return m[1] + "]]" + m[2] })},
	{"a comma is missing", slip(`(\{[a-z_]+: \w+), `, func(m []string) string { return m[1] + " " })},
	{"a quote is not closed", slip(`(^[^']*): "([^"]*)"`, func(m []string) string { return m[1] + `: "` + m[2] })},
	{"the indentation is lost", slip(`^  +((?:- )?[a-z_]+:)`, func(m []string) string { return m[1] })},
	{"one space too many", slip(`^(  +)((?:- )?(?:api|id|handle|type|timeline|status|call|answer):)`, func(m []string) string { return m[1] + " " + m[2] })},
	{"a tab", slip(`^  +`, func([]string) string { return "\t" })},
}

// The keys and values of the language that mistakes are made in. Words of free mappings are not among them.
const (
	keys   = `(^\s*(?:- )?|[{,] ?)(jobs|rules|timeline|status|until|progress|choose|steps|weight|repeat|sub_jobs|starts|handle|type|call|answer|start|delay|break|times|every|rate|expires|hidden|replicas|retry_after|settings|profile|timelines|include|resources):`
	values = `(\b(?:api|status|for|until|progress|weight|repeat|call|break|times|nth|every|rate|delay|chance|expires|starts|lag|hidden|replicas|retry_after|profile|seed): )([A-Za-z0-9][\w.%]*(?:\.\.\w+)?)([^*\w.]|$)`
)

// slip returns a mistake that replaces the first match of a pattern.
func slip(pattern string, by func([]string) string) func(string) (string, bool) {
	re := regexp.MustCompile(pattern)
	return func(line string) (string, bool) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") || strings.Contains(line, "body:") || strings.Contains(line, "description:") {
			return line, false
		}
		at := re.FindStringSubmatchIndex(line)
		if at == nil {
			return line, false
		}
		with := line[:at[0]] + by(re.FindStringSubmatch(line)) + line[at[1]:]
		return with, with != line
	}
}

// TestQuickMistakes makes each mistake once in each shipped scenario. Each gets a place in or beside the line, a reason and a way
// out.
func TestQuickMistakes(t *testing.T) {
	t.Parallel()
	made := 0
	var names []string
	all := shippedSources(t)
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		lines := strings.Split(all[name], "\n")
		for _, m := range mistakes {
			for i := range lines {
				with, ok := m.make(lines[i])
				if !ok || open(lines[:i]) {
					continue
				}
				made++
				text := strings.Join(append(append(slices.Clone(lines[:i]), with), lines[i+1:]...), "\n")
				if weak := weakness(name, text, i+1); weak != "" {
					t.Errorf("%s, line %d: %s\n  %s\n%s", name, i+1, m.name, with, weak)
				}
				break
			}
		}
	}
	require.Greater(t, made, 400)
}

// open reports whether a bracket is open at the end of some lines, so that the next one goes on in its words.
func open(lines []string) bool {
	text := strings.Join(lines, "\n")
	return strings.Count(text, "{")+strings.Count(text, "[") > strings.Count(text, "}")+strings.Count(text, "]")
}

// weakness returns what is wrong with what is said about a mistake in a line, or "".
func weakness(name, text string, line int) string {
	s, err := scenario.Read(name, []byte(text), emulator.Vocabularies())
	said, broken := errors.AsType[scenario.Diagnostics](err)
	if !broken {
		said = s.Remarks
	}
	if len(said) == 0 {
		return "nothing is said"
	}
	near := slices.IndexFunc(said, func(d scenario.Diagnostic) bool { return d.Line >= line-1 && d.Line <= line+1 })
	switch {
	case near < 0:
		return "it is said elsewhere:\n" + said.Error()
	case said[near].Want == "" && said[near].Hint == "":
		return "there is no way out:\n" + said[near].String()
	}
	return ""
}

// shippedSources returns the texts of the shipped scenarios that include nothing, by name.
func shippedSources(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	sources, err := emulator.FindScenarios(nil, emulator.ShippedScenarios()...)
	require.NoError(t, err)
	for _, src := range sources {
		if len(src.Included) == 0 {
			texts[src.Name] = string(src.Text)
		}
	}
	return texts
}
