package scenario

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// includes reads the files that a text includes. above are the paths of the texts that include it, relative to the folder of
// the scenario, ending with its own.
func (r *reader) includes(list *yaml.Node, files []File, above []string) {
	if list == nil {
		return
	}
	if len(list.Content) == 0 {
		r.fault(list, "include is empty", "at least one file", "")
	}
	var said []string
	for _, n := range list.Content {
		p, ok := r.included(n, above[len(above)-1])
		switch {
		case !ok:
			r.timelineSet.unread = true
		case slices.Contains(said, p):
			r.fault(n, quoted(n.Value)+" is included twice", "", "")
		case slices.Contains(above, p):
			loop := append(above[slices.Index(above, p):], p)
			r.fault(n, "the file includes itself: "+strings.Join(loop, " → "), "", "")
		default:
			r.include(n, p, files, above)
		}
		said = append(said, p)
	}
}

// included returns the path of a file that a text includes, relative to the folder of the scenario.
func (r *reader) included(n *yaml.Node, from string) (string, bool) {
	if n.Kind != yaml.ScalarNode || null(n) {
		r.fault(n, "a file to include cannot be "+shapeOf(n), "a path such as shared/slow.yaml", "")
		return "", false
	}
	p, wrong := resolve(from, n.Value)
	if wrong != "" {
		r.fault(n, quoted(n.Value)+" "+wrong, "a path from this file's folder on, such as shared/slow.yaml", "")
	}
	return p, wrong == ""
}

// resolve returns a path that is written in a file relative to the scenario's folder, or what is wrong with it.
func resolve(from, name string) (p, wrong string) {
	p = path.Join(path.Dir(from), name)
	switch {
	case strings.TrimSpace(name) == "":
		return "", "names no file"
	case strings.ContainsRune(name, '\\'):
		return "", "has a backslash: paths are written with / everywhere"
	case path.IsAbs(name) || len(name) > 1 && name[1] == ':':
		return "", "is an absolute path"
	case p == ".." || strings.HasPrefix(p, "../"):
		return "", "leads out of the folder of the scenario"
	}
	return p, ""
}

// include reads one file, unless it was read for another one that includes it.
func (r *reader) include(n *yaml.Node, p string, files []File, above []string) {
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == p })
	switch {
	case i < 0:
		r.timelineSet.unread = true
		r.fault(n, "this text was not read from a folder, so it can include no file", "",
			"write the timelines here, under timelines:")
		return
	case files[i].Err != "":
		r.timelineSet.unread = true
		r.fault(n, fmt.Sprintf("%s cannot be included: %s", quoted(n.Value), files[i].Err), "", "")
		return
	case r.timelineSet.texts[p] != nil:
		r.timelineSet.uses = append(r.timelineSet.uses, use{r.place(n), p})
		return
	}
	t := newText(path.Join(path.Dir(r.timelineSet.root), p), files[i].Text)
	t.rank, t.includedBy = len(r.timelineSet.texts)+1, fmt.Sprintf("%s:%d", r.text.file, n.Line)
	if r.text.includedBy != "" {
		t.includedBy += ", by " + r.text.includedBy
	}
	r.timelineSet.texts[p] = t
	r.timelineSet.uses = append(r.timelineSet.uses, use{r.place(n), p})
	r.in(t).shared(files, append(slices.Clip(above), p))
}

// shared reads a file that has timelines alone.
func (r *reader) shared(files []File, above []string) {
	before := r.count
	root := r.parse()
	if root == nil || !r.unfold(root) {
		r.timelineSet.unread = true
		return
	}
	m, ok := r.mapping(root, "an included file", grammar.Included, false)
	if !ok {
		r.timelineSet.unread = true
		return
	}
	r.includes(m.value("include"), files, above)
	r.timelines(m.value("timelines"))
	if r.count == before && !m.named["timelines"] && !m.named["include"] {
		r.fault(root, "an included file has no timelines", "timelines: names, each with a list of steps", "")
	}
}

// unused reports timelines and files that nothing follows. A file without jobs and rules is meant to be included, so all of its
// timelines are used.
func (r *reader) unused(main mapping) {
	for _, name := range r.timelineSet.names {
		if t := r.timelineSet.shared[name]; !t.used && t.list != nil && r.timelineSet.left >= 0 {
			r.fitting(t)
		}
	}
	if r.timelineSet.unread || r.timelineSet.missed || !main.named["jobs"] && !main.named["rules"] {
		return
	}
	for _, name := range r.timelineSet.names {
		if t := r.timelineSet.shared[name]; !t.used && t.text == r.text {
			r.fault(t.key, "no job and no rule follows the timeline "+quoted(t.name), "timeline: "+t.name, "leave it out, or move it to a file that is included")
		}
	}
	for _, u := range r.timelineSet.uses {
		if u.by.text == r.text && !r.useful(u.path) {
			r.faultAt(u.by, "no timeline of "+quoted(u.by.value)+" is followed", "", "leave the file out")
		}
	}
}

// use is one include of a file.
type use struct {
	by   place
	path string
}

// useful reports whether a timeline of a file is followed, or one of a file that it includes.
func (r *reader) useful(p string) bool {
	from := r.timelineSet.texts[p]
	for _, t := range r.timelineSet.shared {
		if t.used && t.text == from {
			return true
		}
	}
	return slices.ContainsFunc(r.timelineSet.uses, func(u use) bool { return u.by.text == from && r.useful(u.path) })
}

// fitting checks a timeline that nothing follows: at least one API must have all of its words. The faults are reported for the
// API that it fits best.
func (r *reader) fitting(t *shared) {
	var least Diagnostics
	for i := range r.words {
		try := newReader("", nil, r.words).in(t.text)
		try.timelineSet.shared, try.timelineSet.names, try.timelineSet.unread, try.timelineSet.left = r.timelineSet.shared, r.timelineSet.names, r.timelineSet.unread, r.timelineSet.left
		s := &script{reader: try, words: &r.words[i], said: map[string]string{}, within: []string{t.name}}
		s.reach(s.items(t.list, ""), false)
		r.timelineSet.left = try.timelineSet.left // of all names together
		switch {
		case r.timelineSet.left < 0:
			r.in(t.text).fault(t.key, tooManyShared, "", "")
			return
		case try.count == 0:
			return
		}
		if i == 0 || try.faults.cost() < least.cost() {
			least = try.faults
		}
	}
	r.count++
	for _, f := range least {
		r.adopt(f)
	}
}

// cost returns how far faults are from what was meant: those with a suggestion count less.
func (f Diagnostics) cost() int {
	cost := 2 * len(f)
	for _, fault := range f {
		if strings.HasPrefix(fault.Hint, "did you mean") {
			cost--
		}
	}
	return cost
}
