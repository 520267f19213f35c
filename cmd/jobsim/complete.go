package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/catalog"
)

// completeFlag registers the completion of a flag's values. It panics if the command has no such flag.
func completeFlag(cmd *cobra.Command, flag string, complete cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err)
	}
}

// words returns a completion of fixed words.
func words(all ...cobra.Completion) cobra.CompletionFunc {
	return cobra.FixedCompletions(all, cobra.ShellCompDirectiveNoFileComp)
}

// completeFiles leaves the completion to the shell, which completes file names.
func completeFiles(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// completeClocks completes the modes of a clock.
func completeClocks(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{
		cobra.CompletionWithDesc("real", "as the machine's"),
		cobra.CompletionWithDesc("manual", "moves only by command"),
		cobra.CompletionWithDesc("skipping", "moves to the next change after each response"),
		cobra.CompletionWithDesc("60x", "an hour in a minute"),
	}, cobra.ShellCompDirectiveNoFileComp
}

// completeShipped completes the names of shipped scenarios.
func completeShipped(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	all, err := shipped()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	names := make([]cobra.Completion, len(all))
	for i, s := range all {
		names[i] = cobra.CompletionWithDesc(s.Name, s.Description)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeScenarios completes the names of shipped scenarios, and files and directories that may hold some.
func completeScenarios(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	names, directive := completeShipped(cmd, args, typed)
	found, _ := filepath.Glob(typed + "*") // a malformed pattern matches nothing
	for _, name := range found {
		switch info, err := os.Stat(name); {
		case err != nil:
		case info.IsDir():
			names = append(names, cobra.CompletionWithDesc(name+"/", "a directory"))
			directive |= cobra.ShellCompDirectiveNoSpace
		case slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name)):
			names = append(names, cobra.CompletionWithDesc(name, "a file"))
		}
	}
	return names, directive
}

// completeAPIs completes the names of the APIs, and of the gateway.
func completeAPIs(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, v := range emulator.Vocabularies() {
		names = append(names, v.API)
	}
	return append(names, catalog.Gateway), cobra.ShellCompDirectiveNoFileComp
}

// completeSettings completes the names of fidelity settings in front of "=".
func completeSettings(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, chapter := range catalog.Fidelity() {
		for _, p := range chapter.Points {
			if p.Kind == catalog.Setting {
				all = append(all, cobra.CompletionWithDesc(p.Name+"=", oneLine(p.What)))
			}
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeAlways completes the values of --always.
func completeAlways(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return completeErrors(func(e catalog.Error) string { return e.Always })
}

// completeCodes completes the codes of native errors.
func completeCodes(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return completeErrors(func(e catalog.Error) string { return e.Code })
}

// completeErrors completes a word of each native error, with the message of the first that has it.
func completeErrors(word func(catalog.Error) string) ([]cobra.Completion, cobra.ShellCompDirective) {
	entries, err := catalog.Errors("")
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	seen := map[string]bool{"": true}
	var all []cobra.Completion
	for _, e := range entries {
		if w := word(e); !seen[w] {
			seen[w] = true
			all = append(all, cobra.CompletionWithDesc(w, oneLine(e.Message)))
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// oneLine returns a text with every run of white space replaced by one blank.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
