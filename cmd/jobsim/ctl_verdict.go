package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// never is the word of --fail-on for a verdict that fails nothing.
const never = "never"

func newCtlVerdictCmd(f *ctlFlags) *cobra.Command {
	var final bool
	var failOn string
	cmd := &cobra.Command{
		Use:   "verdict",
		Short: "Show what clients did wrong, and which expectations of the scenarios they met",
		Long: `Show the verdict on the clients of the session: the expectations of its scenarios, each met, missed or open, and the findings, which
are what a client does wrong whether or not anybody expected it. With --final what clients have not done yet counts as not done, and no
expectation is open any more.

Exit codes: those of ctl, and 5 if the verdict fails by --fail-on.`,
		Example: `  # what was found so far
  jobsim ctl verdict

  # at the end of a test: fail on what is an error or an expectation that is missed
  jobsim ctl verdict --final --fail-on error`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			report, err := call(cmd, f, func(ctx context.Context, c *admin.Client) (verdict.Report, error) { return c.Verdict(ctx, final) })
			if err != nil {
				return err
			}
			if err := printAs(cmd.OutOrStdout(), f.output, report, writeVerdict); err != nil {
				return err
			}
			if failOn != never && report.Fails(verdict.Level(failOn)) {
				return fail(exitVerdict, "%s", report.Summary())
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&final, "final", false, "the clients have ended: what they have not done they will not do")
	addFailOnFlag(cmd.Flags(), &failOn)
	failOn = never
	cmd.Flags().Lookup("fail-on").DefValue = never
	completeFlag(cmd, "fail-on", words(failLevels()...))
	return cmd
}

// failLevels are the words of --fail-on.
func failLevels() []string {
	return []string{string(verdict.Error), string(verdict.Warning), string(verdict.Note), never}
}

// addFailOnFlag adds --fail-on, which is error by default.
func addFailOnFlag(flags *pflag.FlagSet, failOn *string) {
	*failOn = string(verdict.Error)
	flags.Var(choice{failOn, failLevels()}, "fail-on", "`LEVEL` of findings from which the verdict fails: error, warning, note or never; an expectation that is missed is an error")
}

// writeVerdict writes a report for people.
func writeVerdict(w io.Writer, r verdict.Report) error {
	_, err := fmt.Fprintln(w, r)
	return err
}
