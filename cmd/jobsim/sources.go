package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// readScenario is a scenario and where it was read from.
type readScenario struct {
	source   emulator.Source
	scenario *scenario.Scenario
}

// readScenarios reads the scenarios that the arguments name. It returns all faults of all files at once, and errInterrupted
// if the command ends meanwhile.
func readScenarios(cmd *cobra.Command, names []string) ([]readScenario, error) {
	if len(names) == 0 {
		return nil, fail(exitUsage, "%s: name at least one scenario: a file, a directory, a shipped one, or - for standard input", cmd.CommandPath())
	}
	found, err := findScenarios(cmd, exitScenario, names...)
	if err != nil {
		return nil, err
	}
	return parseAll(found)
}

// findScenarios returns the sources of the scenarios with the given names, or an error with an exit code.
func findScenarios(cmd *cobra.Command, code int, names ...string) ([]emulator.Source, error) {
	return interruptible(cmd.Context(), func() ([]emulator.Source, error) {
		found, err := emulator.FindScenarios(cmd.InOrStdin(), names...)
		if err != nil {
			return nil, fail(code, "%w", unreadable(err))
		}
		return found, nil
	})
}

// parseAll parses scenarios, or returns all their faults.
func parseAll(found []emulator.Source) ([]readScenario, error) {
	var faults scenario.Diagnostics
	all := make([]readScenario, len(found))
	for i, src := range found {
		s, err := src.Read(emulator.Vocabularies())
		if err == nil {
			all[i] = readScenario{src, s}
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
	return all, nil
}
