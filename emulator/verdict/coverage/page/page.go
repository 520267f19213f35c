// Package page writes a coverage as one HTML page that needs nothing else: no script, no network.
//
// It is apart from package coverage because of the size of html/template in the binaries of tests.
package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

//go:embed page.html
var text string

// section is a section of the page.
type section struct {
	Title  string
	Sum    coverage.Sum
	Groups []group
}

type group struct {
	Name         string
	Sum          coverage.Sum
	Shown, Never []coverage.Item
}

// Open reports whether the group is unfolded at first: it was shown in part, and what is missing is not too long to read.
func (g group) Open() bool {
	const most = 30
	return len(g.Shown) > 0 && len(g.Never) > 0 && len(g.Never) <= most
}

// Write writes the page.
func Write(w io.Writer, c coverage.Coverage) error {
	page, err := template.New("page").Funcs(template.FuncMap{
		"percent": func(s coverage.Sum) string { return fmt.Sprintf("%.1f", s.Percent()) },
	}).Parse(text)
	if err != nil {
		return err
	}
	return page.Execute(w, struct {
		Total    coverage.Sum
		Sections []section
	}{c.Total(), sectionsOf(c)})
}

// sectionsOf returns the sections that have items.
func sectionsOf(c coverage.Coverage) []section {
	var all []section
	for _, s := range coverage.Sections() {
		one := section{Title: s.Title(), Sum: c.Sum(func(i coverage.Item) bool { return i.Section == s })}
		for _, name := range c.Groups(s) {
			in := func(i coverage.Item) bool { return i.Section == s && i.Group == name }
			g := group{Name: name, Sum: c.Sum(in)}
			for _, i := range c.Items {
				switch {
				case !in(i):
				case i.Count > 0:
					g.Shown = append(g.Shown, i)
				default:
					g.Never = append(g.Never, i)
				}
			}
			one.Groups = append(one.Groups, g)
		}
		if len(one.Groups) > 0 {
			all = append(all, one)
		}
	}
	return all
}
