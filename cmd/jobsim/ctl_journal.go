package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/urfave/cli/v3"
)

func ctlJournal() *cli.Command {
	return &cli.Command{
		Name: "journal", Usage: "tell what clients asked and were told", Flags: ctlEntryFlags(true), Action: orElse(ctlListJournal),
		Commands: []*cli.Command{
			{Name: "list", Usage: "list requests, the youngest last", Flags: ctlEntryFlags(true), Action: ctlListJournal},
			{Name: "show", Usage: "tell all about one request", ArgsUsage: "NUMBER", Action: ctlShowEntry},
			{Name: "count", Usage: "count the polls of a job, or the requests", Flags: ctlEntryFlags(false), Action: ctlCountJournal},
			{
				Name: "wait", Usage: "wait until a job was polled, or anything asked, so often", Action: ctlWaitJournal,
				Flags: append(ctlEntryFlags(false),
					&cli.StringFlag{Name: "polls", Usage: "how often, as a `NUMBER` (default: 1)", Local: true},
					&cli.DurationFlag{Name: "timeout", Usage: "give up after this `DURATION`", Value: 30 * time.Second, Local: true}),
			},
			{
				Name: "follow", Usage: "write each request as soon as it is answered, until interrupted", Flags: ctlEntryFlags(false), Action: ctlFollow,
				Description: "With --json it writes one JSON document in each line.",
			},
			{
				Name: "clear", Usage: "forget all requests",
				Action: func(ctx context.Context, cmd *cli.Command) error {
					if _, err := arguments(cmd, 0); err != nil {
						return err
					}
					return done(ctx, cmd, question{method: http.MethodDelete, path: "/journal"}, "cleared")
				},
			},
		},
	}
}

// entryArgs are the arguments of the control API that pick requests, each the name of a flag too.
func entryArgs() []string { return []string{"job", "api", "op", "state", "status", "since", "limit"} }

// ctlEntryFlags pick requests.
func ctlEntryFlags(limited bool) []cli.Flag {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "job", Usage: "only those about this `JOB`", Local: true},
		&cli.StringFlag{Name: "api", Usage: "only those to this `API`", Local: true},
		&cli.StringFlag{Name: "op", Usage: "only those of this `CALL`", Local: true},
		&cli.StringFlag{Name: "state", Usage: "only those in this `STATE`: in_flight, answered or cut_off", Local: true},
		&cli.StringFlag{Name: "status", Usage: "only those answered by this `NUMBER` of HTTP", Local: true},
		&cli.StringFlag{Name: "since", Usage: "only those after the one of this `NUMBER`", Local: true},
		&cli.BoolFlag{Name: "unmatched", Usage: "only those that matched no job or no call", Local: true},
	}
	if limited {
		flags = append(flags, &cli.StringFlag{Name: "limit", Usage: "at most this `NUMBER`, the youngest", Local: true})
	}
	return flags
}

// entryQuery reads ctlEntryFlags.
func entryQuery(cmd *cli.Command) (url.Values, error) {
	if _, err := arguments(cmd, 0); err != nil {
		return nil, err
	}
	q := query(cmd, entryArgs()...)
	if cmd.Bool("unmatched") {
		q.Set("unmatched", "true")
	}
	return q, nil
}

func ctlListJournal(ctx context.Context, cmd *cli.Command) error {
	q, err := entryQuery(cmd)
	if err != nil {
		return err
	}
	return tell(ctx, cmd, question{method: http.MethodGet, path: "/journal", query: q}, writeJournal)
}

func ctlShowEntry(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 1)
	if err != nil {
		return err
	}
	return tell(ctx, cmd, question{method: http.MethodGet, path: "/journal/" + url.PathEscape(args[0])}, writeEntry)
}

// countDoc is how often something was asked.
type countDoc struct {
	Count int `json:"count"`
}

func writeCount(w io.Writer, c countDoc) error {
	_, err := fmt.Fprintln(w, c.Count)
	return err
}

func ctlCountJournal(ctx context.Context, cmd *cli.Command) error {
	q, err := entryQuery(cmd)
	if err != nil {
		return err
	}
	return tell(ctx, cmd, question{method: http.MethodGet, path: "/journal/count", query: q}, writeCount)
}

// onTheWay is what an answer may take besides what the server waits.
const onTheWay = 10 * time.Second

func ctlWaitJournal(ctx context.Context, cmd *cli.Command) error {
	q, err := entryQuery(cmd)
	if err != nil {
		return err
	}
	timeout := cmd.Duration("timeout")
	q.Set("timeout", timeout.String())
	if polls := cmd.String("polls"); polls != "" {
		q.Set("polls", polls)
	}
	wait := question{method: http.MethodGet, path: "/journal/wait", query: q, patience: max(timeout, 0) + onTheWay}
	return tell(ctx, cmd, wait, writeCount)
}
