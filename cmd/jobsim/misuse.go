package main

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// misused tells in one line what is wrong with a command line, and what may have been meant.
func misused(_ context.Context, cmd *cli.Command, err error, _ bool) error {
	return fail(exitUsage, "%s (see: %s --help)", reworded(cmd, err.Error()), cmd.FullName())
}

// helped sets misused for a command and all below it, since the library asks each command for its own; and it lets those
// that take no arguments say so.
func helped(cmd *cli.Command) *cli.Command {
	cmd.OnUsageError = misused
	if len(cmd.Commands) == 0 && cmd.ArgsUsage == "" && cmd.Action != nil {
		cmd.Action = alone(cmd.Action)
	}
	for _, sub := range cmd.Commands {
		helped(sub)
	}
	return cmd
}

// alone is the action of a command that takes no arguments.
func alone(action cli.ActionFunc) cli.ActionFunc {
	return func(ctx context.Context, cmd *cli.Command) error {
		if cmd.Args().Present() {
			return fail(exitUsage, "%s: want no arguments (see: %s --help)", cmd.FullName(), cmd.FullName())
		}
		return action(ctx, cmd)
	}
}

// What the library says about a command line, and about a variable.
var (
	noTopic  = regexp.MustCompile(`^No help topic for '([^']*)'`)
	noFlag   = regexp.MustCompile(`^flag provided but not defined: -*(\S+)$`)
	noValue  = regexp.MustCompile(`^flag needs an argument: -*(\S+)$`)
	badValue = regexp.MustCompile(`(?s)^invalid value "(.*)" for flag -*(\S+): (.*)$`)
	badText  = regexp.MustCompile(`(?s)^could not parse "(.*)" as \S+ value from (\S+) for flag \S+: (.*)$`)
)

// reworded says what the library says in the words of this program, without those of Go's parsers.
func reworded(cmd *cli.Command, text string) string {
	switch {
	case noTopic.MatchString(text):
		return noCommand(cmd, noTopic.FindStringSubmatch(text)[1])
	case noFlag.MatchString(text):
		name := noFlag.FindStringSubmatch(text)[1]
		return strings.TrimSuffix("there is no flag "+dashed(name)+": "+flagMeant(cmd, name), ": ")
	case noValue.MatchString(text):
		return "--" + noValue.FindStringSubmatch(text)[1] + " wants a value"
	case badValue.MatchString(text):
		m := badValue.FindStringSubmatch(text)
		return "--" + m[2] + ": \"" + m[1] + "\": " + wanted(m[3])
	case badText.MatchString(text):
		m := badText.FindStringSubmatch(text)
		return m[2] + ": \"" + m[1] + "\": " + wanted(m[3])
	default:
		return text
	}
}

// noCommand tells that there is no command of a name, and which one may have been meant.
func noCommand(root *cli.Command, name string) string {
	return fmt.Sprintf("there is no command %q: %s", name, cmp.Or(scenario.DidYouMean(name, names(root)), "jobsim --help lists what there is"))
}

// dashed is a flag's name as it is given.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// wanted says what a value should be, by the parser that refused it.
func wanted(cause string) string {
	for _, kind := range []struct{ sign, want string }{
		{"ParseUint", "want a whole number that is not negative"},
		{"ParseInt", "want a whole number"},
		{"ParseFloat", "want a number"},
		{"parse error", "want true or false"}, // the library's own word for it
		{"time: ", "want a duration such as 90s or 10m"},
		{"missing separator", "want NAME=VALUE"},
	} {
		if strings.Contains(cause, kind.sign) {
			return kind.want
		}
	}
	return cause
}

// flagMeant asks for the flag that was probably meant: one of this command, else the same one of another.
func flagMeant(cmd *cli.Command, name string) string {
	var near []string
	for _, c := range cmd.Lineage() {
		near = append(near, flagNames(c)...)
	}
	elsewhere := ""
	for _, c := range cmd.Root().VisibleCommands() {
		if elsewhere == "" && slices.Contains(flagNames(c), "--"+name) {
			elsewhere = "did you mean " + c.FullName() + " --" + name + "?"
		}
	}
	return cmp.Or(scenario.DidYouMean("--"+name, near), elsewhere)
}

// flagNames are the long names of a command's own flags.
func flagNames(cmd *cli.Command) []string {
	var all []string
	for _, f := range cmd.Flags {
		all = append(all, "--"+f.Names()[0])
	}
	return all
}
