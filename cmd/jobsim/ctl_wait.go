package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
)

// The pauses between two attempts of ctl wait: short at first, since a server starts in milliseconds, then twice as long
// each time.
const (
	firstPause = 10 * time.Millisecond
	lastPause  = time.Second
)

func newCtlWaitCmd(f *ctlFlags) *cobra.Command {
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:     "wait",
		Short:   "Wait until the server is ready",
		Example: "  jobsim ctl wait --timeout 10s",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := f.client()
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), timeout)
			defer cancel()
			if err := waitReady(ctx, c); err != nil {
				return fail(exitRuntime, "%s is not ready within %s: %w", baseURL(c), timeout, err)
			}
			return nil
		},
	}
	cmd.Flags().DurationVar(&timeout, "timeout", 30*time.Second, "give up after this `DURATION`")
	return cmd
}

// waitReady returns when the server is ready. Once ctx is done it returns why the server was not ready last.
func waitReady(ctx context.Context, c *admin.Client) error {
	var last error
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := checkReady(ctx, c)
		if err == nil {
			return nil
		}
		if last == nil || ctx.Err() == nil {
			last = err // an error caused by ctx itself explains nothing
		}
		select {
		case <-ctx.Done():
			return last
		case <-time.After(pause):
		}
	}
}

// checkReady returns why the server is not ready, or nil.
func checkReady(ctx context.Context, c *admin.Client) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, baseURL(c)+"/readyz", nil)
	if err != nil {
		return err
	}
	res, err := c.HTTPClient.Do(req)
	if err != nil {
		return withoutURL(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("/readyz: %s", res.Status)
	}
	return nil
}
