package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator/clock"
)

func ctlClock() *cli.Command {
	return &cli.Command{
		Name: "clock", Usage: "tell the time, or move it", Action: orElse(ctlShowClock),
		Commands: []*cli.Command{
			{Name: "show", Usage: "tell the time and the next change that it brings", Action: ctlShowClock},
			{
				Name: "advance", Usage: "move the clock forward", ArgsUsage: "DURATION|next|end, or --job and --status", Action: ctlAdvance,
				Flags: []cli.Flag{
					&cli.StringFlag{Name: "job", Usage: "go to where this `JOB` comes to --status"},
					&cli.StringFlag{Name: "status", Usage: "the `STATUS` to go to"},
				},
				Description: "next is the next change of any job, end is where every job has come as far as time brings it.",
			},
			{Name: "set", Usage: "move the clock forward to an instant", ArgsUsage: "INSTANT", Action: ctlSetClock},
			{Name: "pause", Usage: "let the clock stand", Action: ctlSteerClock("/pause")},
			{Name: "resume", Usage: "let a clock that stands go on", Action: ctlSteerClock("/resume")},
			{Name: "scale", Usage: "let the clock go so many times as fast", ArgsUsage: "FACTOR", Action: ctlScaleClock},
			{Name: "mode", Usage: "put the clock into a mode: " + clock.Modes, ArgsUsage: "MODE", Action: ctlClockMode},
		},
	}
}

// clockDoc is a clock as the control API tells it.
type clockDoc struct {
	Mode string     `json:"mode"`
	Now  *time.Time `json:"now"`
	Pace float64    `json:"pace"`
	Next *struct {
		Job string     `json:"job"`
		At  *time.Time `json:"at"`
		In  string     `json:"in"`
	} `json:"next"`
	Advanced string   `json:"advanced"`
	Waiting  []string `json:"waiting"`
}

// next tells the next change that time brings.
func (c clockDoc) next() string {
	if c.Next == nil {
		return "nothing that time alone brings"
	}
	return fmt.Sprintf("%s, %s at %s", c.Next.Job, ahead(c.Next.In), instant(c.Next.At))
}

func writeClock(w io.Writer, c clockDoc) error {
	return lines(w,
		[2]string{"clock", c.Mode}, [2]string{"now", instant(c.Now)}, [2]string{"advanced", c.Advanced}, [2]string{"next", c.next()},
		[2]string{"waiting", strings.Join(c.Waiting, ", ")},
	)
}

func ctlShowClock(ctx context.Context, cmd *cli.Command) error {
	if _, err := arguments(cmd, 0); err != nil {
		return err
	}
	return tell(ctx, cmd, question{method: http.MethodGet, path: "/clock"}, writeClock)
}

// steerClock sends a command to the clock and tells where it is then.
func steerClock(ctx context.Context, cmd *cli.Command, verb string, doc any) error {
	body, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	return tell(ctx, cmd, question{method: http.MethodPost, path: "/clock" + verb, body: body}, writeClock)
}

func ctlSteerClock(verb string) cli.ActionFunc {
	return func(ctx context.Context, cmd *cli.Command) error {
		if _, err := arguments(cmd, 0); err != nil {
			return err
		}
		return steerClock(ctx, cmd, verb, struct{}{})
	}
}

func ctlAdvance(ctx context.Context, cmd *cli.Command) error {
	job, status := cmd.String("job"), cmd.String("status")
	if job == "" && status == "" {
		args, err := arguments(cmd, 1)
		if err != nil {
			return err
		}
		to := "by"
		if args[0] == "next" || args[0] == "end" {
			to = "to"
		}
		return steerClock(ctx, cmd, "/advance", map[string]string{to: args[0]})
	}
	if job == "" || status == "" || cmd.Args().Present() {
		return fail(exitUsage, "%s: --job and --status go together, and without an argument", cmd.FullName())
	}
	return steerClock(ctx, cmd, "/advance", map[string]any{"to": map[string]string{"job": job, "status": status}})
}

func ctlSetClock(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 1)
	if err != nil {
		return err
	}
	at, err := moment(args[0])
	if err != nil {
		return err
	}
	return steerClock(ctx, cmd, "/set", map[string]time.Time{"now": at})
}

// moment reads an instant.
func moment(text string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return at, fail(exitUsage, "%q is no instant: want one such as 2026-01-02T15:04:05Z", text)
	}
	return at, nil
}

func ctlScaleClock(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 1)
	if err != nil {
		return err
	}
	factor, err := strconv.ParseFloat(strings.TrimSuffix(args[0], "x"), 64)
	if err != nil || math.IsNaN(factor) || math.IsInf(factor, 0) {
		return fail(exitUsage, "%q is no factor: want a number such as 60", args[0])
	}
	return steerClock(ctx, cmd, "/scale", map[string]float64{"factor": factor})
}

func ctlClockMode(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 1)
	if err != nil {
		return err
	}
	return steerClock(ctx, cmd, "/mode", map[string]string{"mode": args[0]})
}
