package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
)

func newCtlHealthCmd(f *ctlFlags) *cobra.Command {
	return &cobra.Command{
		Use:     "health",
		Short:   "Print the version of the server and what it serves",
		Example: "  jobsim ctl health",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.Health, error) { return c.Health(ctx) }, writeHealth)
		},
	}
}

func writeHealth(w io.Writer, h admin.Health) error {
	journal := fmt.Sprintf("%d requests", h.Requests)
	if h.Dropped > 0 {
		journal += fmt.Sprintf(", the oldest %d evicted", h.Dropped)
	}
	return writeFields(w,
		[2]string{"status", h.Status}, [2]string{"version", h.Version}, [2]string{"uptime", rounded(h.Uptime)}, [2]string{"session", h.Session},
		[2]string{"clock", h.Clock.Mode}, [2]string{"now", formatTime(h.Clock.Now)}, [2]string{"next", nextChange(h.Clock)},
		[2]string{"seed", strconv.FormatUint(h.Seed, 10)}, [2]string{"profile", h.Profile},
		[2]string{"scenarios", strings.Join(h.Scenarios, ", ")}, [2]string{"sessions", strconv.Itoa(h.Sessions)}, [2]string{"journal", journal},
	)
}

func newCtlScenariosCmd(f *ctlFlags) *cobra.Command {
	list := &cobra.Command{
		Use:     "list",
		Short:   "List the loaded and the shipped scenarios",
		Example: "  jobsim ctl scenarios list",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.ScenarioList, error) { return c.Scenarios(ctx) }, writeScenarios)
		},
	}
	get := &cobra.Command{
		Use:               "get NAME",
		Short:             "Print a shipped scenario",
		SuggestFor:        []string{"show"},
		Example:           "  jobsim ctl scenarios get demo",
		Args:              exactArgs(1),
		ValidArgsFunction: completeShipped,
		RunE: func(cmd *cobra.Command, args []string) error {
			return copyText(cmd, f, func(ctx context.Context, c *admin.Client) ([]byte, error) { return c.ScenarioText(ctx, args[0]) })
		},
	}
	return withDefault(&cobra.Command{
		Use:     "scenarios",
		Short:   "List the loaded and the shipped scenarios, or print one",
		Example: "  jobsim ctl scenarios",
	}, list, get)
}

func writeScenarios(w io.Writer, list admin.ScenarioList) error {
	var rows [][]string
	for _, name := range list.Loaded {
		rows = append(rows, []string{name, "loaded"})
	}
	for _, name := range list.Shipped {
		if !slices.Contains(list.Loaded, name) {
			rows = append(rows, []string{name, "shipped"})
		}
	}
	return writeTable(w, []string{"NAME", "IS"}, rows, "no scenarios")
}

func newCtlMetricsCmd(f *ctlFlags) *cobra.Command {
	return &cobra.Command{
		Use:     "metrics",
		Short:   "Print the metrics that Prometheus scrapes",
		Example: "  jobsim ctl metrics",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return copyText(cmd, f, func(ctx context.Context, c *admin.Client) ([]byte, error) {
				return c.Do(ctx, admin.Request{Method: http.MethodGet, Path: "/metrics"})
			})
		},
	}
}
