package main

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/urfave/cli/v3"
)

// healthcheckTimeout is how long a healthcheck waits for its answer.
const healthcheckTimeout = 2 * time.Second

func healthcheckCommand() *cli.Command {
	return &cli.Command{
		Name:      "healthcheck",
		Usage:     "ask a running jobsim whether it is ready, for images without a shell",
		ArgsUsage: "[URL]",
		Description: manual("Exits with 0 if the server answers /readyz, else with 1. Without a URL it asks the address that the server\n"+
			"listens on, as --listen or JOBSIM_LISTEN says.",
			"in the environment of the server", "jobsim healthcheck",
			"from elsewhere", "jobsim healthcheck http://jobsim:8080",
		),
		Flags: []cli.Flag{listenFlag()},
		Action: func(ctx context.Context, cmd *cli.Command) error {
			at, err := asked(cmd)
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(ctx, healthcheckTimeout)
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, at+"/readyz", nil)
			if err != nil {
				return fail(exitUsage, "healthcheck: %w", err)
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				return fail(exitRuntime, "healthcheck: %w", err)
			}
			defer res.Body.Close()
			if res.StatusCode != http.StatusOK {
				return fail(exitRuntime, "healthcheck: %s answered %s", req.URL, res.Status)
			}
			return nil
		},
	}
}

// asked is the server that a healthcheck asks.
func asked(cmd *cli.Command) (string, error) {
	text := cmd.Args().First()
	if text == "" {
		return "http://" + reachable(cmd.String("listen")), nil
	}
	if at, err := url.Parse(text); err != nil || at.Host == "" || (at.Scheme != "http" && at.Scheme != "https") {
		return "", fail(exitUsage, "healthcheck: %q: want a URL such as http://jobsim:8080", text)
	}
	return strings.TrimSuffix(text, "/"), nil
}

// reachable is the address at which a server can be asked that listens on addr: 0.0.0.0 and [::] are no destinations.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
