package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator/admin"
)

func newCtlJournalCmd(f *ctlFlags) *cobra.Command {
	return withDefault(&cobra.Command{
		Use:   "journal",
		Short: "Print the requests of clients and their responses",
		Example: `  # the last ten requests
  jobsim ctl journal --limit 10

  # those that matched no job or no operation
  jobsim ctl journal --unmatched`,
	}, newCtlJournalListCmd(f), newCtlJournalGetCmd(f), newCtlJournalCountCmd(f), newCtlJournalWaitCmd(f), newCtlJournalFollowCmd(f),
		newCtlJournalExportCmd(f),
		&cobra.Command{
			Use:     "clear",
			Short:   "Remove all requests from the journal",
			Example: "  jobsim ctl journal clear",
			Args:    noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				return do(cmd, f, "cleared", func(ctx context.Context, c *admin.Client) error { return c.ClearJournal(ctx) })
			},
		})
}

// journalFlags holds the flags that select requests.
type journalFlags struct {
	admin.EntryFilter
	since uint64
}

func (j *journalFlags) register(cmd *cobra.Command, f *ctlFlags) {
	flags := cmd.Flags()
	flags.StringVar(&j.Job, "job", "", "only those about this `JOB`")
	flags.StringVar(&j.API, "api", "", "only those to this `API`")
	flags.StringVar(&j.Op, "op", "", "only those of this `OPERATION`")
	flags.StringVar(&j.State, "state", "", "only those in this `STATE`: in_flight, answered or cut_off")
	flags.IntVar(&j.Status, "status", 0, "only those with this HTTP `STATUS`")
	flags.Uint64Var(&j.since, "since", 0, "only those after the request of this `NUMBER`")
	flags.BoolVar(&j.Unmatched, "unmatched", false, "only those that matched no job or no operation")
	completeFlag(cmd, "job", f.completeJobs)
	completeFlag(cmd, "api", completeAPIs)
	completeFlag(cmd, "state", words("in_flight", "answered", "cut_off"))
}

// filter returns the filter that the flags describe.
func (j *journalFlags) filter(flags *pflag.FlagSet) admin.EntryFilter {
	filter := j.EntryFilter
	if flags.Changed("since") {
		filter.Since = &j.since
	}
	return filter
}

func newCtlJournalListCmd(f *ctlFlags) *cobra.Command {
	var filter journalFlags
	var limit int
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List requests, the latest last",
		Example: "  jobsim ctl journal list --job evs/j1",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.Journal, error) {
				return c.Journal(ctx, filter.filter(cmd.Flags()), limit)
			}, writeJournal)
		},
	}
	filter.register(cmd, f)
	cmd.Flags().IntVar(&limit, "limit", 0, "at most this `NUMBER`, the latest (default: 1000)")
	return cmd
}

func newCtlJournalGetCmd(f *ctlFlags) *cobra.Command {
	return &cobra.Command{
		Use:        "get NUMBER",
		Short:      "Print all about one request",
		SuggestFor: []string{"show"},
		Example:    "  jobsim ctl journal get 1",
		Args:       exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := strconv.ParseUint(args[0], 10, 64)
			if err != nil {
				return fail(exitUsage, "%q: want the number of a request, as in the column N of jobsim ctl journal", args[0])
			}
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.Entry, error) { return c.Entry(ctx, n) }, writeEntry)
		},
	}
}

func newCtlJournalCountCmd(f *ctlFlags) *cobra.Command {
	var filter journalFlags
	cmd := &cobra.Command{
		Use:     "count",
		Short:   "Count the polls of a job, or the requests",
		Example: "  jobsim ctl journal count --job evs/j1",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.Count, error) {
				n, err := c.Count(ctx, filter.filter(cmd.Flags()))
				return admin.Count{Count: n}, err
			}, writeCount)
		},
	}
	filter.register(cmd, f)
	return cmd
}

func writeCount(w io.Writer, c admin.Count) error {
	_, err := fmt.Fprintln(w, c.Count)
	return err
}

// transferTime is how long a response may take besides what the server waits.
const transferTime = 10 * time.Second

func newCtlJournalWaitCmd(f *ctlFlags) *cobra.Command {
	var filter journalFlags
	var polls int
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "wait",
		Short: "Wait until a job was polled, or any request was made, a number of times",
		Example: `  # until a client has polled three times
  jobsim ctl journal wait --job evs/j1 --polls 3

  # or ten seconds have passed
  jobsim ctl journal wait --job evs/j1 --polls 3 --timeout 10s`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := f.client()
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), max(timeout, 0)+transferTime)
			defer cancel()
			n, err := c.Wait(ctx, filter.filter(cmd.Flags()), polls, timeout)
			if err != nil {
				return requestError(c, err)
			}
			return printAs(cmd.OutOrStdout(), f.output, admin.Count{Count: n}, writeCount)
		},
	}
	filter.register(cmd, f)
	cmd.Flags().IntVar(&polls, "polls", 1, "`NUMBER` of polls to wait for")
	cmd.Flags().DurationVar(&timeout, "timeout", 30*time.Second, "give up after this `DURATION`")
	return cmd
}
