package main

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// mountPoint is the directory that the image serves when something is mounted there.
const mountPoint = "/scenarios"

// library is the scenarios that a command line names, as they were read last.
type library struct {
	names  []string
	from   string // "arguments", "flag", "env" with the variable, "mounted", or "default"
	empty  bool   // something is mounted that holds no scenario
	loaded []emulator.Source
	stdin  []emulator.Source // what standard input said: it can be read once
}

// newLibrary reads the scenarios that the arguments name, or --scenarios, else those that are mounted, else the usual ones.
func newLibrary(cmd *cli.Command) (*library, error) {
	lib := &library{names: cmd.Args().Slice(), from: "arguments"}
	if len(lib.names) == 0 {
		lib.names, lib.from = cmd.StringSlice(scenariosFlag), from(cmd, scenariosFlag)
	}
	if len(lib.names) == 0 {
		lib.usual(mountPoint)
	}
	if slices.Contains(lib.names, "-") {
		var err error
		if lib.stdin, err = emulator.FindScenarios(cmd.Root().Reader, "-"); err != nil {
			return nil, fail(exitScenario, "standard input: %w", err)
		}
	}
	loaded, err := lib.read()
	if err != nil {
		return nil, fail(exitScenario, "%w", err)
	}
	lib.loaded = loaded
	return lib, nil
}

// usual names what is served without arguments. A directory that is mounted and holds no scenario counts as none: an
// image whose mount went wrong is easier to understand when it answers.
func (l *library) usual(mounted string) {
	l.names, l.from = emulator.DefaultScenarios(), "default"
	if info, err := os.Stat(mounted); err != nil || !info.IsDir() {
		return
	}
	_, err := emulator.FindScenarios(nil, mounted)
	if _, empty := errors.AsType[*scenario.NotFoundError](err); empty {
		l.empty = true
		return
	}
	l.names, l.from = []string{mounted}, "mounted"
}

// read reads all scenarios again, but for standard input.
func (l *library) read() ([]emulator.Source, error) {
	all := []emulator.Source{}
	for _, name := range l.names {
		if name == "-" {
			all = append(all, l.stdin...)
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

// last names the scenario that says something last, as in "scenario demo"; it is empty if none does.
func (l *library) last(says func(*scenario.Scenario) bool) string {
	for _, src := range slices.Backward(l.loaded) {
		if s, err := src.Read(emulator.Vocabularies()); err == nil && says(s) {
			return "scenario " + src.Name
		}
	}
	return ""
}

// same tells that two readings gave the same texts, those of included files among them.
func same(a, b []emulator.Source) bool {
	return slices.EqualFunc(a, b, emulator.Source.Equal)
}

// pairs is a mapping as --set takes it.
func pairs(m map[string]string) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		all = append(all, name+"="+m[name])
	}
	return strings.Join(all, ",")
}
