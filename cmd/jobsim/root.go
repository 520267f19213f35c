package main

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
)

// The groups of commands in the help.
const (
	groupServe    = "serve"
	groupScenario = "scenario"
	groupLookup   = "lookup"
	groupProgram  = "program"
)

// newRootCmd returns the command tree, with the streams that it reads and writes; nil means those of the process.
func newRootCmd(stdin io.Reader, stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:   "jobsim",
		Short: "An emulator of four cloud APIs whose long-running jobs a client polls",
		Long: `jobsim emulates four cloud APIs whose long-running jobs a client polls: NetApp Element, EVS, DRS and SDRS.

A scenario is a file, a directory, the name of a shipped scenario, or "-" for standard input. "jobsim SCENARIO" is short
for "jobsim serve SCENARIO". Every flag of serve can also be set by a variable: --tls-listen by JOBSIM_TLS_LISTEN. A flag
wins over its variable; "jobsim config" prints each value in force and where it comes from.

Exit codes: 0 success, 1 runtime error, 2 wrong usage, 3 invalid scenario, 4 cannot listen, 5 a verdict that fails.`,
		Example: `  # serve the shipped scenarios
  jobsim serve

  # print what can happen in a scenario, without running it
  jobsim explain demo

  # complete commands, flags and values in this shell; zsh, fish and powershell work too
  source <(jobsim completion bash)`,
		Version:           version(),
		Args:              unknownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return setFromEnv(cmd.Flags()) },
		SilenceErrors:     true,
		SilenceUsage:      true,
	}
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.AddGroup(
		&cobra.Group{ID: groupServe, Title: "Serve and control:"},
		&cobra.Group{ID: groupScenario, Title: "Scenarios:"},
		&cobra.Group{ID: groupLookup, Title: "Look up:"},
		&cobra.Group{ID: groupProgram, Title: "This program:"},
	)
	add := func(group string, cmds ...*cobra.Command) {
		for _, cmd := range cmds {
			cmd.GroupID = group
			root.AddCommand(cmd)
		}
	}
	add(groupServe, newServeCmd(), newRunCmd(), newExploreCmd(), newCoverageCmd(), newCtlCmd(), newConfigCmd(), newHealthcheckCmd())
	add(groupScenario, newScenariosCmd(), newExplainCmd(), newValidateCmd(), newImportCmd(), newSchemaCmd())
	add(groupLookup, newErrorsCmd(), newFindingsCmd(), newFidelityCmd())
	add(groupProgram, newVersionCmd())
	root.SetHelpCommand(newHelpCmd())
	root.SetHelpCommandGroupID(groupProgram)
	root.SetCompletionCommandGroupID(groupProgram)
	root.InitDefaultCompletionCmd()
	root.SetHelpFunc(printHelp)
	root.SetFlagErrorFunc(flagError)
	rejectUnknownCommands(root)
	return root
}

// withServe puts "serve" before the arguments if the first one names a scenario instead of a command, so that
// "docker run jobsim demo" serves it.
func withServe(root *cobra.Command, args []string) []string {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") || args[0] == "" || strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		return args
	}
	if cmd, _, err := root.Find(args[:1]); err == nil && cmd != root {
		return args
	}
	if _, err := os.Stat(args[0]); err != nil {
		if _, err := emulator.FindScenarios(nil, args[0]); err != nil {
			return args
		}
	}
	return append([]string{"serve"}, args...)
}
