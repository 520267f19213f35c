package scenario

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// includes reads the files that a text includes. from is the text's own path within the folder of the scenario; above are
// the paths of those that include it, itself the last.
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
			r.shelf.unread = true
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

// included is the path of a file that a text includes, from the folder of the scenario on.
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

// resolve is where a path leads from a file on, or what is wrong with it. Both are paths within the scenario's folder.
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

// include reads one file, unless another one includes it too.
func (r *reader) include(n *yaml.Node, p string, files []File, above []string) {
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == p })
	switch {
	case i < 0:
		r.shelf.unread = true
		r.fault(n, "this text was not read from a folder, so it can include no file", "",
			"write the timelines here, under timelines:")
		return
	case files[i].Err != "":
		r.shelf.unread = true
		r.fault(n, fmt.Sprintf("%s cannot be included: %s", quoted(n.Value), files[i].Err), "", "")
		return
	case r.shelf.texts[p] != nil:
		r.shelf.uses = append(r.shelf.uses, use{place{r.text, n}, p})
		return
	}
	t := newText(path.Join(path.Dir(r.shelf.root), p), files[i].Text)
	t.rank, t.includedBy = len(r.shelf.texts)+1, fmt.Sprintf("%s:%d", r.text.file, n.Line)
	if r.text.includedBy != "" {
		t.includedBy += ", by " + r.text.includedBy
	}
	r.shelf.texts[p] = t
	r.shelf.uses = append(r.shelf.uses, use{place{r.text, n}, p})
	r.in(t).shared(files, append(slices.Clip(above), p))
}

// shared reads a file that holds timelines alone.
func (r *reader) shared(files []File, above []string) {
	before := r.count
	root := r.parse()
	if root == nil || !r.unfold(root) {
		r.shelf.unread = true
		return
	}
	m, ok := r.mapping(root, "an included file", includedFields, false)
	if !ok {
		r.shelf.unread = true
		return
	}
	r.includes(m.value("include"), files, above)
	r.timelines(m.value("timelines"))
	if r.count == before && !m.named["timelines"] && !m.named["include"] {
		r.fault(root, "an included file has no timelines", "timelines: names, each with a list of steps", "")
	}
}

// unused tells what is shared with nobody. A file without jobs and rules is there to be included, and shares everything.
func (r *reader) unused(main mapping) {
	for _, name := range r.shelf.names {
		if t := r.shelf.shared[name]; !t.used && t.list != nil && r.shelf.left >= 0 {
			r.fitting(t)
		}
	}
	if r.shelf.unread || r.shelf.missed || !main.named["jobs"] && !main.named["rules"] {
		return
	}
	for _, name := range r.shelf.names {
		if t := r.shelf.shared[name]; !t.used && t.text == r.text {
			r.fault(t.key, "no job and no rule follows the timeline "+quoted(t.name), "timeline: "+t.name, "leave it out, or move it to a file that is included")
		}
	}
	for _, u := range r.shelf.uses {
		if u.by.text == r.text && !r.useful(u.path) {
			r.fault(u.by.node, "no timeline of "+quoted(u.by.node.Value)+" is followed", "", "leave the file out")
		}
	}
}

// use is an item of an include.
type use struct {
	by   place
	path string
}

// useful tells whether a timeline of a file is followed, or one of those that it includes.
func (r *reader) useful(p string) bool {
	from := r.shelf.texts[p]
	for _, t := range r.shelf.shared {
		if t.used && t.text == from {
			return true
		}
	}
	return slices.ContainsFunc(r.shelf.uses, func(u use) bool { return u.by.text == from && r.useful(u.path) })
}

// fitting checks a timeline that nobody follows: some API must have all of its words. The faults are told in the words of the
// API that it fits best.
func (r *reader) fitting(t *shared) {
	var least Diagnostics
	for i := range r.words {
		try := newReader("", nil, r.words).in(t.text)
		try.shelf.shared, try.shelf.names, try.shelf.unread, try.shelf.left = r.shelf.shared, r.shelf.names, r.shelf.unread, r.shelf.left
		s := &script{reader: try, words: &r.words[i], said: remarks{}, within: []string{t.name}}
		s.reach(s.items(t.list, ""), false)
		r.shelf.left = try.shelf.left // of all that names stand for, whoever asks
		switch {
		case r.shelf.left < 0:
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
		r.keep(f)
	}
}

// cost is how far faults are from what was meant: those that can be guessed count less.
func (f Diagnostics) cost() int {
	cost := 2 * len(f)
	for _, fault := range f {
		if strings.HasPrefix(fault.Hint, "did you mean") {
			cost--
		}
	}
	return cost
}
