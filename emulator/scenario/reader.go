package scenario

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// reader reads one text. What it finds it notes together with the readers of the other texts of the same scenario.
type reader struct {
	*notes
	text  *text
	words []job.Vocabulary
}

// notes are what is found in a scenario, whichever of its texts it stands in.
type notes struct {
	faults   Diagnostics
	told     map[Diagnostic]bool
	count    int               // faults, those told before included
	named    map[job.Ref]place // where each job is named
	said     map[job.Ref]remarks
	scripts  map[job.Ref]string // the timeline that a job follows, by its name
	outlived map[job.Ref]bool   // by its sub-jobs, on purpose
	shelf    timelineSet
}

// place is a node of a text.
type place struct {
	text *text
	node *yaml.Node
}

// in is the reader of another text of the same scenario.
func (r *reader) in(t *text) *reader { return &reader{notes: r.notes, text: t, words: r.words} }

func newReader(name string, src []byte, words []job.Vocabulary) *reader {
	n := &notes{
		told: map[Diagnostic]bool{}, named: map[job.Ref]place{}, said: map[job.Ref]remarks{}, scripts: map[job.Ref]string{},
		outlived: map[job.Ref]bool{},
		shelf:    newTimelineSet(),
	}
	return &reader{notes: n, text: newText(name, src), words: words}
}

// full tells that nobody is told of further faults, so that what was meant need not be looked for. It counts one.
func (r *reader) full() bool {
	if len(r.faults) <= maxFaults {
		return false
	}
	r.count++
	return true
}

// report notes a fault, once.
func (r *reader) report(f Diagnostic) {
	r.count++
	if len(r.faults) > maxFaults {
		return
	}
	f.Message, f.Want, f.Hint = printable([]rune(f.Message)), printable([]rune(f.Want)), printable([]rune(f.Hint))
	f.File, f.IncludedBy, f.rank = r.text.file, r.text.includedBy, r.text.rank
	if r.told[f] {
		return
	}
	r.told[f] = true
	if len(r.faults) == maxFaults {
		f.Message, f.Want, f.Hint = fmt.Sprintf("more than %d faults: the rest is not told", maxFaults), "", ""
	}
	f.Source = r.text.line(f.Line)
	r.faults = append(r.faults, f)
}

// keep notes a fault that another reader has told.
func (r *reader) keep(f Diagnostic) {
	source := f.Source
	if f.Source = ""; !r.told[f] && len(r.faults) < maxFaults {
		r.told[f] = true
		f.Source = source
		r.faults = append(r.faults, f)
	}
}

// fault notes what is wrong with a node.
func (r *reader) fault(n *yaml.Node, message, want, hint string) {
	r.report(Diagnostic{Line: n.Line, Col: n.Column, Message: message, Want: want, Hint: hint})
}

// api finds a vocabulary by its API's name.
func (r *reader) api(name string) *job.Vocabulary {
	for i := range r.words {
		if r.words[i].API == name {
			return &r.words[i]
		}
	}
	return nil
}

// apis are the names of all APIs.
func (r *reader) apis() []string {
	names := make([]string, len(r.words))
	for i, v := range r.words {
		names[i] = v.API
	}
	return names
}
