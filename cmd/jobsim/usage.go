package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// flagError returns the error of a command line whose flags cannot be parsed, in one line.
func flagError(cmd *cobra.Command, err error) error {
	text := err.Error()
	if missing, ok := errors.AsType[*pflag.NotExistError](err); ok {
		text = "there is no flag " + dashed(missing.GetSpecifiedName())
		if hint := suggestFlag(cmd, missing.GetSpecifiedName()); hint != "" {
			text += ": " + hint
		}
	}
	if missing, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		text = dashed(missing.GetSpecifiedName()) + " requires a value"
	}
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		text = invalidValue("--"+invalid.GetFlag().Name, invalid.GetValue(), invalid.GetFlag())
	}
	return fail(exitUsage, "%s (see: %s --help)", text, cmd.CommandPath())
}

// invalidValue describes a value that the flag's type does not allow. Source is the flag or variable that gave it.
func invalidValue(source, value string, f *pflag.Flag) string {
	want := map[string]string{
		"bool": "true or false", "duration": "a duration such as 90s or 10m", "stringToString": "NAME=VALUE",
		"int": "a whole number", "int64": "a whole number", "uint16": "a whole number up to 65535",
		"uint64": "a whole number that is not negative",
	}[f.Value.Type()]
	return source + `: "` + value + `": want ` + cmp.Or(want, f.Value.Type())
}

// dashed returns a flag as it is written on a command line.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// suggestFlag returns a question about the flag that was probably meant: a similar one of this command, or the same one
// of another command. It returns "" if there is none.
func suggestFlag(cmd *cobra.Command, name string) string {
	var near []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { near = append(near, "--"+f.Name) })
	elsewhere := ""
	for _, other := range cmd.Root().Commands() {
		if (elsewhere == "" || other.Name() == "serve") && other.Flags().Lookup(name) != nil {
			elsewhere = "did you mean " + other.CommandPath() + " --" + name + "?" // config has those of serve too
		}
	}
	return cmp.Or(scenario.DidYouMean("--"+name, near), elsewhere)
}

// rejectUnknownCommands makes every command that has subcommands reject arguments that name none of them.
func rejectUnknownCommands(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		rejectUnknownCommands(sub)
		if !sub.HasSubCommands() {
			continue
		}
		if !sub.Runnable() { // cobra's own command completion
			sub.RunE, sub.Args = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }, nil
		}
		if sub.Args == nil {
			sub.Args = unknownCommand
		}
	}
}

// unknownCommand returns an error if there is an argument: as it was not recognised, it names no subcommand.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fail(exitUsage, "%s has no command %q: %s", cmd.CommandPath(), args[0],
		cmp.Or(suggestCommand(cmd, args[0]), cmd.CommandPath()+" --help lists them"))
}

// suggestCommand returns a question about the subcommand that was probably meant, or "".
func suggestCommand(cmd *cobra.Command, name string) string {
	var names []string
	for _, sub := range cmd.Commands() {
		if !sub.IsAvailableCommand() {
			continue
		}
		if slices.Contains(sub.SuggestFor, name) {
			return "did you mean " + sub.Name() + "?"
		}
		names = append(names, sub.Name())
	}
	return scenario.DidYouMean(name, names)
}

// noArgs rejects arguments.
func noArgs(cmd *cobra.Command, args []string) error { return rangeArgs(0, 0)(cmd, args) }

// exactArgs rejects any other number of arguments than n.
func exactArgs(n int) cobra.PositionalArgs { return rangeArgs(n, n) }

// rangeArgs rejects fewer than low or more than high arguments.
func rangeArgs(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if low <= len(args) && len(args) <= high {
			return nil
		}
		_, want, _ := strings.Cut(cmd.Use, " ")
		return fail(exitUsage, "%s: want %s (see: %s --help)", cmd.CommandPath(), cmp.Or(want, "no arguments"), cmd.CommandPath())
	}
}
