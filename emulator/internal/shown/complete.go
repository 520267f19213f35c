package shown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// Complete returns a coverage with what clients were never shown of the APIs that they called, and what would show it: a shipped
// scenario of the library, a rule, or a command.
func Complete(c coverage.Coverage, words []job.Vocabulary, library []scenario.Named) coverage.Coverage {
	s := completing{coverage.Items{}}
	used := map[string]bool{}
	var types []string // groups of statuses
	for _, i := range c.Items {
		s.Add(i)
		if !i.Section.OfScenarios() && i.Count > 0 {
			api, _, _ := strings.Cut(i.Group, " ")
			used[api] = true
		}
		if i.Section == coverage.Statuses && !slices.Contains(types, i.Group) {
			types = append(types, i.Group)
		}
	}
	known := read(library)
	for i := range words {
		if v := &words[i]; used[v.API] {
			s.vocabulary(v, types, known)
		}
	}
	return s.Coverage()
}

// completing is a coverage that is being completed.
type completing struct{ coverage.Items }

// vocabulary adds what an API can show.
func (s completing) vocabulary(v *job.Vocabulary, types []string, known shipped) {
	for _, group := range types {
		if api, of, _ := strings.Cut(group, " "); api == v.API {
			for _, w := range v.Words {
				s.Add(coverage.Item{Section: coverage.Statuses, Group: group, Name: w.Status, Show: known.status(v.API, of, w.Status)})
			}
		}
	}
	for k, from := range known.transitions {
		if k.group == v.API {
			s.Add(coverage.Item{Section: coverage.Transitions, Group: v.API, Name: k.name, Show: serve(from)})
		}
	}
	for _, row := range v.Errors {
		s.Add(coverage.Item{Section: coverage.Errors, Group: v.API, Name: row.Code, Show: fmt.Sprintf("{call: %s.*, answer: {error: %s}}", v.API, row.Code)})
	}
	for _, b := range rule.Breaks() {
		show := fmt.Sprintf("{call: %s.*, break: %s}", v.API, b)
		if from := known.breaks[key{group: v.API, name: string(b)}]; from != "" {
			show = serve(from)
		}
		s.Add(coverage.Item{Section: coverage.Breaks, Group: v.API, Name: string(b), Show: show})
	}
	for _, shape := range shapes() {
		if from := known.shapes[key{group: v.API, name: shape}]; from != "" {
			s.Add(coverage.Item{Section: coverage.SubJobs, Group: v.API, Name: shape, Show: serve(from)})
		}
	}
	for k, i := range s.Items {
		if k.Section == coverage.Pages && k.Group == v.API && i.Count == 0 {
			i.Show = "request it with a small limit, and then the next page"
		}
	}
}

// serve returns the command that serves a scenario.
func serve(scenario string) string { return "jobsim serve " + scenario }
