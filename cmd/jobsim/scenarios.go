package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func scenariosCommand() *cli.Command {
	return &cli.Command{
		Name:  "scenarios",
		Usage: "list the shipped scenarios, or show one",
		Action: func(_ context.Context, cmd *cli.Command) error {
			return listScenarios(cmd)
		},
		Commands: []*cli.Command{
			{Name: "list", Usage: "list the shipped scenarios", Action: func(_ context.Context, cmd *cli.Command) error { return listScenarios(cmd) }},
			{
				Name: "show", Usage: "print a shipped scenario", ArgsUsage: "NAME",
				Action: func(_ context.Context, cmd *cli.Command) error {
					return each(cmd, func(src emulator.Source, _ *scenario.Scenario) error {
						_, err := cmd.Root().Writer.Write(src.Text)
						return err
					})
				},
			},
		},
	}
}

func listScenarios(cmd *cli.Command) error {
	found, err := emulator.Find(nil, emulator.Shipped()...)
	if err != nil {
		return fail(exitRuntime, "%w", err)
	}
	table := tabwriter.NewWriter(cmd.Root().Writer, 0, 0, 2, ' ', 0)
	for _, src := range found {
		s, err := scenario.Read(src.Name, src.Text, emulator.Vocabularies())
		if err != nil {
			return refused(err)
		}
		fmt.Fprintf(table, "%s\t%s\n", src.Name, s.About)
	}
	return table.Flush()
}

// each reads the scenarios that the arguments name and calls f for each. It answers every fault of every file at once.
func each(cmd *cli.Command, f func(emulator.Source, *scenario.Scenario) error) error {
	if cmd.Args().Len() == 0 {
		return fail(exitUsage, "%s: name at least one scenario: a file, a directory, a shipped one, or - for standard input", cmd.Name)
	}
	found, err := emulator.Find(os.Stdin, cmd.Args().Slice()...)
	if err != nil {
		return fail(exitScenario, "%w", err)
	}
	words := emulator.Vocabularies()
	var faults scenario.Faults
	read := make([]*scenario.Scenario, len(found))
	for i, src := range found {
		var err error
		if read[i], err = scenario.Read(src.Name, src.Text, words); err == nil {
			continue
		}
		more, ok := errors.AsType[scenario.Faults](err)
		if !ok {
			return fail(exitScenario, "%w", err)
		}
		faults = append(faults, more...)
	}
	if len(faults) > 0 {
		return &exitError{exitScenario, faults}
	}
	for i, src := range found {
		if err := f(src, read[i]); err != nil {
			return err
		}
	}
	return nil
}
