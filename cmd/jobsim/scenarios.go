package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

func newScenariosCmd() *cobra.Command {
	list := newScenariosListCmd()
	cmd := &cobra.Command{
		Use:   "scenarios [WORD...]",
		Short: "List the shipped scenarios, or print one",
		Long: `List the shipped scenarios in which all words occur: in the name, in the description, or in the text.

Exit codes: 0 success, 2 wrong usage or nothing found.`,
		Example: `  # all of them
  jobsim scenarios

  # those about throttling that a client of DRS can meet
  jobsim scenarios --api drs throttled

  # one of them, with what can happen in it
  jobsim scenarios get token-expires

  # a start for one of your own
  jobsim scenarios get evs/create-disk > mine.yaml`,
		Args: cobra.ArbitraryArgs,
		RunE: list.RunE,
	}
	cmd.Flags().AddFlagSet(list.Flags())
	cmd.AddCommand(list, &cobra.Command{
		Use:               "get NAME",
		Short:             "Print a scenario, and as comments behind it what can happen in it",
		SuggestFor:        []string{"show"},
		Example:           "  jobsim scenarios get demo",
		ValidArgsFunction: completeShipped,
		RunE: func(cmd *cobra.Command, args []string) error {
			all, err := readScenarios(cmd, args)
			if err != nil {
				return err
			}
			for _, one := range all {
				if err := printScenario(cmd.OutOrStdout(), one); err != nil {
					return err
				}
			}
			return nil
		},
	})
	return cmd
}

func newScenariosListCmd() *cobra.Command {
	var api, output string
	var width int
	cmd := &cobra.Command{
		Use:     "list [WORD...]",
		Short:   "List the shipped scenarios in which all words occur",
		Example: "  jobsim scenarios list token",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := search(api, args)
			if err != nil {
				return err
			}
			return printAs(cmd.OutOrStdout(), output, found, func(w io.Writer, found []shippedScenario) error {
				rows := make([][]string, len(found))
				for i, s := range found {
					rows[i] = []string{s.Name, s.Description}
				}
				return writeColumns(w, width, []string{"NAME", "DESCRIPTION"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&api, "api", "", "only those about one `API`: a folder of the library, or an API that they use")
	addOutputFlag(cmd, cmd.Flags(), &output)
	addWidthFlag(cmd.Flags(), &width, 132)
	completeFlag(cmd, "api", completeAPIs)
	return cmd
}

// shippedScenario is one row of the list.
type shippedScenario struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	APIs        []string `json:"apis"` // that its jobs and rules use
	text        string   // in lower case, to be searched
}

// search returns the shipped scenarios about an API, or about any if it is "", in which all words occur.
func search(api string, words []string) ([]shippedScenario, error) {
	all, err := shipped()
	if err != nil {
		return nil, err
	}
	found := all
	if api != "" {
		found = filter(all, func(s shippedScenario) bool { return slices.Contains(s.APIs, api) })
		if len(found) == 0 {
			return nil, fail(exitUsage, "--api: there is no API %q: %s", api,
				cmp.Or(scenario.DidYouMean(api, usedAPIs(all)), "want one of "+strings.Join(usedAPIs(all), ", ")))
		}
	}
	for _, word := range words {
		found = filter(found, func(s shippedScenario) bool { return strings.Contains(s.text, strings.ToLower(word)) })
	}
	if len(found) == 0 {
		return nil, fail(exitUsage, "there is no scenario with %q: jobsim scenarios lists them", strings.Join(words, " "))
	}
	return found, nil
}

// shipped reads the shipped scenarios, the default ones first.
func shipped() ([]shippedScenario, error) {
	names := emulator.ShippedScenarios()
	slices.SortStableFunc(names, func(a, b string) int { return min(strings.Count(a, "/"), 1) - min(strings.Count(b, "/"), 1) })
	found, err := emulator.FindScenarios(nil, names...)
	if err != nil {
		return nil, fail(exitRuntime, "%w", err)
	}
	read, err := parseAll(found)
	if err != nil {
		return nil, err
	}
	all := make([]shippedScenario, len(read))
	for i, one := range read {
		name, s := one.source.Name, one.scenario
		all[i] = shippedScenario{
			Name: name, Description: s.Description, APIs: apisOf(name, s),
			text: strings.ToLower(name + "\n" + s.Description + "\n" + string(one.source.Text)),
		}
	}
	return all, nil
}

// apisOf returns the APIs of a scenario's jobs, those whose clients can meet its rules, and its folder.
func apisOf(name string, s *scenario.Scenario) []string {
	var all []string
	if folder := path.Dir(name); folder != "." {
		all = append(all, folder)
	}
	for _, j := range s.Jobs {
		all = append(all, j.API)
	}
	for _, r := range s.Rules {
		if r.API != "" {
			all = append(all, r.API)
			continue
		}
		for _, v := range emulator.Vocabularies() { // a path may be one of any API
			all = append(all, v.API)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// usedAPIs returns the APIs of all scenarios.
func usedAPIs(all []shippedScenario) []string {
	var names []string
	for _, s := range all {
		names = append(names, s.APIs...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// filter returns the elements that keep reports true for, in a new slice.
func filter[T any](all []T, keep func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(one T) bool { return !keep(one) })
}

// printScenario prints a scenario and its explanation as comments, so that what is printed is a scenario again.
func printScenario(w io.Writer, one readScenario) error {
	const comment = "# "
	var explained, all bytes.Buffer
	if err := render.Text(&explained, one.scenario, render.Options{Width: 80 - len(comment), ASCII: !utf8Locale()}); err != nil {
		return err
	}
	all.Write(one.source.Text)
	fmt.Fprintln(&all)
	for line := range strings.Lines(explained.String()) {
		all.WriteString(strings.TrimRight(comment+strings.TrimSuffix(line, "\n"), " ") + "\n")
	}
	_, err := w.Write(all.Bytes())
	return err
}
