package main

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/admin"
)

func newCtlRulesCmd(f *ctlFlags) *cobra.Command {
	list := &cobra.Command{
		Use:     "list",
		Short:   "List the rules in the order in which they are tried, and how often each matched",
		Example: "  jobsim ctl rules list",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.RuleList, error) { return c.Rules(ctx) }, writeRules)
		},
	}
	named := func(use, short string, change func(context.Context, *admin.Client, string) (admin.RuleList, error)) *cobra.Command {
		return &cobra.Command{
			Use: use + " RULE", Short: short, Example: "  jobsim ctl rules " + use + " outage",
			Args: exactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error {
				return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.RuleList, error) { return change(ctx, c, args[0]) }, writeRules)
			},
		}
	}
	remove := &cobra.Command{
		Use: "remove RULE", Short: "Remove a rule", Example: "  jobsim ctl rules remove outage",
		Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return do(cmd, f, "removed "+args[0], func(ctx context.Context, c *admin.Client) error { return c.RemoveRule(ctx, args[0]) })
		},
	}
	return withDefault(&cobra.Command{
		Use:   "rules",
		Short: "List, add, arm, disarm and remove rules",
		Example: `  # which rules there are, and how often each took a call
  jobsim ctl rules list

  # every poll fails from now on
  jobsim ctl rules add '{name: down, call: evs.showJob, answer: {error: EVS.5503}}'

  # a rule of the scenario with armed: false begins to count, stops, and goes
  jobsim ctl rules arm outage
  jobsim ctl rules disarm outage
  jobsim ctl rules remove outage`,
	}, list, newCtlRulesAddCmd(f),
		named("arm", "Let a rule take calls, counted from the first one on", func(ctx context.Context, c *admin.Client, name string) (admin.RuleList, error) {
			return c.ArmRule(ctx, name)
		}),
		named("disarm", "Stop a rule from taking calls", func(ctx context.Context, c *admin.Client, name string) (admin.RuleList, error) {
			return c.DisarmRule(ctx, name)
		}),
		remove)
}

func newCtlRulesAddCmd(f *ctlFlags) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "add [RULE...]",
		Short: "Add rules before those in force",
		Example: `  # every poll fails from now on
  jobsim ctl rules add '{name: down, call: evs.showJob, answer: {error: EVS.5503}}'

  # the rules of a file
  jobsim ctl rules add -f rules.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			text := "rules:\n  - " + strings.Join(args, "\n  - ") + "\n"
			switch {
			case file == "" && len(args) == 0, file != "" && len(args) > 0:
				return fail(exitUsage, "want rules, such as '{call: evs.showJob, break: reset}', or --file")
			case file != "":
				return addRulesOf(cmd, f, file)
			}
			return addRules(cmd, f, []byte(text))
		},
	}
	cmd.Flags().StringVarP(&file, "file", "f", "", "`SCENARIO` with rules alone")
	completeFlag(cmd, "file", completeScenarios)
	return cmd
}

// addRulesOf adds the rules of each scenario of the given name.
func addRulesOf(cmd *cobra.Command, f *ctlFlags, name string) error {
	found, err := findScenarios(cmd, exitUsage, name)
	if err != nil {
		return err
	}
	for _, src := range found {
		text, err := src.Alone(emulator.Vocabularies())
		if err != nil {
			return optionsError(err)
		}
		if err := addRules(cmd, f, text); err != nil {
			return inFile(src.Name, err)
		}
	}
	return nil
}

func addRules(cmd *cobra.Command, f *ctlFlags, text []byte) error {
	return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.RuleList, error) { return c.AddRules(ctx, text) }, writeRules)
}

func writeRules(w io.Writer, list admin.RuleList) error {
	var rows [][]string
	for _, r := range list.Rules {
		left := "unlimited"
		if r.Remaining != nil {
			left = strconv.Itoa(*r.Remaining)
		}
		armed := "armed"
		if !r.Armed {
			armed = "disarmed"
		}
		rows = append(rows, []string{r.Name, armed, strconv.Itoa(r.Calls), strconv.Itoa(r.Claimed), left, r.Description})
	}
	return writeTable(w, []string{"NAME", "STATE", "CALLS", "CLAIMED", "LEFT", "RULE"}, rows, "no rules")
}
