package coverage

import "slices"

// Section is a kind of things that clients can be shown.
type Section string

// The sections: those of the scenarios, then those of the vocabulary.
const (
	Steps       Section = "steps"       // of the timelines of jobs
	Branches    Section = "branches"    // of choices in timelines
	Rules       Section = "rules"       // of scenarios
	Statuses    Section = "statuses"    // by job type
	Transitions Section = "transitions" // from one status to the next one that a response showed
	Errors      Section = "errors"      // native ones, by code
	Breaks      Section = "breaks"      // broken responses
	Pages       Section = "pages"       // of lists
	SubJobs     Section = "sub_jobs"    // shapes of jobs with sub-jobs
)

var sections = []Section{Steps, Branches, Rules, Statuses, Transitions, Errors, Breaks, Pages, SubJobs}

// Sections returns the sections in their order.
func Sections() []Section { return slices.Clone(sections) }

// OfScenarios reports whether the section is about scenarios, and not about the vocabulary of the APIs.
func (s Section) OfScenarios() bool { return s == Steps || s == Branches || s == Rules }

// Item is one thing that clients can be shown.
type Item struct {
	Section Section `json:"section"`
	Group   string  `json:"group"` // the scenario; or the API, for statuses with the job type
	Name    string  `json:"name"`
	Place   string  `json:"place,omitempty"` // where a scenario has it, file:line
	Count   uint64  `json:"count"`           // how often clients were shown it
	Show    string  `json:"show,omitempty"`  // what would show it; empty if clients were shown it
}

// Coverage is what clients were shown. It is also the content of a coverage file.
type Coverage struct {
	Items []Item `json:"items"` // by section, group and name
}

// Merge returns what clients were shown in any of several runs: the counts are added.
func Merge(all ...Coverage) Coverage {
	s := Items{}
	for _, c := range all {
		for _, i := range c.Items {
			s.Add(i)
		}
	}
	return s.Coverage()
}

// Only returns the items of some sections.
func (c Coverage) Only(wanted ...Section) Coverage {
	return Coverage{Items: slices.DeleteFunc(slices.Clone(c.Items), func(i Item) bool { return !slices.Contains(wanted, i.Section) })}
}

// Sum is how many things there are, and how many of them clients were shown.
type Sum struct{ Shown, All int }

// Percent returns the share that was shown, from 0 to 100. It is 100 if there is nothing to show.
func (s Sum) Percent() float64 {
	if s.All == 0 {
		return 100
	}
	return 100 * float64(s.Shown) / float64(s.All)
}

// Sum counts the items for which which returns true.
func (c Coverage) Sum(which func(Item) bool) (s Sum) {
	for _, i := range c.Items {
		if !which(i) {
			continue
		}
		s.All++
		if i.Count > 0 {
			s.Shown++
		}
	}
	return s
}

// Total counts all items.
func (c Coverage) Total() Sum { return c.Sum(func(Item) bool { return true }) }

// Groups returns the groups of a section, in their order.
func (c Coverage) Groups(of Section) []string {
	var all []string
	for _, i := range c.Items {
		if i.Section == of && !slices.Contains(all, i.Group) {
			all = append(all, i.Group)
		}
	}
	return all
}
