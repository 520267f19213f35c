package scenario

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
)

// reader reads one file and collects its faults.
type reader struct {
	text   *text
	words  []job.Vocabulary
	faults Faults
	told   map[Fault]bool
	count  int                    // faults, those told before included
	named  map[job.Ref]*yaml.Node // where each job of the file is named
	said   map[job.Ref]remarks
}

func newReader(name string, src []byte, words []job.Vocabulary) *reader {
	return &reader{
		text: newText(name, src), words: words,
		told: map[Fault]bool{}, named: map[job.Ref]*yaml.Node{}, said: map[job.Ref]remarks{},
	}
}

// tell notes a fault, once.
func (r *reader) tell(f Fault) {
	r.count++
	f.Message, f.Want, f.Hint = printable([]rune(f.Message)), printable([]rune(f.Want)), printable([]rune(f.Hint))
	f.File, f.Source = r.text.file, r.text.line(f.Line)
	if r.told[f] || len(r.faults) > maxFaults {
		return
	}
	if len(r.faults) == maxFaults {
		f.Message, f.Want, f.Hint = fmt.Sprintf("more than %d faults: the rest is not told", maxFaults), "", ""
	}
	r.told[f] = true
	r.faults = append(r.faults, f)
}

// fault notes what is wrong with a node.
func (r *reader) fault(n *yaml.Node, message, want, hint string) {
	r.tell(Fault{Line: n.Line, Col: n.Column, Message: message, Want: want, Hint: hint})
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
