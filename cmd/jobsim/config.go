package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// fact is one value in force and where it is from.
type fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"` // "flag", "env" and the variable, "scenario" and its name, "arguments", or "default"
}

func configCommand() *cli.Command {
	return &cli.Command{
		Name:      "config",
		Usage:     "tell what serve would do with the same flags, and where each value is from",
		ArgsUsage: "[SCENARIO...]",
		Description: manual("It takes what serve takes, and serves nothing. A value is from a flag, from a variable (env), from a scenario, or\n"+
			"it is the default. A variable that begins with JOBSIM_ and stands for no flag is told, with what may have been meant.",
			"what is in force here", "jobsim config",
			"and with a flag, for a program", "jobsim config --json --clock manual demo",
		),
		Flags:  append(serveFlags(), &cli.BoolFlag{Name: "json", Usage: "write a JSON array"}),
		Action: config,
	}
}

func config(_ context.Context, cmd *cli.Command) error {
	facts, err := inForce(cmd)
	if err != nil {
		return err
	}
	for _, odd := range misspelt(serveFlags(), os.Environ()) {
		fmt.Fprintf(cmd.Root().ErrWriter, "jobsim: no flag has the variable %s: %s\n", odd.name, odd.hint)
	}
	if cmd.Bool("json") {
		return writeJSON(cmd.Root().Writer, facts)
	}
	rows := make([][]string, len(facts))
	for i, f := range facts {
		rows[i] = []string{f.Name, f.Value, f.From}
	}
	return columns(cmd.Root().Writer, 0, []string{"NAME", "VALUE", "FROM"}, rows)
}

// inForce lists every flag of serve, and what the scenarios say where no flag does.
func inForce(cmd *cli.Command) ([]fact, error) {
	opts, err := options(cmd)
	if err != nil {
		return nil, err
	}
	lib, err := newLibrary(cmd)
	if err != nil {
		return nil, err
	}
	opts.Scenarios = lib.loaded
	e, err := emulator.New(opts)
	if err != nil {
		return nil, refused(err)
	}
	facts := []fact{{scenariosFlag, strings.Join(lib.names, ","), lib.from}}
	for _, f := range serveFlags() {
		name := f.Names()[0]
		if name != scenariosFlag {
			facts = append(facts, fact{name, text(given(cmd, name)), from(cmd, name)})
		}
	}
	return settle(facts, e, lib, logFormat(cmd)), nil
}

// settle puts what holds in the place of what was left to the scenarios, or to who reads along.
func settle(facts []fact, e *emulator.Emulator, lib *library, format string) []fact {
	for i, f := range facts {
		if f.Value != "" || f.From != "default" {
			continue
		}
		value, says := "", func(*scenario.Scenario) bool { return false }
		switch f.Name {
		case "log-format":
			value = format
		case "seed":
			value, says = fmt.Sprint(e.Seed()), func(s *scenario.Scenario) bool { return s.Seed != nil }
		case "profile":
			value, says = e.Profile(), func(s *scenario.Scenario) bool { return s.Profile != "" }
		case "auth":
			value, says = e.Setting("auth"), func(s *scenario.Scenario) bool { return s.Settings["auth"] != "" }
		}
		facts[i].Value = value
		facts[i].From = cmp.Or(lib.last(says), f.From)
	}
	return facts
}

// text is a flag's value, as it would be given; a secret is not told.
func text(f cli.Flag) string {
	if f.Names()[0] == adminToken && f.Get() != "" {
		return "(not shown)"
	}
	switch v := f.Get().(type) {
	case []string:
		return strings.Join(v, ",")
	case map[string]string:
		return pairs(v)
	case uint64, time.Duration:
		if !f.IsSet() {
			return ""
		}
		return fmt.Sprint(v)
	default:
		return fmt.Sprint(v)
	}
}
