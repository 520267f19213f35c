package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/render"
)

func scenariosCommand() *cli.Command {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "api", Usage: "only those about one `API`: a folder of the library, or an API that they speak of"},
		&cli.BoolFlag{Name: "json", Usage: "write a JSON array"},
		widthFlag(132),
	}
	return &cli.Command{
		Name:      "scenarios",
		Usage:     "list the shipped scenarios, or show one",
		ArgsUsage: "[WORD...]",
		Description: manual("Lists the scenarios in which all words occur: in the name, in the line that says what a client sees, or in the text.",
			"all of them", "jobsim scenarios",
			"those about throttling that DRS can meet", "jobsim scenarios --api drs throttled",
			"one, with what can happen in it", "jobsim scenarios show token-expires",
			"a start for one of your own", "jobsim scenarios show evs/create-disk > mine.yaml",
		),
		Flags:  flags,
		Action: listScenarios,
		Commands: []*cli.Command{
			{Name: "list", Usage: "list the shipped scenarios", ArgsUsage: "[WORD...]", Flags: flags, Action: listScenarios},
			{
				Name: "show", Usage: "print a scenario, and as comments behind it what can happen in it", ArgsUsage: "NAME",
				Action: func(_ context.Context, cmd *cli.Command) error {
					return each(cmd, func(src emulator.Source, s *scenario.Scenario) error { return show(cmd, src, s) })
				},
			},
		},
	}
}

// shown is what the list tells about a scenario.
type shown struct {
	Name  string   `json:"name"`
	About string   `json:"about"`
	APIs  []string `json:"apis"` // that it speaks of
	text  string
}

func listScenarios(_ context.Context, cmd *cli.Command) error {
	all, err := shipped()
	if err != nil {
		return err
	}
	found := all
	if api := cmd.String("api"); api != "" {
		if found = kept(all, func(s shown) bool { return slices.Contains(s.APIs, api) }); len(found) == 0 {
			return fail(exitUsage, "--api: there is no API %q: %s", api, cmp.Or(scenario.DidYouMean(api, apis(all)), "want one of "+strings.Join(apis(all), ", ")))
		}
	}
	for _, word := range cmd.Args().Slice() {
		word = strings.ToLower(word)
		found = kept(found, func(s shown) bool { return strings.Contains(s.text, word) })
	}
	if len(found) == 0 {
		return fail(exitUsage, "there is no scenario with %q: jobsim scenarios lists what there is", strings.Join(cmd.Args().Slice(), " "))
	}
	if cmd.Bool("json") {
		return writeJSON(cmd.Root().Writer, found)
	}
	rows := make([][]string, len(found))
	for i, s := range found {
		rows[i] = []string{s.Name, s.About}
	}
	return columns(cmd.Root().Writer, cmd.Int("width"), []string{"NAME", "ABOUT"}, rows)
}

// shipped reads the library. The scenarios that are loaded by default come first.
func shipped() ([]shown, error) {
	names := emulator.ShippedScenarios()
	slices.SortStableFunc(names, func(a, b string) int { return min(strings.Count(a, "/"), 1) - min(strings.Count(b, "/"), 1) })
	found, err := emulator.FindScenarios(nil, names...)
	if err != nil {
		return nil, fail(exitRuntime, "%w", err)
	}
	read, err := readAll(found)
	if err != nil {
		return nil, err
	}
	all := make([]shown, len(found))
	for i, s := range read {
		src := found[i]
		all[i] = shown{
			Name: src.Name, About: s.Description, APIs: spokenOf(src.Name, s),
			text: strings.ToLower(src.Name + "\n" + s.Description + "\n" + string(src.Text)),
		}
	}
	return all, nil
}

// spokenOf are the APIs of a scenario's jobs, those whose clients can meet its rules, and its folder.
func spokenOf(name string, s *scenario.Scenario) []string {
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
		for _, v := range emulator.Vocabularies() { // a path is that of any API
			all = append(all, v.API)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func kept(all []shown, wanted func(shown) bool) []shown {
	return slices.DeleteFunc(slices.Clone(all), func(s shown) bool { return !wanted(s) })
}

func apis(all []shown) []string {
	var names []string
	for _, s := range all {
		names = append(names, s.APIs...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// show prints a scenario so that what is printed is a scenario again.
func show(cmd *cli.Command, src emulator.Source, s *scenario.Scenario) error {
	const beside = "# "
	var explained, all bytes.Buffer
	if err := render.Text(&explained, s, render.Options{Width: 80 - len(beside), ASCII: !utf8Terminal()}); err != nil {
		return err
	}
	all.Write(src.Text)
	fmt.Fprintln(&all)
	for line := range strings.Lines(explained.String()) {
		all.WriteString(strings.TrimRight(beside+strings.TrimSuffix(line, "\n"), " ") + "\n")
	}
	_, err := cmd.Root().Writer.Write(all.Bytes())
	return err
}
