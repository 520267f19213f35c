package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/urfave/cli/v3"
)

// How often ctl wait asks: soon at first, since a server starts in milliseconds, then twice as rarely each time.
const (
	firstPause = 10 * time.Millisecond
	lastPause  = time.Second
)

func ctlWait() *cli.Command {
	return &cli.Command{
		Name: "wait", Usage: "wait until the server is ready",
		Flags: []cli.Flag{&cli.DurationFlag{Name: "timeout", Usage: "give up after this `DURATION`", Value: 30 * time.Second}},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			if _, err := arguments(cmd, 0); err != nil {
				return err
			}
			r, err := remoteOf(cmd)
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(ctx, cmd.Duration("timeout"))
			defer cancel()
			if why := r.await(ctx); why != nil {
				return fail(exitRuntime, "%s is not ready within %s: %w", r.base, cmd.Duration("timeout"), why)
			}
			return nil
		},
	}
}

// await asks until the server is ready. It answers why it was not when it was asked last, once the context is over.
func (r *remote) await(ctx context.Context) error {
	var why error
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := r.ready(ctx)
		if err == nil {
			return nil
		}
		if why == nil || ctx.Err() == nil {
			why = err // that the time is over is no reason
		}
		select {
		case <-ctx.Done():
			return why
		case <-time.After(pause):
		}
	}
}

func (r *remote) ready(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+"/readyz", nil)
	if err != nil {
		return err
	}
	res, err := r.client.Do(req)
	if err != nil {
		return reason(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("/readyz answered %s", res.Status)
	}
	return nil
}
