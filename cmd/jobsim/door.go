package main

import (
	"context"
	"crypto/tls"
	"net"
	"os"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator/ca"
)

// door is one address that the server listens on.
type door struct {
	scheme   string
	listener net.Listener
}

func (d door) url() string { return d.scheme + "://" + reachable(d.listener.Addr().String()) }

// open listens on every address that the flags name: HTTP always, HTTPS unless it is off.
func open(ctx context.Context, cmd *cli.Command) ([]door, error) {
	plain, err := listen(ctx, "listen", cmd.String("listen"))
	if err != nil {
		return nil, err
	}
	doors := []door{{"http", plain}}
	if cmd.String("tls-listen") == "off" {
		return doors, nil
	}
	config, err := secured(cmd)
	if err != nil {
		return nil, err
	}
	secure, err := listen(ctx, "tls-listen", cmd.String("tls-listen"))
	if err != nil {
		return nil, err
	}
	return append(doors, door{"https", tls.NewListener(secure, config)}), nil
}

func listen(ctx context.Context, flag, addr string) (net.Listener, error) {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fail(exitListen, "cannot listen on %s: %w (give another address with --%s; port 0 takes any free one)", addr, err, flag)
	}
	return ln, nil
}

// secured is the TLS configuration, by an authority from a file or a new one.
func secured(cmd *cli.Command) (*tls.Config, error) {
	authority, err := authority(cmd.String("tls-ca"))
	if err != nil {
		return nil, fail(exitUsage, "--tls-ca: %w", err)
	}
	if file := cmd.String("ca-file"); file != "" {
		if err := os.WriteFile(file, authority.PEM(), 0o644); err != nil {
			return nil, fail(exitUsage, "--ca-file: %w", err)
		}
	}
	config, err := authority.Config(cmd.StringSlice("tls-host")...)
	if err != nil {
		return nil, fail(exitRuntime, "making the server's certificate: %w", err)
	}
	return config, nil
}

func authority(file string) (*ca.Authority, error) {
	if file == "" {
		return ca.New()
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return ca.Parse(text)
}
