package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
)

func newCtlClockCmd(f *ctlFlags) *cobra.Command {
	get := &cobra.Command{
		Use:        "get",
		Short:      "Print the time and the next change that it brings",
		SuggestFor: []string{"show"},
		Example:    "  jobsim ctl clock get -o json",
		Args:       noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.Clock, error) { return c.Clock(ctx) }, writeClock)
		},
	}
	return withDefault(&cobra.Command{
		Use:     "clock",
		Short:   "Print the time, or move it",
		Example: "  jobsim ctl clock",
	}, get, newCtlClockAdvanceCmd(f), newCtlClockSetCmd(f),
		newCtlClockChangeCmd(f, &cobra.Command{
			Use: "pause", Short: "Stop the clock", Example: "  jobsim ctl clock pause", Args: noArgs,
		}, func(ctx context.Context, c *admin.Client, _ []string) (admin.ClockChange, error) {
			return c.PauseClock(ctx)
		}),
		newCtlClockChangeCmd(f, &cobra.Command{
			Use: "resume", Short: "Start a stopped clock", Example: "  jobsim ctl clock resume", Args: noArgs,
		}, func(ctx context.Context, c *admin.Client, _ []string) (admin.ClockChange, error) {
			return c.ResumeClock(ctx)
		}),
		newCtlClockScaleCmd(f),
		newCtlClockChangeCmd(f, &cobra.Command{
			Use: "mode MODE", Short: "Set the clock's mode: " + clock.Modes, Example: "  jobsim ctl clock mode skipping", Args: exactArgs(1),
			ValidArgsFunction: completeClocks,
		}, func(ctx context.Context, c *admin.Client, args []string) (admin.ClockChange, error) {
			return c.SetClockMode(ctx, args[0])
		}),
	)
}

// newCtlClockChangeCmd completes cmd into a command that changes the clock by change and prints the clock.
func newCtlClockChangeCmd(f *ctlFlags, cmd *cobra.Command, change func(context.Context, *admin.Client, []string) (admin.ClockChange, error)) *cobra.Command {
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.ClockChange, error) { return change(ctx, c, args) }, writeClockChange)
	}
	return cmd
}

func newCtlClockSetCmd(f *ctlFlags) *cobra.Command {
	return newCtlClockChangeCmd(f, &cobra.Command{
		Use: "set TIME", Short: "Move the clock forward to a time", Example: "  jobsim ctl clock set 2100-01-01T00:00:00Z", Args: exactArgs(1),
	}, func(ctx context.Context, c *admin.Client, args []string) (admin.ClockChange, error) {
		at, err := parseTime(args[0])
		if err != nil {
			return admin.ClockChange{}, err
		}
		return c.SetClock(ctx, at)
	})
}

func newCtlClockScaleCmd(f *ctlFlags) *cobra.Command {
	return newCtlClockChangeCmd(f, &cobra.Command{
		Use: "scale FACTOR", Short: "Let the clock run faster by a factor", Example: "  jobsim ctl clock scale 60", Args: exactArgs(1),
	}, func(ctx context.Context, c *admin.Client, args []string) (admin.ClockChange, error) {
		factor, err := parseFactor(args[0])
		if err != nil {
			return admin.ClockChange{}, err
		}
		return c.ScaleClock(ctx, factor)
	})
}

func newCtlClockAdvanceCmd(f *ctlFlags) *cobra.Command {
	var job, status string
	cmd := newCtlClockChangeCmd(f, &cobra.Command{
		Use:   "advance DURATION|next|end",
		Short: "Move the clock forward",
		Long: `Move the clock forward: by a duration, to the next change of any job (next), to where every job has come as far as time
brings it (end), or with --job and --status, and without an argument, to where a job reaches a status.`,
		Example: `  # half a minute
  jobsim ctl clock advance 30s

  # the next change of any job
  jobsim ctl clock advance next

  # the end of all jobs
  jobsim ctl clock advance end

  # a job's success
  jobsim ctl clock advance --job evs/j1 --status SUCCESS`,
		ValidArgs: []cobra.Completion{"next", "end", "30s"},
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case job == "" && status == "":
				return exactArgs(1)(cmd, args)
			case job == "" || status == "" || len(args) > 0:
				return fail(exitUsage, "%s: --job and --status go together, and without an argument", cmd.CommandPath())
			}
			return nil
		},
	}, func(ctx context.Context, c *admin.Client, args []string) (admin.ClockChange, error) {
		switch {
		case job != "":
			return c.AdvanceTo(ctx, job, status)
		case args[0] == "next":
			return c.AdvanceNext(ctx)
		case args[0] == "end":
			return c.AdvanceEnd(ctx)
		}
		by, err := admin.ParseDuration(args[0])
		if err != nil {
			return admin.ClockChange{}, fail(exitUsage, "%w", err)
		}
		return c.Advance(ctx, by)
	})
	cmd.Flags().StringVar(&job, "job", "", "go to where this `JOB` reaches --status")
	cmd.Flags().StringVar(&status, "status", "", "the `STATUS` to go to")
	completeFlag(cmd, "job", f.completeJobs)
	return cmd
}

// parseTime parses a time in the format of RFC 3339.
func parseTime(text string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return at, fail(exitUsage, "%q is no time: want one such as 2026-01-02T15:04:05Z", text)
	}
	return at, nil
}

// parseFactor parses a number, which may end in x.
func parseFactor(text string) (float64, error) {
	factor, err := strconv.ParseFloat(strings.TrimSuffix(text, "x"), 64)
	if err != nil || math.IsNaN(factor) || math.IsInf(factor, 0) {
		return 0, fail(exitUsage, "%q is no factor: want a number such as 60", text)
	}
	return factor, nil
}

// nextChange returns the next change that time brings.
func nextChange(c admin.Clock) string {
	if c.Next == nil {
		return "no change by time alone"
	}
	return fmt.Sprintf("%s, %s at %s", c.Next.Job, formatAhead(&c.Next.In), formatTime(c.Next.At))
}

func writeClock(w io.Writer, c admin.Clock) error {
	return writeFields(w, [2]string{"clock", c.Mode}, [2]string{"now", formatTime(c.Now)}, [2]string{"next", nextChange(c)})
}

func writeClockChange(w io.Writer, c admin.ClockChange) error {
	return writeFields(w,
		[2]string{"clock", c.Mode}, [2]string{"now", formatTime(c.Now)}, [2]string{"advanced", rounded(c.Advanced)},
		[2]string{"next", nextChange(c.Clock)}, [2]string{"waiting", strings.Join(c.Waiting, ", ")},
	)
}
