package main

import (
	"cmp"
	"context"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator/scenario"
)

func ctlCommand() *cli.Command {
	return exampled(&cli.Command{
		Name:  "ctl",
		Usage: "steer a running jobsim: its jobs, clock, sessions, rules and journal",
		Description: manual("It speaks the control API, /__admin, which GET /__admin/openapi.yaml describes. A job is named by API and id, as in\n"+
			"evs/j1. With --json it writes the server's own answer.\n\n"+
			"Exit codes: 0 ok, 1 the server does not answer or cannot do it, 2 wrong use, 3 invalid scenario.",
			"wait for a server that is starting", "jobsim ctl wait --timeout 10s",
			"when the client has polled three times, fail the job",
			"jobsim ctl journal wait --job evs/j1 --polls 3 && jobsim ctl jobs force evs/j1 '{status: FAIL, error: EVS.2024}'",
			"go to the end of a job at once", "jobsim ctl clock advance --job evs/j1 --status SUCCESS",
			"a world apart for one test", `eval "$(jobsim ctl sessions new --scenario demo --env)"`,
		),
		Flags: ctlFlags(),
		Commands: []*cli.Command{
			ctlHealth(), ctlWait(), ctlJobs(), ctlClock(), ctlSessions(), ctlScenarios(), ctlRules(), ctlJournal(),
			ctlReset(), ctlSnapshot(), ctlRestore(), ctlMetrics(),
		},
		Action: onlyVerbs,
	})
}

// ctlFlags say which server is steered, and how it is told. All commands below take them too.
func ctlFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "url", Usage: "`URL` of the server, or of a session in it", Value: "http://127.0.0.1:8080", Sources: env("admin-url", variableOf("url"))},
		&cli.StringFlag{Name: "session", Usage: "`ID` of the session to steer, in place of the server's own", Sources: env("session")},
		&cli.StringFlag{Name: "token", Usage: "`TEXT` that the server was given with --admin-token", Sources: env("admin-token"), HideDefault: true},
		&cli.StringFlag{Name: "cacert", Usage: "PEM `FILE` of the authority to trust for HTTPS, as --ca-file wrote it", Sources: env("cacert")},
		&cli.BoolFlag{Name: "json", Usage: "write the server's answer as it is"},
	}
}

// onlyVerbs is the action of a command that does nothing by itself.
func onlyVerbs(_ context.Context, cmd *cli.Command) error {
	if err := noVerb(cmd); err != nil {
		return err
	}
	return cli.ShowSubcommandHelp(cmd)
}

// orElse is the action of a command that does one of its verbs when it is given none.
func orElse(usual cli.ActionFunc) cli.ActionFunc {
	return func(ctx context.Context, cmd *cli.Command) error {
		if err := noVerb(cmd); err != nil {
			return err
		}
		return usual(ctx, cmd)
	}
}

// noVerb tells that a word behind a command is none of its verbs.
func noVerb(cmd *cli.Command) error {
	name := cmd.Args().First()
	if name == "" {
		return nil
	}
	hint := cmp.Or(scenario.DidYouMean(name, names(cmd)), cmd.FullName()+" --help lists what there is")
	return fail(exitUsage, "%s has no command %q: %s", cmd.FullName(), name, hint)
}

// arguments are those of a command that wants just so many.
func arguments(cmd *cli.Command, n int) ([]string, error) {
	if cmd.Args().Len() == n {
		return cmd.Args().Slice(), nil
	}
	want := cmp.Or(cmd.ArgsUsage, "no arguments")
	return nil, fail(exitUsage, "%s: want %s (see: %s --help)", cmd.FullName(), want, cmd.FullName())
}
