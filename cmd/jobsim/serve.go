package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// The server's own limits. They bound what a slow or hostile client can hold.
const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	drainTimeout  = 10 * time.Second
	maxHeader     = 64 << 10
)

// mountPoint is the directory that the image serves when something is mounted there.
const mountPoint = "/scenarios"

func serveCommand() *cli.Command {
	return &cli.Command{
		Name:      "serve",
		Usage:     "serve the emulator",
		ArgsUsage: "[SCENARIO...]",
		Description: "Without a scenario it serves those mounted at " + mountPoint + ", if that directory exists, else the shipped\n" +
			"\"documents\" (the examples of the vendors' documents) and \"demo\" (one moving job per API).",
		Flags: append([]cli.Flag{
			listenFlag(),
			&cli.StringFlag{
				Name: "tls-listen", Usage: "`ADDRESS` for HTTPS; port 0 takes any free one, \"off\" serves none", Value: "127.0.0.1:8443",
				Sources: env("tls-listen"),
			},
			&cli.StringSliceFlag{Name: "tls-host", Usage: "`NAME` or address that the certificate is for, besides localhost; may be repeated", Sources: env("tls-host")},
			&cli.StringFlag{Name: "tls-ca", Usage: "PEM `FILE` with the certificate and key of the authority to sign by (default: a new one)", Sources: env("tls-ca")},
			&cli.StringFlag{Name: "ca-file", Usage: "`FILE` to write the authority's certificate to, for clients to trust", Sources: env("ca-file")},
			&cli.StringFlag{Name: "log-level", Usage: "debug, info, warn or error", Value: "info", Sources: env("log-level", "LOG_LEVEL")},
			&cli.StringFlag{Name: "log-format", Usage: "text or json (default: text on a terminal, else json)", Sources: env("log-format")},
			&cli.BoolFlag{Name: "quiet", Usage: "print no banner", Sources: env("quiet")},
		}, worldFlags()...),
		Action: serve,
	}
}

func serve(ctx context.Context, cmd *cli.Command) error {
	opts, err := options(cmd)
	if err != nil {
		return err
	}
	if opts.Log, err = logger(cmd); err != nil {
		return err
	}
	names := cmd.Args().Slice()
	if len(names) == 0 {
		names = served()
	}
	if opts.Scenarios, err = emulator.Find(os.Stdin, names...); err != nil {
		return fail(exitScenario, "%w", err)
	}
	e, err := emulator.New(opts)
	if err != nil {
		return refused(err)
	}
	doors, err := open(ctx, cmd)
	if err != nil {
		return err
	}
	announce(cmd, opts.Log, e, doors, names)
	return until(ctx, doors, e, opts.Log)
}

// served are the scenarios of a serve without arguments.
func served() []string {
	if info, err := os.Stat(mountPoint); err == nil && info.IsDir() {
		return []string{mountPoint}
	}
	return emulator.Default()
}

// refused tells an invalid scenario from a wrong flag.
func refused(err error) error {
	if _, ok := errors.AsType[scenario.Faults](err); ok {
		return &exitError{exitScenario, err}
	}
	return fail(exitUsage, "%w", err)
}

// until serves at all doors until the context ends, then lets the answers under way finish.
func until(ctx context.Context, doors []door, h http.Handler, log *slog.Logger) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, len(doors))
	for _, d := range doors {
		go func() { ended <- srv.Serve(d.listener) }()
	}
	select {
	case err := <-ended:
		_ = srv.Close() // the first fault is the one to tell
		return fail(exitRuntime, "serving ended: %w", err)
	case <-ctx.Done():
	}
	log.Info("draining")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	if err := srv.Shutdown(ctx); err != nil {
		return fail(exitRuntime, "answers were cut off when draining took more than %s: %w", drainTimeout, err)
	}
	return nil
}

// logger writes to standard error: text on a terminal, JSON otherwise.
func logger(cmd *cli.Command) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(cmd.String("log-level"))); err != nil {
		return nil, fail(exitUsage, "--log-level %q: want debug, info, warn or error", cmd.String("log-level"))
	}
	opts := &slog.HandlerOptions{Level: level}
	switch format := logFormat(cmd); format {
	case "text":
		return slog.New(slog.NewTextHandler(cmd.Root().ErrWriter, opts)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(cmd.Root().ErrWriter, opts)), nil
	default:
		return nil, fail(exitUsage, "--log-format %q: want text or json", format)
	}
}

// logFormat is the format asked for, else the one for who reads along.
func logFormat(cmd *cli.Command) string {
	switch format := cmd.String("log-format"); {
	case format != "":
		return format
	case terminal(cmd.Root().ErrWriter):
		return "text"
	default:
		return "json"
	}
}

// terminal tells whether a person reads along.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
