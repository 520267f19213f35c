package main

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// healthcheckTimeout is how long a healthcheck waits for the response.
const healthcheckTimeout = 2 * time.Second

func newHealthcheckCmd() *cobra.Command {
	var l listenFlags
	cmd := &cobra.Command{
		Use:   "healthcheck [URL]",
		Short: "Check that a server is ready, for images without a shell",
		Long: `Check that a server is ready: GET /readyz. Without a URL it checks the address that a server with the same flags and
variables listens on (--listen, JOBSIM_LISTEN, PORT). "jobsim ctl wait" waits until a server is ready.

Exit codes: 0 ready, 1 not ready or no response, 2 wrong usage.`,
		Example: `  # in the environment of the server
  jobsim healthcheck

  # from elsewhere
  jobsim healthcheck http://jobsim:8080`,
		Args: rangeArgs(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if at, err := url.Parse(args[0]); err != nil || at.Host == "" || (at.Scheme != "http" && at.Scheme != "https") {
					return fail(exitUsage, "healthcheck: %q: want a URL such as http://jobsim:8080", args[0])
				}
				return healthcheck(cmd.Context(), strings.TrimSuffix(args[0], "/"))
			}
			if err := l.resolve(cmd.Flags()); err != nil {
				return err
			}
			return healthcheck(cmd.Context(), "http://"+reachable(l.listen))
		},
	}
	l.register(cmd.Flags())
	bindEnv(cmd.Flags(), map[string][]string{"port": {"PORT"}})
	return cmd
}

func healthcheck(ctx context.Context, base string) error {
	ctx, cancel := context.WithTimeout(ctx, healthcheckTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/readyz", nil)
	if err != nil {
		return fail(exitUsage, "healthcheck: %w", err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fail(exitRuntime, "healthcheck: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fail(exitRuntime, "healthcheck: %s: %s", req.URL, res.Status)
	}
	return nil
}
