package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/ca"
)

// endpoint is one address that is listened on, and what is served there.
type endpoint struct {
	scheme   string
	listener net.Listener
	server   *emulator.Server
	control  bool // it has the control API alone
}

func (d endpoint) url() string { return d.scheme + "://" + reachable(d.listener.Addr().String()) }

// open listens on every address that the flags name: HTTP always, HTTPS unless there is no authority for it, and one for
// the control API if it is to have its own. It listens on all or on none.
func open(ctx context.Context, cmd *cli.Command, e *emulator.Emulator, signer *ca.Authority) ([]endpoint, error) {
	var doors []endpoint
	add := func(flag string, d endpoint) error {
		var err error
		if d.listener, err = listen(ctx, cmd, flag); err != nil {
			return err
		}
		doors = append(doors, d)
		return nil
	}
	limits := limitsOf(cmd)
	site := e.Server(limits)
	err := add("listen", endpoint{scheme: "http", server: site})
	if err == nil && signer != nil {
		if err = add("tls-listen", endpoint{scheme: "https", server: site}); err == nil {
			last := &doors[len(doors)-1]
			last.listener, err = secured(cmd, last.listener, signer)
		}
	}
	if err == nil && cmd.String("admin-listen") != "" {
		err = add("admin-listen", endpoint{scheme: "http", server: e.AdminServer(limits), control: true})
	}
	if err != nil {
		shut(doors)
		return nil, err
	}
	return doors, nil
}

func shut(doors []endpoint) {
	for _, d := range doors {
		_ = d.listener.Close() // nobody has come in yet
	}
}

func listen(ctx context.Context, cmd *cli.Command, flag string) (net.Listener, error) {
	addr := cmd.String(flag)
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err == nil {
		return ln, nil
	}
	return nil, fail(exitListen, "cannot listen on %s: %w (give another address with --%s; port 0 takes any free one)", addr, occupied(err), flag)
}

// occupied is why listening failed, without the address, which it repeats.
func occupied(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err
	}
	return err
}

// secured speaks TLS at a listener, and writes the file that clients need for it.
func secured(cmd *cli.Command, plain net.Listener, signer *ca.Authority) (net.Listener, error) {
	config, err := signer.Config(cmd.StringSlice("tls-host")...)
	if err != nil {
		return plain, fail(exitRuntime, "making the server's certificate: %w", err)
	}
	if file := cmd.String("ca-file"); file != "" {
		if err := os.WriteFile(file, signer.PEM(), 0o644); err != nil {
			return plain, fail(exitUsage, "%s: %w", said(cmd, "ca-file"), unwritable(file, err))
		}
	}
	return tls.NewListener(plain, config), nil
}

// authority is who signs for HTTPS: one from a file, or a new one. It is nil where HTTPS is off.
func authority(cmd *cli.Command) (*ca.Authority, error) {
	if cmd.String("tls-listen") == "off" {
		return nil, nil
	}
	file := cmd.String("tls-ca")
	if file == "" {
		return ca.New()
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fail(exitUsage, "%s: %w", said(cmd, "tls-ca"), unreadable(err))
	}
	signer, err := ca.Parse(text)
	if err != nil {
		return nil, fail(exitUsage, "%s: %w", said(cmd, "tls-ca"), err)
	}
	return signer, nil
}
