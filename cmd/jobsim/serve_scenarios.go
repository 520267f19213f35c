package main

import (
	"errors"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// mountPoint is the directory whose scenarios are served if no other is named.
const mountPoint = "/scenarios"

// scenarioSet holds the scenarios that a command line names, as they were read last.
type scenarioSet struct {
	names      []string
	from       string // "arguments", "flag", "env" with the variable, "mounted", or "default"
	emptyMount bool   // mountPoint is a directory without a scenario
	sources    []emulator.Source
	stdin      []emulator.Source // standard input, which can be read only once
}

// loadScenarios reads the scenarios that the arguments name, else --scenarios, else those at mountPoint, else the default
// ones. It returns errInterrupted if the command ends while it reads.
func loadScenarios(cmd *cobra.Command, f *serveFlags, args []string) (*scenarioSet, error) {
	set := &scenarioSet{names: args, from: "arguments"}
	if len(set.names) == 0 {
		set.names, set.from = f.scenarios, source(f.flags.Lookup(scenariosFlag))
	}
	if len(set.names) == 0 {
		set.useDefault(mountPoint)
	}
	return interruptible(cmd.Context(), func() (_ *scenarioSet, err error) {
		if slices.Contains(set.names, "-") {
			if set.stdin, err = emulator.FindScenarios(cmd.InOrStdin(), "-"); err != nil {
				return nil, fail(exitScenario, "standard input: %w", err)
			}
		}
		if set.sources, err = set.read(); err != nil {
			return nil, fail(exitScenario, "%w", err)
		}
		return set, nil
	})
}

// useDefault names what is served without arguments. A mounted directory without a scenario is ignored: an image whose
// mount failed is easier to understand if it serves something.
func (s *scenarioSet) useDefault(mounted string) {
	s.names, s.from = emulator.DefaultScenarios(), "default"
	if info, err := os.Stat(mounted); err != nil || !info.IsDir() {
		return
	}
	_, err := emulator.FindScenarios(nil, mounted)
	if _, empty := errors.AsType[*scenario.NotFoundError](err); empty {
		s.emptyMount = true
		return
	}
	s.names, s.from = []string{mounted}, "mounted"
}

// read reads all scenarios again, except for standard input.
func (s *scenarioSet) read() ([]emulator.Source, error) {
	all := []emulator.Source{}
	for _, name := range s.names {
		if name == "-" {
			all = append(all, s.stdin...)
			continue
		}
		some, err := emulator.FindScenarios(nil, name)
		if err != nil {
			return nil, unreadable(err)
		}
		all = append(all, some...)
	}
	return all, nil
}

// last returns the last scenario that has something, as in "scenario demo", or "" if none has it.
func (s *scenarioSet) last(has func(*scenario.Scenario) bool) string {
	for _, src := range slices.Backward(s.sources) {
		if read, err := src.Read(emulator.Vocabularies()); err == nil && has(read) {
			return "scenario " + src.Name
		}
	}
	return ""
}
