package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func validateCommand() *cli.Command {
	return &cli.Command{
		Name:        "validate",
		Usage:       "check scenarios and tell every fault with its place",
		ArgsUsage:   "SCENARIO...",
		Description: "Exits with 3 if any file has a fault.",
		Action: func(_ context.Context, cmd *cli.Command) error {
			return each(cmd, func(src emulator.Source, s *scenario.Scenario) error {
				_, err := fmt.Fprintf(cmd.Root().Writer, "%s: ok, %d jobs, %d rules\n", src.Name, len(s.Jobs), len(s.Rules))
				return err
			})
		},
	}
}
