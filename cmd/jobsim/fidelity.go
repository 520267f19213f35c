package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/catalog"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func newFidelityCmd() *cobra.Command {
	var output string
	var width int
	cmd := &cobra.Command{
		Use:   "fidelity [NAME...]",
		Short: "List where documents and live services differ, and what nothing settles",
		Long: `List where the vendors' documents and live services differ, and what neither settles. With names it lists those points.

A setting can be set alone: "settings: {NAME: VALUE}" in a scenario, or --set NAME=VALUE. Its values under the two profiles
are beside it. A choice is made in the code; an inferred error is one that no document has in this form. A statement is one
of a document's page that does not hold under the profile "documented", with what overrules it.`,
		Example: `  # all of it
  jobsim fidelity

  # one setting
  jobsim fidelity evs.error-fields

  # for a program
  jobsim fidelity -o json

  # one setting, served
  jobsim serve --set evs.error-fields=null`,
		ValidArgsFunction: completePoints,
		RunE: func(cmd *cobra.Command, args []string) error {
			ledger, err := pointsNamed(catalog.Fidelity(), args)
			if err != nil {
				return err
			}
			return printAs(cmd.OutOrStdout(), output, ledger, func(w io.Writer, ledger []catalog.Chapter) error {
				return writeChapters(w, width, ledger)
			})
		},
	}
	addOutputFlag(cmd, cmd.Flags(), &output)
	addWidthFlag(cmd.Flags(), &width, 100)
	return cmd
}

// completePoints completes the names of all points.
func completePoints(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, c := range catalog.Fidelity() {
		for _, p := range c.Points {
			all = append(all, cobra.CompletionWithDesc(p.Name, oneLine(p.What)))
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// pointsNamed returns the points with the given names, in their chapters; all without names.
func pointsNamed(ledger []catalog.Chapter, wanted []string) ([]catalog.Chapter, error) {
	if len(wanted) == 0 {
		return ledger, nil
	}
	found := make([]catalog.Chapter, len(ledger))
	for i, c := range ledger {
		found[i] = catalog.Chapter{API: c.API, Title: c.Title}
	}
	var known []string
	for _, name := range wanted {
		hit := false
		for i, c := range ledger {
			for _, p := range c.Points {
				known = append(known, p.Name)
				if strings.EqualFold(p.Name, name) {
					found[i].Points, hit = append(found[i].Points, p), true
				}
			}
		}
		if !hit {
			return nil, fail(exitUsage, "there is no point %q: %s", name, cmp.Or(scenario.DidYouMean(name, known), "jobsim fidelity lists them"))
		}
	}
	return filter(found, func(c catalog.Chapter) bool { return len(c.Points) > 0 }), nil
}

// writeChapters writes each chapter, with a blank line between two.
func writeChapters(w io.Writer, width int, ledger []catalog.Chapter) error {
	for i, c := range ledger {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := writeChapter(w, width, c); err != nil {
			return err
		}
	}
	return nil
}

// writeChapter writes a table for each kind of points. What a setting decides is below it.
func writeChapter(w io.Writer, width int, c catalog.Chapter) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", c.Title, strings.Repeat("=", len(c.Title)))
	wide := widest(c.Points)
	last := catalog.Kind("")
	for _, p := range c.Points {
		if p.Kind != last {
			fmt.Fprintf(&b, "\n%s\n", kindTitles[p.Kind])
		}
		last = p.Kind
		switch p.Kind {
		case catalog.Setting:
			hanging(&b, width, wide, p.Name, settingValues(p))
			hanging(&b, width, wide, "", p.What)
			hanging(&b, width, wide, "", fmt.Sprintf("Source (%s): %s.", p.Grade, p.Source))
		case catalog.Statement:
			hanging(&b, width, wide, p.Name, p.What)
			hanging(&b, width, wide, "", fmt.Sprintf("Reason (%s): %s.", p.Grade, p.Source))
		case catalog.Choice, catalog.InferredError:
			hanging(&b, width, wide, p.Name, p.What)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// settingValues returns all values of a setting, with the profiles that set them.
func settingValues(p catalog.Point) string {
	all := make([]string, len(p.Values))
	for i, v := range p.Values {
		switch {
		case v == p.Documented && v == p.Observed:
			v += " (both profiles)"
		case v == p.Documented:
			v += " (documented)"
		case v == p.Observed:
			v += " (observed)"
		}
		all[i] = v
	}
	return strings.Join(all, ", ")
}

// kindTitles are the titles of the tables of a chapter.
var kindTitles = map[catalog.Kind]string{
	catalog.Setting:       "Settings, their values, and what each decides",
	catalog.Choice:        "Choices that nothing settles, by the file that makes them",
	catalog.InferredError: "Errors that no document has in this form",
	catalog.Statement:     "Statements of the documents that do not hold, by the page",
}

// widest returns the width of the column of names.
func widest(points []catalog.Point) int {
	wide := 0
	for _, p := range points {
		wide = max(wide, len(p.Name))
	}
	return wide
}

// hanging writes a text beside a name.
func hanging(b *strings.Builder, width, wide int, name, text string) {
	indent := strings.Repeat(" ", wide+4)
	fmt.Fprintf(b, "  %-*s  %s\n", wide, name, strings.TrimLeft(wrap(text, indent, width), " "))
}
