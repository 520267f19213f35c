package main

import (
	"context"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "tell what can happen in a scenario, without running it",
		ArgsUsage: "SCENARIO...",
		Description: "For each job: its steps, when each can begin, what ends it, how likely it is, and a chart of the job's life.\n" +
			"Times count from the birth of the job.",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "width", Usage: "`COLUMNS` to write in", Value: 80, Sources: cli.EnvVars("COLUMNS")},
			&cli.BoolFlag{Name: "ascii", Usage: "draw with letters, for terminals without UTF-8"},
		},
		Action: func(_ context.Context, cmd *cli.Command) error {
			paper := scenario.Paper{Width: cmd.Int("width"), ASCII: cmd.Bool("ascii") || !utf8Terminal()}
			return each(cmd, func(_ emulator.Source, s *scenario.Scenario) error {
				return s.Explain(cmd.Root().Writer, paper)
			})
		},
	}
}

// utf8Terminal follows the locale's variables in the order of POSIX. Without any of them it hopes for the best.
func utf8Terminal() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := os.Getenv(name); value != "" {
			plain := strings.ToUpper(strings.ReplaceAll(value, "-", ""))
			return strings.HasSuffix(plain, "UTF8")
		}
	}
	return true
}
