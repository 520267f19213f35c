package main

import (
	"bytes"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/scenario/render"
)

func newExplainCmd() *cobra.Command {
	var width int
	var ascii bool
	var svg string
	cmd := &cobra.Command{
		Use:   "explain SCENARIO...",
		Short: "Print what can happen in a scenario, without running it",
		Long: `Print what can happen in a scenario, without running it. For each job: its steps, when each can begin, what ends it, how
likely it is, and a chart of the job's life. Times count from the start of the job.

Exit codes: 0 success, 2 wrong usage, 3 invalid or missing scenario.`,
		Example: `  # a table and a chart
  jobsim explain demo

  # a picture, for a page or a bug report
  jobsim explain --svg demo.svg demo

  # a scenario that another program writes
  generate-scenario | jobsim explain -`,
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			all, err := readScenarios(cmd, args)
			if err != nil {
				return err
			}
			if svg != "" {
				return writeSVG(cmd, all, svg)
			}
			for _, one := range all {
				if err := render.Text(cmd.OutOrStdout(), one.scenario, render.Options{Width: width, ASCII: ascii || !utf8Locale()}); err != nil {
					return err
				}
			}
			return nil
		},
	}
	addWidthFlag(cmd.Flags(), &width, 80)
	cmd.Flags().BoolVar(&ascii, "ascii", false, "draw with letters, for terminals without UTF-8")
	cmd.Flags().StringVar(&svg, "svg", "", "draw a picture of one scenario into `FILE` instead, - for standard output")
	completeFlag(cmd, "svg", completeFiles)
	return cmd
}

// writeSVG writes the picture of the one scenario that is named.
func writeSVG(cmd *cobra.Command, all []readScenario, file string) error {
	if len(all) != 1 {
		return fail(exitUsage, "--svg draws one scenario, and %d are named", len(all))
	}
	if file == "-" {
		return render.SVG(cmd.OutOrStdout(), all[0].scenario)
	}
	var picture bytes.Buffer
	if err := render.SVG(&picture, all[0].scenario); err != nil {
		return err
	}
	if err := os.WriteFile(file, picture.Bytes(), 0o644); err != nil {
		return fail(exitUsage, "--svg: %w", unwritable(file, err))
	}
	return nil
}

// utf8Locale reports whether the variables of the locale name UTF-8, in the order of POSIX; it is true without any of them.
func utf8Locale() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return strings.HasSuffix(strings.ToUpper(strings.ReplaceAll(value, "-", "")), "UTF8")
		}
	}
	return true
}
