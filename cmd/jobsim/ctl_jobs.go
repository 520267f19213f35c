package main

import (
	"cmp"
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/admin"
)

func newCtlJobsCmd(f *ctlFlags) *cobra.Command {
	return withDefault(&cobra.Command{
		Use:   "jobs",
		Short: "List the jobs, look at one, start some, or control one",
		Example: `  # all jobs
  jobsim ctl jobs

  # those that run, as JSON
  jobsim ctl jobs --phase running -o json`,
	}, newCtlJobsListCmd(f),
		newCtlJobCmd(f, &cobra.Command{
			Use: "get JOB", Short: "Print where a job is, without counting as a poll", SuggestFor: []string{"show"},
			Example: "  jobsim ctl jobs get evs/j1",
		}, func(ctx context.Context, c *admin.Client, job string) (admin.Job, error) { return c.Job(ctx, job) }, writeJob),
		newCtlJobCmd(f, &cobra.Command{
			Use: "timeline JOB", Short: "Print what clients saw of a job, and what comes next",
			Example: "  jobsim ctl jobs timeline evs/j1",
		}, func(ctx context.Context, c *admin.Client, job string) (admin.Timeline, error) {
			return c.Timeline(ctx, job)
		}, writeTimeline),
		newCtlJobsStartCmd(f),
		newCtlJobsForceCmd(f),
		newCtlJobCmd(f, &cobra.Command{
			Use: "hold JOB", Short: "Stop a job where it is, whatever the clock does", Example: "  jobsim ctl jobs hold evs/j1",
		}, func(ctx context.Context, c *admin.Client, job string) (admin.Job, error) { return c.Hold(ctx, job) }, writeJob),
		newCtlJobCmd(f, &cobra.Command{
			Use: "release JOB", Short: "Let a held job go on", Example: "  jobsim ctl jobs release evs/j1",
		}, func(ctx context.Context, c *admin.Client, job string) (admin.Job, error) { return c.Release(ctx, job) }, writeJob),
		newCtlJobsForkCmd(f),
	)
}

func newCtlJobsListCmd(f *ctlFlags) *cobra.Command {
	var filter admin.JobFilter
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the jobs",
		Example: "  jobsim ctl jobs list --api evs",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.JobList, error) { return c.Jobs(ctx, filter) }, writeJobs)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&filter.API, "api", "", "only those of this `API`")
	flags.StringVar(&filter.Status, "status", "", "only those in this `STATUS`")
	flags.StringVar(&filter.Phase, "phase", "", "only those in this `PHASE`: pending, running, succeeded or failed")
	flags.StringVar(&filter.Project, "project", "", "only those of the project with this `ID`")
	flags.IntVar(&filter.Limit, "limit", 0, "at most this `NUMBER` (default: 1000)")
	completeFlag(cmd, "api", completeAPIs)
	completeFlag(cmd, "phase", words("pending", "running", "succeeded", "failed"))
	return cmd
}

// newCtlJobCmd completes cmd into a command that calls get with the job that its argument names.
func newCtlJobCmd[T any](f *ctlFlags, cmd *cobra.Command, get func(context.Context, *admin.Client, string) (T, error), write func(io.Writer, T) error) *cobra.Command {
	cmd.Args = exactArgs(1)
	cmd.ValidArgsFunction = f.completeJobs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkJobName(args[0]); err != nil {
			return err
		}
		return show(cmd, f, func(ctx context.Context, c *admin.Client) (T, error) { return get(ctx, c, args[0]) }, write)
	}
	return cmd
}

// checkJobName returns an error for a text that is no name of a job.
func checkJobName(name string) error {
	if api, id, ok := strings.Cut(name, "/"); !ok || api == "" || id == "" {
		return fail(exitUsage, "a job is named by API and id, as in evs/j1, not %q", name)
	}
	return nil
}

func newCtlJobsForceCmd(f *ctlFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "force JOB STEP",
		Short: "End a job's timeline: from now on it stays in this step",
		Long:  "End a job's timeline: from now on it stays in this step, which is one of a scenario's timeline, or a status alone.",
		Example: `  # a failure with its code
  jobsim ctl jobs force evs/j1 '{status: FAIL, error: EVS.2024}'

  # a success
  jobsim ctl jobs force evs/j1 SUCCESS`,
		Args:              exactArgs(2),
		ValidArgsFunction: f.completeJobs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkJobName(args[0]); err != nil {
				return err
			}
			step := strings.TrimSpace(args[1])
			if !strings.ContainsAny(step, "{}:\n") {
				step = "{status: " + step + "}"
			}
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.Job, error) {
				return c.Force(ctx, args[0], []byte(step))
			}, writeJob)
		},
	}
}

func newCtlJobsStartCmd(f *ctlFlags) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "start SCENARIO",
		Short: "Start the jobs of a scenario beside the running ones",
		Long: `Start the jobs of a scenario beside the running ones. A scenario is a file, a directory, the name of a shipped scenario, or -
for standard input.`,
		Example: `  # the jobs of a file
  jobsim ctl jobs start mine.yaml

  # the same, as other tools have it
  jobsim ctl jobs start -f mine.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if file != "" {
				return noArgs(cmd, args)
			}
			return exactArgs(1)(cmd, args)
		},
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			return startJobs(cmd, f, cmp.Or(strings.Join(args, ""), file))
		},
	}
	cmd.Flags().StringVarP(&file, "file", "f", "", "`SCENARIO`, in place of the argument")
	completeFlag(cmd, "file", completeScenarios)
	return cmd
}

// startJobs starts the jobs of each scenario of the given name.
func startJobs(cmd *cobra.Command, f *ctlFlags, name string) error {
	found, err := findScenarios(cmd, exitUsage, name)
	if err != nil {
		return err
	}
	for _, src := range found {
		text, err := src.Alone(emulator.Vocabularies())
		if err != nil {
			return optionsError(err)
		}
		start := func(ctx context.Context, c *admin.Client) (admin.JobList, error) { return c.StartJobs(ctx, text) }
		if err := show(cmd, f, start, writeJobs); err != nil {
			return inFile(src.Name, err)
		}
	}
	return nil
}
