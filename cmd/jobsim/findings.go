package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict"
)

func newFindingsCmd() *cobra.Command {
	var output string
	var width int
	cmd := &cobra.Command{
		Use:   "findings [ID...]",
		Short: "List what a verdict finds clients to do wrong, and explain each finding",
		Long: `List what a verdict finds clients to do wrong, whether or not anybody expected it. With an id it explains that finding: why it matters
and who says so, what to do instead, what a client that has it does, and the shipped scenario in which such a client is found.

A scenario lets a finding pass by "allow: [{finding: ID, because: REASON}]".

Exit codes: 0 success, 2 wrong usage or no such finding.`,
		Example: `  # all of them
  jobsim findings

  # one of them
  jobsim findings polls-after-end

  # for a program
  jobsim findings -o json`,
		ValidArgsFunction: completeFindings,
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := findingsNamed(args)
			if err != nil {
				return err
			}
			return printAs(cmd.OutOrStdout(), output, found, func(w io.Writer, found []verdict.Kind) error {
				if len(args) > 0 {
					return writeFindingDetails(w, width, found)
				}
				return writeFindings(w, width, found)
			})
		},
	}
	addOutputFlag(cmd, cmd.Flags(), &output)
	addWidthFlag(cmd.Flags(), &width, 100)
	return cmd
}

// completeFindings completes the ids of findings.
func completeFindings(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, k := range verdict.Kinds() {
		all = append(all, cobra.CompletionWithDesc(k.ID, k.Title))
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// findingsNamed returns the kinds with the given ids; all without ids.
func findingsNamed(ids []string) ([]verdict.Kind, error) {
	if len(ids) == 0 {
		return verdict.Kinds(), nil
	}
	var found []verdict.Kind
	for _, id := range ids {
		k, ok := verdict.KindOf(strings.ToLower(id))
		if !ok {
			return nil, fail(exitUsage, "there is no finding %q: %s", id, cmp.Or(scenario.DidYouMean(id, verdict.KindIDs()), "jobsim findings lists them"))
		}
		found = append(found, k)
	}
	return found, nil
}

// writeFindings writes a line per kind, the worst first.
func writeFindings(w io.Writer, width int, all []verdict.Kind) error {
	all = slices.Clone(all)
	levels := verdict.Levels()
	slices.SortStableFunc(all, func(a, b verdict.Kind) int {
		return cmp.Compare(slices.Index(levels, b.Level), slices.Index(levels, a.Level))
	})
	rows := make([][]string, len(all))
	for i, k := range all {
		rows[i] = []string{k.ID, string(k.Level), k.Title}
	}
	return writeColumns(w, width, []string{"ID", "LEVEL", "A CLIENT"}, rows)
}

// writeFindingDetails writes all about each kind, with a blank line between two.
func writeFindingDetails(w io.Writer, width int, all []verdict.Kind) error {
	for i, k := range all {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if _, err := io.WriteString(w, findingDetails(k, width)); err != nil {
			return err
		}
	}
	return nil
}

// findingDetails returns all about one kind. What is to be pasted is on lines of its own, unbroken.
func findingDetails(k verdict.Kind, width int) string {
	var b strings.Builder
	field := func(name, text string) {
		const indent = "            "
		if text != "" {
			fmt.Fprintf(&b, "  %-10s%s\n", name, strings.TrimLeft(wrap(text, indent, width), " "))
		}
	}
	fmt.Fprintf(&b, "%s, %s\n", k.ID, k.Level)
	field("a client", k.Title)
	field("why", k.Why)
	field("source", k.Source)
	field("way out", k.WayOut)
	for _, t := range verdict.ThresholdTable() {
		if slices.Contains(k.Thresholds, t.Name) {
			field("limit", fmt.Sprintf("%s: %s, %s (%s)", t.Name, t.Default, t.What, t.Source))
		}
	}
	if k.Cadence {
		field("judged", "only where client and server share time: with a real or a scaled clock, or in a bubble of testing/synctest")
	}
	fmt.Fprintf(&b, "  example\n    %s\n", strings.Join(k.Example, "\n    "))
	fmt.Fprintf(&b, "  to see it found\n    jobsim run --fail-on %s %s -- COMMAND\n", k.Level, k.Scenario)
	fmt.Fprintf(&b, "  to let it pass, in a scenario\n    allow: [{finding: %s, because: REASON}]\n", k.ID)
	return b.String()
}
