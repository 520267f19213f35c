package main

import (
	"bytes"
	"context"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "tell what can happen in a scenario, without running it",
		ArgsUsage: "SCENARIO...",
		Description: manual("For each job: its steps, when each can begin, what ends it, how likely it is, and a chart of the job's life.\n"+
			"Times count from the birth of the job.",
			"as a table and a chart", "jobsim explain demo",
			"as a picture, for a page or a bug report", "jobsim explain --svg demo.svg demo",
			"of a scenario that another program writes", "generate-scenario | jobsim explain -",
		),
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "width", Usage: "`COLUMNS` to write in", Value: 80, Sources: cli.EnvVars("COLUMNS")},
			&cli.BoolFlag{Name: "ascii", Usage: "draw with letters, for terminals without UTF-8"},
			&cli.StringFlag{Name: "svg", Usage: "draw a picture of one scenario into `FILE` instead; - stands for standard output"},
		},
		Action: explain,
	}
}

func explain(_ context.Context, cmd *cli.Command) error {
	if file := cmd.String("svg"); file != "" {
		return draw(cmd, file)
	}
	options := render.Options{Width: cmd.Int("width"), ASCII: cmd.Bool("ascii") || !utf8Terminal()}
	return each(cmd, func(_ emulator.Source, s *scenario.Scenario) error {
		return render.Text(cmd.Root().Writer, s, options)
	})
}

// draw writes the picture of the one scenario that is named.
func draw(cmd *cli.Command, file string) error {
	var all []*scenario.Scenario
	err := each(cmd, func(_ emulator.Source, s *scenario.Scenario) error {
		all = append(all, s)
		return nil
	})
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return fail(exitUsage, "--svg draws one scenario, and %d are named", len(all))
	}
	if file == "-" {
		return render.SVG(cmd.Root().Writer, all[0])
	}
	var picture bytes.Buffer
	if err := render.SVG(&picture, all[0]); err != nil {
		return err
	}
	if err := os.WriteFile(file, picture.Bytes(), 0o644); err != nil {
		return fail(exitUsage, "--svg: %w", unwritable(file, err))
	}
	return nil
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
