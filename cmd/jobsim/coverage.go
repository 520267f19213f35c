package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
	"github.com/jobsim/jobsim/emulator/verdict/coverage/page"
)

// coverageFlags holds the flags of coverage.
type coverageFlags struct {
	output, html, merged, only string
	failUnder                  float64
	all                        bool
}

// The values of --only.
const (
	onlyScenarios  = "scenarios"
	onlyVocabulary = "vocabulary"
	everything     = "all"
)

func newCoverageCmd() *cobra.Command {
	f := coverageFlags{only: everything}
	cmd := &cobra.Command{
		Use:   "coverage FILE...",
		Short: "Show what clients were shown of all that they can be shown, and what would show them the rest",
		Long: `Show what clients were shown, from the files of jobsim run --coverage and of testharness.Coverage, and from the directories of such
files that the variable JOBSIM_COVERAGE names. Several are merged.

Of the scenarios that were loaded it shows the steps, the branches of choices and the rules; of the APIs that were called the statuses
by job type, the transitions, the native errors, the broken responses, the pages and the shapes of sub-jobs. Below what was never shown
is a scenario, a rule or a command that would show it.

Exit codes: 0 success, 1 less was shown than --fail-under, 2 wrong usage or no coverage.`,
		Example: `  # of one run
  jobsim run --coverage cover.json demo -- pytest
  jobsim coverage cover.json

  # of the shards of a test, as a page, with at least 80 % of the scenarios
  jobsim coverage --html cover.html --only scenarios --fail-under 80 shard-1.json shard-2.json`,
		ValidArgsFunction: completeFiles,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fail(exitUsage, "%s: name a file of jobsim run --coverage, or a directory of them", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.html, "html", "", "`FILE` to write a page to, which needs no other file")
	flags.StringVar(&f.merged, "merge", "", "`FILE` to write the merged coverage to")
	flags.Var(choice{&f.only, []string{everything, onlyScenarios, onlyVocabulary}}, "only", "`PART` to show and to count: all, scenarios or vocabulary")
	flags.Float64Var(&f.failUnder, "fail-under", 0, "least `PERCENT` that must have been shown")
	flags.BoolVar(&f.all, "all", false, "list all that was never shown, and not only the first of each group")
	addOutputFlag(cmd, flags, &f.output)
	completeFlag(cmd, "only", words(everything, onlyScenarios, onlyVocabulary))
	return cmd
}

func (f *coverageFlags) run(cmd *cobra.Command, args []string) error {
	if f.failUnder < 0 || f.failUnder > 100 {
		return fail(exitUsage, "--fail-under: %g: want a percentage from 0 to 100", f.failUnder)
	}
	raw, err := coverage.ReadFiles(args...)
	if err != nil {
		return fail(exitUsage, "%w", err)
	}
	if f.merged != "" {
		if err := os.WriteFile(f.merged, raw.JSON(), 0o644); err != nil {
			return fail(exitRuntime, "--merge: %w", unwritable(f.merged, err))
		}
	}
	whole, err := emulator.CompleteCoverage(raw)
	if err != nil {
		return fail(exitRuntime, "%w", err)
	}
	c := part(whole, f.only)
	if f.html != "" {
		if err := writePage(f.html, c); err != nil {
			return fail(exitRuntime, "--html: %w", unwritable(f.html, err))
		}
	}
	if err := printCoverage(cmd.OutOrStdout(), f.output, c, f.all); err != nil {
		return err
	}
	if got := c.Total(); got.Percent() < f.failUnder {
		return fail(exitRuntime, "clients were shown %.1f %% of what they can be shown, which is under %g %%", got.Percent(), f.failUnder)
	}
	return nil
}

// part returns a part of a coverage, by a value of --only.
func part(c coverage.Coverage, only string) coverage.Coverage {
	if only == everything {
		return c
	}
	return c.Only(slices.DeleteFunc(coverage.Sections(), func(s coverage.Section) bool { return s.OfScenarios() != (only == onlyScenarios) })...)
}

// printCoverage prints a coverage in a format of --output.
func printCoverage(w io.Writer, output string, c coverage.Coverage, all bool) error {
	limit := 10
	if all {
		limit = 0
	}
	return printAs(w, output, c, func(w io.Writer, c coverage.Coverage) error { return c.Table(w, limit) })
}

// writePage writes the page of a coverage to a file.
func writePage(name string, c coverage.Coverage) error {
	var text bytes.Buffer
	if err := page.Write(&text, c); err != nil {
		return err
	}
	return os.WriteFile(name, text.Bytes(), 0o644)
}

// coverageLine returns one line about a coverage that was written to a file.
func coverageLine(c coverage.Coverage, file string) string {
	of := c.Sum(func(i coverage.Item) bool { return i.Section.OfScenarios() })
	return fmt.Sprintf("coverage: %d of %d steps, branches and rules of the scenarios were shown (%.1f %%); jobsim coverage %s has the rest",
		of.Shown, of.All, of.Percent(), shellQuoted(file))
}
