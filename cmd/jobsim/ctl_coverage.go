package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

func newCtlCoverageCmd(f *ctlFlags) *cobra.Command {
	only, html, all := everything, "", false
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Show what clients were shown of all that they can be shown, and what would show them the rest",
		Long: `Show what clients of all sessions were shown since the server started, and what would show them the rest. "jobsim coverage --help" says
what is counted.`,
		Example: `  # so far
  jobsim ctl coverage

  # a page with what the loaded scenarios have
  jobsim ctl coverage --only scenarios --html cover.html`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := call(cmd, f, func(ctx context.Context, c *admin.Client) (coverage.Coverage, error) { return c.Coverage(ctx) })
			if err != nil {
				return err
			}
			c = part(c, only)
			if html != "" {
				if err := writePage(html, c); err != nil {
					return fail(exitRuntime, "--html: %w", unwritable(html, err))
				}
			}
			return printAs(cmd.OutOrStdout(), f.output, c, func(w io.Writer, c coverage.Coverage) error { return printCoverage(w, asTable, c, all) })
		},
	}
	cmd.Flags().Var(choice{&only, []string{everything, onlyScenarios, onlyVocabulary}}, "only", "`PART` to show: all, scenarios or vocabulary")
	cmd.Flags().StringVar(&html, "html", "", "`FILE` to write a page to, which needs no other file")
	cmd.Flags().BoolVar(&all, "all", false, "list all that was never shown, and not only the first of each group")
	completeFlag(cmd, "only", words(everything, onlyScenarios, onlyVocabulary))
	return cmd
}
