package main

import (
	"errors"
	"os"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// each reads the scenarios that the arguments name and calls f for each. It answers every fault of every file at once.
func each(cmd *cli.Command, f func(emulator.Source, *scenario.Scenario) error) error {
	if cmd.Args().Len() == 0 {
		return fail(exitUsage, "%s: name at least one scenario: a file, a directory, a shipped one, or - for standard input", cmd.Name)
	}
	found, err := emulator.FindScenarios(os.Stdin, cmd.Args().Slice()...)
	if err != nil {
		return fail(exitScenario, "%w", err)
	}
	read, err := readAll(found)
	if err != nil {
		return err
	}
	for i, src := range found {
		if err := f(src, read[i]); err != nil {
			return err
		}
	}
	return nil
}

// readAll reads scenarios, or answers all their faults.
func readAll(found []emulator.Source) ([]*scenario.Scenario, error) {
	var faults scenario.Diagnostics
	read := make([]*scenario.Scenario, len(found))
	for i, src := range found {
		var err error
		if read[i], err = src.Read(emulator.Vocabularies()); err == nil {
			continue
		}
		more, ok := errors.AsType[scenario.Diagnostics](err)
		if !ok {
			return nil, fail(exitScenario, "%w", err)
		}
		faults = append(faults, more...)
	}
	if len(faults) > 0 {
		return nil, &exitError{exitScenario, faults}
	}
	return read, nil
}
