package verdict

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/journal"
)

// names keeps one copy of each text that evidence repeats. A text of an entry is a part of it, and would keep all of it.
type names struct {
	last  [3]string // the API, the operation and the call of the last entry: many in a row are of one call
	calls map[[2]string]string
	texts map[string]string
}

// maxNames is the maximum number of texts of each kind that are kept.
const maxNames = 10_000

// call returns the call of an entry: "evs.showJob", or method and path.
func (n *names) call(e *journal.Entry) string {
	if e.Op == "" {
		return e.Method + " " + e.Path
	}
	if n.last[0] == e.API && n.last[1] == e.Op {
		return n.last[2]
	}
	name, known := n.calls[[2]string{e.API, e.Op}]
	if !known {
		name = e.API + "." + e.Op
		if len(n.calls) < maxNames {
			n.calls[[2]string{name[:len(e.API)], name[len(e.API)+1:]}] = name
		}
	}
	n.last = [3]string{name[:len(e.API)], name[len(e.API)+1:], name}
	return name
}

// text returns the copy of a text.
func (n *names) text(s string) string {
	if s == "" {
		return ""
	}
	if known, ok := n.texts[s]; ok {
		return known
	}
	s = strings.Clone(s)
	if len(n.texts) < maxNames {
		n.texts[s] = s
	}
	return s
}
