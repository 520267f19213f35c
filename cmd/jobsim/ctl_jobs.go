package main

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
)

func ctlJobs() *cli.Command {
	return &cli.Command{
		Name: "jobs", Usage: "list the jobs, look at one, start some, or steer one", Flags: ctlJobFlags(), Action: orElse(ctlListJobs),
		Commands: []*cli.Command{
			{Name: "list", Usage: "list the jobs", Flags: ctlJobFlags(), Action: ctlListJobs},
			{Name: "show", Usage: "look at a job; no client notices", ArgsUsage: "JOB", Action: ctlJob(http.MethodGet, "", writeJob)},
			{
				Name: "timeline", Usage: "tell what clients were told about a job, and what will become of it", ArgsUsage: "JOB",
				Action: ctlJob(http.MethodGet, "/timeline", writeTimeline),
			},
			{
				Name: "start", Usage: "start the jobs of a scenario beside the running ones", ArgsUsage: "SCENARIO", Action: ctlStart,
				Description: "A scenario is a file, a directory, the name of a shipped one, or - for standard input.",
			},
			{
				Name: "force", Usage: "end a job's script: it rests in this step from now on", ArgsUsage: "JOB STEP", Action: ctlForce,
				Description: "A step is what stands in a scenario's timeline, or a status alone.",
			},
			{Name: "hold", Usage: "stop a job where it is", ArgsUsage: "JOB", Action: ctlJob(http.MethodPost, "/hold", writeJob)},
			{Name: "release", Usage: "let a held job go on", ArgsUsage: "JOB", Action: ctlJob(http.MethodPost, "/release", writeJob)},
			{
				Name: "fork", Usage: "make a session with the same jobs at the same instant, to see what if",
				Flags: ctlLodgingFlags(), Action: ctlFork,
			},
		},
	}
}

func ctlJobFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "api", Usage: "only those of this `API`", Local: true},
		&cli.StringFlag{Name: "status", Usage: "only those in this `STATUS`", Local: true},
		&cli.StringFlag{Name: "phase", Usage: "only those in this `PHASE`: pending, running, succeeded or failed", Local: true},
		&cli.StringFlag{Name: "project", Usage: "only those of the project of this `ID`", Local: true},
		&cli.StringFlag{Name: "limit", Usage: "at most this `NUMBER`", Local: true},
	}
}

// query is what a command's flags of these names say, each as the argument of its name.
func query(cmd *cli.Command, flags ...string) url.Values {
	q := url.Values{}
	for _, name := range flags {
		if value := cmd.String(name); value != "" {
			q.Set(name, value)
		}
	}
	return q
}

func ctlListJobs(ctx context.Context, cmd *cli.Command) error {
	if _, err := arguments(cmd, 0); err != nil {
		return err
	}
	q := question{method: http.MethodGet, path: "/jobs", query: query(cmd, "api", "status", "phase", "project", "limit")}
	return tell(ctx, cmd, q, writeJobs)
}

// ctlJob asks one thing about the job that the argument names.
func ctlJob[A any](method, verb string, show func(io.Writer, A) error) cli.ActionFunc {
	return func(ctx context.Context, cmd *cli.Command) error {
		args, err := arguments(cmd, 1)
		if err != nil {
			return err
		}
		path, err := jobPath(args[0])
		if err != nil {
			return err
		}
		return tell(ctx, cmd, question{method: method, path: path + verb}, show)
	}
}

// jobPath is where a job is in the control API.
func jobPath(name string) (string, error) {
	api, id, ok := strings.Cut(name, "/")
	if !ok || api == "" || id == "" {
		return "", fail(exitUsage, "a job is named by API and id, as in evs/j1, not %q", name)
	}
	return "/jobs/" + url.PathEscape(api) + "/" + url.PathEscape(id), nil
}

func ctlForce(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 2)
	if err != nil {
		return err
	}
	path, err := jobPath(args[0])
	if err != nil {
		return err
	}
	step := strings.TrimSpace(args[1])
	if !strings.ContainsAny(step, "{}:\n") {
		step = "{status: " + step + "}"
	}
	return tell(ctx, cmd, question{method: http.MethodPost, path: path + "/force", body: []byte(step)}, writeJob)
}

func ctlStart(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 1)
	if err != nil {
		return err
	}
	found, err := emulator.FindScenarios(os.Stdin, args[0])
	if err != nil {
		return fail(exitUsage, "%w", unreadable(err))
	}
	for _, src := range found {
		text, err := src.Alone(emulator.Vocabularies())
		if err != nil {
			return refused(err)
		}
		if err := tell(ctx, cmd, question{method: http.MethodPost, path: "/jobs", body: text}, writeJobs); err != nil {
			return inFile(src.Name, err)
		}
	}
	return nil
}
