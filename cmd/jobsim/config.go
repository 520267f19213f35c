package main

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// configValue is one value in force and where it comes from.
type configValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"` // "flag", "env" and the variables, "scenario" and its name, "arguments", "mounted", or "default"
}

func newConfigCmd() *cobra.Command {
	var f serveFlags
	var output string
	cmd := &cobra.Command{
		Use:   "config [SCENARIO...]",
		Short: "Print the values that serve would use, and where each comes from",
		Long: `Print the values that serve would use with the same flags and arguments, and where each comes from: a flag, a variable
(env), a scenario, or the default. It serves nothing.

A variable that begins with JOBSIM_ and sets no flag is reported, with the one that was probably meant.`,
		Example: `  # the values in force here
  jobsim config

  # the same with a flag, for a program
  jobsim config -o json --clock manual demo`,
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			return printConfig(cmd, &f, output, args)
		},
	}
	f.register(cmd)
	addOutputFlag(cmd, cmd.Flags(), &output)
	return cmd
}

func printConfig(cmd *cobra.Command, f *serveFlags, output string, args []string) error {
	values, err := valuesInForce(cmd, f, args)
	if err != nil {
		return err
	}
	for _, unknown := range unknownVariables(f.flags, os.Environ()) {
		fmt.Fprintf(cmd.ErrOrStderr(), "jobsim: no flag has the variable %s: %s\n", unknown.name, unknown.hint)
	}
	return printAs(cmd.OutOrStdout(), output, values, func(w io.Writer, values []configValue) error {
		rows := make([][]string, len(values))
		for i, v := range values {
			rows[i] = []string{v.Name, v.Value, v.From}
		}
		return writeColumns(w, 0, []string{"NAME", "VALUE", "FROM"}, rows)
	})
}

// valuesInForce returns the value of every flag of serve, or of the scenarios where no flag has one.
func valuesInForce(cmd *cobra.Command, f *serveFlags, args []string) ([]configValue, error) {
	opts, err := f.options()
	if err != nil {
		return nil, err
	}
	loaded, err := loadScenarios(cmd, f, args)
	if err != nil {
		return nil, err
	}
	opts.Scenarios = loaded.sources
	e, err := emulator.New(opts)
	if err != nil {
		return nil, optionsError(err)
	}
	values := []configValue{{scenariosFlag, strings.Join(loaded.names, ","), loaded.from}}
	f.flags.VisitAll(func(one *pflag.Flag) {
		if one.Name != scenariosFlag && one.Name != "port" { // the address has the port
			values = append(values, configValue{one.Name, flagText(one), source(one)})
		}
	})
	return fillOpen(values, e, loaded, f.format(cmd.ErrOrStderr())), nil
}

// fillOpen fills in the values that no flag has: those of the scenarios, and the log's format.
func fillOpen(values []configValue, e *emulator.Emulator, loaded *scenarioSet, format string) []configValue {
	for i, v := range values {
		if v.Value != "" || v.From != "default" {
			continue
		}
		value, has := "", func(*scenario.Scenario) bool { return false }
		switch v.Name {
		case "log-format":
			value = format
		case "seed":
			value, has = fmt.Sprint(e.Seed()), func(s *scenario.Scenario) bool { return s.Seed != nil }
		case "profile":
			value, has = e.Profile(), func(s *scenario.Scenario) bool { return s.Profile != "" }
		case "auth":
			value, has = e.Setting("auth"), func(s *scenario.Scenario) bool { return s.Settings["auth"] != "" }
		}
		values[i].Value = value
		values[i].From = cmp.Or(loaded.last(has), v.From)
	}
	return values
}

// flagText returns the value of a flag as a command line would give it, without secrets. It is empty for a number or a
// duration that is not set.
func flagText(f *pflag.Flag) string {
	switch v := f.Value.(type) {
	case pflag.SliceValue:
		return strings.Join(v.GetSlice(), ",")
	default:
		text := f.Value.String()
		switch f.Value.Type() {
		case "stringToString":
			return strings.Trim(text, "[]")
		case "uint64", "duration":
			if source(f) == "default" {
				return ""
			}
		}
		if slices.Contains([]string{adminToken, storePassword, replicaSecret}, f.Name) && text != "" {
			return "(not shown)"
		}
		if u, err := url.Parse(text); f.Name == "store" && err == nil && u.User != nil {
			return u.Redacted()
		}
		return text
	}
}
