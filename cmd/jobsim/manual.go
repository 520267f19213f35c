package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"
)

// manual is the description of a command: a text, and examples, each of what it does and the line that does it.
func manual(text string, examples ...string) string {
	var b strings.Builder
	b.WriteString(text + "\n\nExamples:\n")
	for i := 0; i+1 < len(examples); i += 2 {
		fmt.Fprintf(&b, "  # %s\n  %s\n", examples[i], examples[i+1])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// misused tells in one line what is wrong with a command line, and what may have been meant.
func misused(_ context.Context, cmd *cli.Command, err error, _ bool) error {
	hint := ""
	var name string
	if n, _ := fmt.Sscanf(err.Error(), "flag provided but not defined: %s", &name); n == 1 {
		hint = cli.SuggestFlag(cmd.Flags, strings.TrimLeft(name, "-"), false)
	}
	if hint != "" {
		hint = fmt.Sprintf(", did you mean %s?", hint)
	}
	return fail(exitUsage, "%w%s (see: %s --help)", err, hint, cmd.FullName())
}

// helped sets misused for a command and all below it: the library asks each command for its own.
func helped(cmd *cli.Command) *cli.Command {
	cmd.OnUsageError = misused
	for _, sub := range cmd.Commands {
		helped(sub)
	}
	return cmd
}
