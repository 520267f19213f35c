package scenario

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// reader reads one text. It shares its notes with the readers of the other texts of the same scenario.
type reader struct {
	*notes
	text   *text
	words  []job.Vocabulary
	script []byte // of inlineTimeline, kept so that its memory is used again
}

// notes are the results of reading a scenario, from all of its texts.
type notes struct {
	faults      Diagnostics
	reported    map[Diagnostic]bool
	count       int               // faults, including those reported before
	named       map[job.Ref]place // where each job is named
	annotations map[job.Ref]Annotation
	families    []generated
	steps       int                        // of all scripts
	generated   int                        // jobs of families that differ in their ids alone
	differing   int                        // jobs of other families
	remarks     Diagnostics                // what is legal, but probably not meant
	things      map[job.ResourceName]place // where each resource is declared
	timelineSet timelineSet
	tables      map[tableKey][]grammar.Field // made before
	expected    []elsewhere                  // what expectations name and the file does not have
	comments    bool                         // trees keep their comments
	inline      map[inlineKey]*result        // scripts that are written in place, without faults and remarks
}

// tableKey names the fields that the jobs, sub-jobs or steps of an API have.
type tableKey struct{ what, api string }

// table returns the fields of something of an API. A file of many jobs asks for few tables.
func (n *notes) table(what string, v *job.Vocabulary, fields func() []grammar.Field) []grammar.Field {
	key := tableKey{what, v.API}
	if n.tables[key] == nil {
		n.tables[key] = fields()
	}
	return n.tables[key]
}

// place is where a value is in a text. It does not keep the text's tree.
type place struct {
	text      *text
	line, col int
	value     string
}

// place returns the place of a node.
func (r *reader) place(n *yaml.Node) place { return place{r.text, n.Line, n.Column, n.Value} }

// faultAt reports what is wrong with a value by its place.
func (r *reader) faultAt(at place, message, want, hint string) {
	r.in(at.text).report(Diagnostic{Line: at.line, Col: at.col, Message: message, Want: want, Hint: hint})
}

// in returns the reader of another text of the same scenario.
func (r *reader) in(t *text) *reader { return &reader{notes: r.notes, text: t, words: r.words} }

func newReader(name string, src []byte, words []job.Vocabulary) *reader {
	n := &notes{
		reported: map[Diagnostic]bool{}, named: map[job.Ref]place{}, annotations: map[job.Ref]Annotation{}, things: map[job.ResourceName]place{},
		timelineSet: newTimelineSet(), tables: map[tableKey][]grammar.Field{}, inline: map[inlineKey]*result{},
	}
	return &reader{notes: n, text: newText(name, src), words: words}
}

// full reports whether the list of faults is full, so that a suggestion need not be looked for, and counts the fault if so.
func (r *reader) full() bool {
	if len(r.faults) <= maxFaults {
		return false
	}
	r.count++
	return true
}

// report adds a fault, once.
func (r *reader) report(f Diagnostic) {
	r.count++
	if len(r.faults) > maxFaults {
		return
	}
	f.Message, f.Want, f.Hint = Printable(f.Message), Printable(f.Want), Printable(f.Hint)
	f.File, f.IncludedBy, f.rank = r.text.file, r.text.includedBy, r.text.rank
	if r.reported[f] {
		return
	}
	r.reported[f] = true
	if len(r.faults) == maxFaults {
		f.Message, f.Want, f.Hint = fmt.Sprintf("more than %d faults: the rest is not shown", maxFaults), "", ""
	}
	f.Source = r.text.line(f.Line)
	r.faults = append(r.faults, f)
}

// adopt adds a fault that another reader has reported.
func (r *reader) adopt(f Diagnostic) {
	source := f.Source
	if f.Source = ""; !r.reported[f] && len(r.faults) < maxFaults {
		r.reported[f] = true
		f.Source = source
		r.faults = append(r.faults, f)
	}
}

// fault reports what is wrong with a node.
func (r *reader) fault(n *yaml.Node, message, want, hint string) {
	r.report(Diagnostic{Line: n.Line, Col: n.Column, Message: message, Want: want, Hint: hint})
}

// remark adds what is legal, but probably not meant.
func (r *reader) remark(n *yaml.Node, message, hint string) {
	if len(r.remarks) < maxFaults {
		r.remarks = append(r.remarks, Diagnostic{
			File: r.text.file, Line: n.Line, Col: n.Column, Message: Printable(message), Hint: Printable(hint),
			Source: r.text.line(n.Line), IncludedBy: r.text.includedBy, rank: r.text.rank,
		})
	}
}

// orOnPurpose returns a suggestion with the way to mean what is written.
func orOnPurpose(suggestion, form string) string {
	if suggestion == "" {
		return "to use it on purpose: " + form
	}
	return suggestion + " On purpose: " + form
}

// api returns the vocabulary of an API, or nil.
func (r *reader) api(name string) *job.Vocabulary {
	for i := range r.words {
		if r.words[i].API == name {
			return &r.words[i]
		}
	}
	return nil
}

// owners returns the names of the APIs of which has reports true.
func (r *reader) owners(has func(v *job.Vocabulary) bool) []string {
	var names []string
	for i := range r.words {
		if has(&r.words[i]) {
			names = append(names, r.words[i].API)
		}
	}
	return names
}

// apis returns the names of all APIs.
func (r *reader) apis() []string {
	names := make([]string, len(r.words))
	for i, v := range r.words {
		names[i] = v.API
	}
	return names
}
