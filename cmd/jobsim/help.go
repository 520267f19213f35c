package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// groupAnnotation is the key of the annotation that names the group of a flag in the help.
const groupAnnotation = "jobsim_group"

// printHelp prints the help of a command: its text, usage and examples, its commands by group, and its flags by group.
func printHelp(cmd *cobra.Command, _ []string) {
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "%s\n\nUsage:\n", cmp.Or(cmd.Long, cmd.Short))
	if cmd.HasParent() {
		fmt.Fprintf(w, "  %s\n", cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(w, "  %s COMMAND\n", cmd.CommandPath())
	}
	if !cmd.HasParent() {
		fmt.Fprintf(w, "  %s SCENARIO...\n", cmd.CommandPath())
	}
	if cmd.Example != "" {
		fmt.Fprintf(w, "\nExamples:\n%s\n", cmd.Example)
	}
	printCommands(w, cmd)
	printFlags(w, "Flags", cmd.LocalFlags())
	printFlags(w, "Global flags", cmd.InheritedFlags())
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n\"%s COMMAND --help\" describes a command.\n", cmd.CommandPath())
	}
}

// printCommands prints the subcommands: those of each group under its title, the others under "Commands:".
func printCommands(w io.Writer, cmd *cobra.Command) {
	section := func(title, group string) {
		for _, sub := range cmd.Commands() {
			if sub.GroupID != group || !sub.IsAvailableCommand() {
				continue
			}
			if title != "" {
				fmt.Fprintf(w, "\n%s\n", title)
				title = ""
			}
			fmt.Fprintf(w, "  %-*s  %s\n", sub.NamePadding(), sub.Name(), sub.Short)
		}
	}
	for _, g := range cmd.Groups() {
		section(g.Title, g.ID)
	}
	section("Commands:", "")
}

// printFlags prints flags: those of each group under its title, in the order in which the groups were defined, then the
// others under "Flags".
func printFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	groups := map[string]*pflag.FlagSet{}
	var titles []string
	flags.SortFlags = false
	flags.VisitAll(func(f *pflag.Flag) {
		name := title
		if group := f.Annotations[groupAnnotation]; len(group) > 0 {
			name = group[0]
		}
		if groups[name] == nil {
			groups[name] = pflag.NewFlagSet(name, pflag.ContinueOnError)
			groups[name].SortFlags = false
			titles = append(titles, name)
		}
		groups[name].AddFlag(f)
	})
	if at := slices.Index(titles, title); at >= 0 { // the flags of no group come last
		titles = append(slices.Delete(titles, at, at+1), title)
	}
	for _, name := range titles {
		if groups[name].HasAvailableFlags() {
			fmt.Fprintf(w, "\n%s:\n%s", name, groups[name].FlagUsagesWrapped(columns(120)))
		}
	}
}

// columns returns the width of the terminal as COLUMNS gives it, else the given one.
func columns(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return usual
}

// newHelpCmd returns the command help, which unlike cobra's own fails for a command that does not exist.
func newHelpCmd() *cobra.Command {
	return &cobra.Command{
		Use:               "help [COMMAND...]",
		Short:             "Print the help of a command",
		ValidArgsFunction: completeCommands,
		RunE: func(cmd *cobra.Command, args []string) error {
			found := cmd.Root()
			for _, name := range args {
				next, _, err := found.Find([]string{name})
				if err != nil || next == found {
					return unknownCommand(found, []string{name})
				}
				found = next
			}
			found.InitDefaultHelpFlag()
			found.InitDefaultVersionFlag()
			return found.Help()
		},
	}
}

// completeCommands completes the names of the commands below those that args name.
func completeCommands(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	found, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, sub := range found.Commands() {
		if sub.IsAvailableCommand() {
			all = append(all, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}
