package main

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

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
	return withDefault(&cobra.Command{
		Use:     "rules",
		Short:   "List the rules",
		Example: "  jobsim ctl rules",
	}, list)
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
