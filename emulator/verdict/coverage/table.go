package coverage

import (
	"fmt"
	"io"
	"strings"
)

// titles are what people read for the sections.
var titles = map[Section]string{
	Steps: "Steps of timelines", Branches: "Branches of choices", Rules: "Rules", Statuses: "Statuses by job type", Transitions: "Transitions of statuses",
	Errors: "Native errors", Breaks: "Broken responses", Pages: "Pages of lists", SubJobs: "Jobs with sub-jobs",
}

// Title returns what people read for the section.
func (s Section) Title() string { return titles[s] }

// Table writes the coverage for people: the sums, and what was never shown with the way to show it, at most limit things of each group;
// zero means all.
func (c Coverage) Table(w io.Writer, limit int) error {
	var b strings.Builder
	for _, section := range sections {
		for n, group := range c.Groups(section) {
			if n == 0 {
				fmt.Fprintf(&b, "%s\n", section.Title())
			}
			c.group(&b, section, group, limit)
		}
	}
	fmt.Fprintf(&b, "%s\n", line("total", c.Total()))
	_, err := io.WriteString(w, b.String())
	return err
}

// group writes the lines of a group.
func (c Coverage) group(b *strings.Builder, section Section, group string, limit int) {
	sum := c.Sum(func(i Item) bool { return i.Section == section && i.Group == group })
	fmt.Fprintf(b, "  %s\n", line(group, sum))
	written := 0
	for _, i := range c.Items {
		if i.Section != section || i.Group != group || i.Count > 0 {
			continue
		}
		if written++; limit > 0 && written > limit {
			continue
		}
		place := ""
		if i.Place != "" {
			place = " (" + i.Place + ")"
		}
		fmt.Fprintf(b, "    never %s%s\n", i.Name, place)
		if i.Show != "" {
			fmt.Fprintf(b, "          %s\n", i.Show)
		}
	}
	if more := written - limit; limit > 0 && more > 0 {
		fmt.Fprintf(b, "    and %d more\n", more)
	}
}

// line returns a name with a sum: "evs  3 of 12, 25.0 %".
func line(name string, s Sum) string {
	return fmt.Sprintf("%-40s %d of %d, %.1f %%", name, s.Shown, s.All, s.Percent())
}
