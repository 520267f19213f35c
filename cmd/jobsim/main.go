// Command jobsim serves an emulator of four APIs whose jobs a client polls: NetApp Element, EVS, DRS and SDRS.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v3"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args))
}

// run carries out one command line and answers its exit code.
func run(ctx context.Context, args []string) int {
	cmd := command()
	err := cmd.Run(ctx, args)
	if err == nil {
		return exitOK
	}
	if coded, ok := errors.AsType[*exitError](err); ok {
		fmt.Fprintln(cmd.ErrWriter, coded.err)
		return coded.code
	}
	fmt.Fprintf(cmd.ErrWriter, "jobsim: %v\n", err)
	return exitUsage
}

func command() *cli.Command {
	return &cli.Command{
		Name:    "jobsim",
		Usage:   "a stand-in for four cloud APIs that hand out long-running jobs and let a client poll them",
		Version: version(),
		Commands: []*cli.Command{
			serveCommand(), explainCommand(), validateCommand(), scenariosCommand(), healthcheckCommand(), versionCommand(),
		},
		EnableShellCompletion: true,
		Suggest:               true,
		ErrWriter:             os.Stderr,
		ExitErrHandler:        func(context.Context, *cli.Command, error) {}, // run alone decides the exit code
		Description: "Scenarios are named by file, by directory, by the name of a shipped one, or \"-\" for standard input.\n" +
			"Every flag can also be given as JOBSIM_<FLAG>; a flag wins over its variable.\n\n" +
			"Exit codes: 0 ok, 1 runtime, 2 usage, 3 invalid scenario, 4 cannot listen.",
	}
}
