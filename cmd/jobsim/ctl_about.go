package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"
)

func ctlHealth() *cli.Command {
	return &cli.Command{
		Name: "health", Usage: "tell what the server is and what it serves",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			if _, err := arguments(cmd, 0); err != nil {
				return err
			}
			return tell(ctx, cmd, question{method: http.MethodGet, path: "/health"}, writeHealth)
		},
	}
}

// healthDoc is a server as the control API tells it.
type healthDoc struct {
	Status    string   `json:"status"`
	Version   string   `json:"version"`
	Uptime    string   `json:"uptime"`
	Session   string   `json:"session"`
	Clock     clockDoc `json:"clock"`
	Seed      uint64   `json:"seed"`
	Profile   string   `json:"profile"`
	Scenarios []string `json:"scenarios"`
	Sessions  int      `json:"sessions"`
	Requests  uint64   `json:"requests"`
	Dropped   uint64   `json:"dropped"`
}

func writeHealth(w io.Writer, h healthDoc) error {
	journal := fmt.Sprintf("%d requests", h.Requests)
	if h.Dropped > 0 {
		journal += fmt.Sprintf(", the oldest %d made room", h.Dropped)
	}
	return lines(w,
		[2]string{"status", h.Status}, [2]string{"version", h.Version}, [2]string{"uptime", h.Uptime}, [2]string{"session", h.Session},
		[2]string{"clock", h.Clock.Mode}, [2]string{"now", instant(h.Clock.Now)}, [2]string{"next", h.Clock.next()},
		[2]string{"seed", strconv.FormatUint(h.Seed, 10)}, [2]string{"profile", h.Profile},
		[2]string{"scenarios", strings.Join(h.Scenarios, ", ")}, [2]string{"sessions", strconv.Itoa(h.Sessions)}, [2]string{"journal", journal},
	)
}

func ctlScenarios() *cli.Command {
	return &cli.Command{
		Name: "scenarios", Usage: "list what is loaded and what the server brings along, or print one of these", ArgsUsage: "[NAME]",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			if !cmd.Args().Present() {
				return tell(ctx, cmd, question{method: http.MethodGet, path: "/scenarios"}, writeScenarios)
			}
			args, err := arguments(cmd, 1)
			if err != nil {
				return err
			}
			name := strings.ReplaceAll(url.PathEscape(args[0]), "%2F", "/") // a shipped name may be a path
			return raw(ctx, cmd, question{method: http.MethodGet, path: "/scenarios/" + name})
		},
	}
}

// scenariosDoc is what a session loaded, and what it could have.
type scenariosDoc struct {
	Loaded  []string `json:"loaded"`
	Shipped []string `json:"shipped"`
}

func writeScenarios(w io.Writer, list scenariosDoc) error {
	var rows [][]string
	for _, name := range list.Loaded {
		rows = append(rows, []string{name, "loaded"})
	}
	for _, name := range list.Shipped {
		if !slices.Contains(list.Loaded, name) {
			rows = append(rows, []string{name, "shipped"})
		}
	}
	return table(w, []string{"NAME", "IS"}, rows, "no scenarios")
}

func ctlRules() *cli.Command {
	return &cli.Command{
		Name: "rules", Usage: "list the rules in the order in which they are asked, and how far each is",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			if _, err := arguments(cmd, 0); err != nil {
				return err
			}
			return tell(ctx, cmd, question{method: http.MethodGet, path: "/rules"}, writeRules)
		},
	}
}

// rulesDoc are the rules in force.
type rulesDoc struct {
	Rules []struct {
		Place  string  `json:"location"`
		Call   string  `json:"call"`
		Path   string  `json:"path"`
		Where  int     `json:"where"`
		Chance float64 `json:"chance"`
		Calls  int     `json:"calls"`
		Left   *int    `json:"remaining"`
	} `json:"rules"`
}

func writeRules(w io.Writer, list rulesDoc) error {
	var rows [][]string
	for _, r := range list.Rules {
		left := "no end"
		if r.Left != nil {
			left = strconv.Itoa(*r.Left)
		}
		rows = append(rows, []string{
			r.Place, strings.TrimSpace(r.Call + " " + r.Path), strconv.Itoa(r.Where), fmt.Sprintf("%g%%", 100*r.Chance), strconv.Itoa(r.Calls), left,
		})
	}
	return table(w, []string{"PLACE", "CALL", "CONDITIONS", "CHANCE", "MATCHED", "LEFT"}, rows, "no rules")
}

func ctlMetrics() *cli.Command {
	return &cli.Command{
		Name: "metrics", Usage: "print what Prometheus would read",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			if _, err := arguments(cmd, 0); err != nil {
				return err
			}
			return raw(ctx, cmd, question{method: http.MethodGet, path: "/metrics"})
		},
	}
}
