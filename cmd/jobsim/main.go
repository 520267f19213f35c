// Command jobsim serves an emulator of four APIs whose jobs a client polls: NetApp Element, EVS, DRS and SDRS.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v3"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args, os.Stdout, os.Stderr))
}

// run carries out one command line and answers its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	cmd := command()
	cmd.Writer, cmd.ErrWriter = stdout, stderr
	err := cmd.Run(ctx, args)
	if err == nil {
		return exitOK
	}
	if coded, ok := errors.AsType[*exitError](err); ok {
		fmt.Fprintln(cmd.ErrWriter, coded.err)
		return coded.code
	}
	fmt.Fprintf(cmd.ErrWriter, "jobsim: %s\n", reworded(cmd, err.Error()))
	return exitUsage
}

func command() *cli.Command {
	return ended(helped(&cli.Command{
		Name:    "jobsim",
		Usage:   "a stand-in for four cloud APIs that hand out long-running jobs and let a client poll them",
		Version: version(),
		Commands: []*cli.Command{
			serveCommand(), ctlCommand(), explainCommand(), validateCommand(), scenariosCommand(), errorsCommand(), fidelityCommand(),
			schemaCommand(), configCommand(), healthcheckCommand(), completionCommand(), versionCommand(), completeCommand(),
		},
		Action: func(_ context.Context, cmd *cli.Command) error {
			if name := cmd.Args().First(); name != "" {
				return fail(exitUsage, "%s", noCommand(cmd, name))
			}
			return cli.ShowRootCommandHelp(cmd)
		},
		Suggest:        true,
		ExitErrHandler: func(context.Context, *cli.Command, error) {}, // run alone decides the exit code
		Description: manual("Scenarios are named by file, by directory, by the name of a shipped one, or \"-\" for standard input.\n"+
			"Every flag of serve can also be given as JOBSIM_<FLAG>; a flag wins over its variable, and \"jobsim config\" tells what\n"+
			"is in force and why.\n\n"+
			"Exit codes: 0 ok, 1 runtime, 2 usage, 3 invalid scenario, 4 cannot listen.",
			"a first look", "jobsim serve",
			"what can happen in a scenario", "jobsim explain demo",
			"completion in this shell; zsh, fish and pwsh are known too", "source <(jobsim completion bash)",
		),
	}))
}

// names are those of the commands below a command.
func names(cmd *cli.Command) []string {
	var all []string
	for _, sub := range cmd.VisibleCommands() {
		all = append(all, sub.Name)
	}
	return all
}
