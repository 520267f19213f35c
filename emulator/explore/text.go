package explore

import (
	"fmt"
	"strings"
)

// Text returns the report for people. alone returns the command that runs the world with a name by itself.
func (r Report) Text(alone func(world string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d failed", counted(r.Worlds, "world"), r.Failed)
	for i, k := range r.Kinds {
		between := ", "
		if i == 0 {
			between = ": "
		}
		fmt.Fprintf(&b, "%s%s %d", between, k.Kind, k.Worlds)
		if k.Failed > 0 {
			fmt.Fprintf(&b, " (%d failed)", k.Failed)
		}
	}
	b.WriteByte('\n')
	for _, g := range r.Groups {
		fmt.Fprintf(&b, "\n%s in %s\n", g.Failure, counted(g.Count, "world"))
		fmt.Fprintf(&b, "  shortest: %s\n", g.World)
		for _, note := range g.Notes {
			fmt.Fprintf(&b, "    %s\n", note)
		}
		fmt.Fprintf(&b, "  run it alone: %s\n", alone(g.World))
		if more := others(g); len(more) > 0 {
			fmt.Fprintf(&b, "  also: %s\n", strings.Join(more, ", "))
		}
		if g.Detail != "" {
			fmt.Fprintf(&b, "  end of its output:\n    %s\n", strings.Join(lastLines(g.Detail), "\n    "))
		}
	}
	return b.String()
}

// lastLines returns the end of an output.
func lastLines(text string) []string {
	const enough = 8
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[max(len(lines)-enough, 0):]
}

// others returns the names of some of the worlds of a group besides the shortest.
func others(g Group) (all []string) {
	const some = 4
	for _, name := range g.Worlds {
		if name != g.World && len(all) < some {
			all = append(all, name)
		}
	}
	if left := g.Count - 1 - len(all); left > 0 && len(all) > 0 {
		all = append(all, fmt.Sprintf("and %d more", left))
	}
	return all
}

// counted returns a number with its noun.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
