package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func serveCommand() *cli.Command {
	return &cli.Command{
		Name:      "serve",
		Usage:     "serve the emulator",
		ArgsUsage: "[SCENARIO...]",
		Description: manual("Without a scenario it serves those mounted at "+mountPoint+", if that directory exists and holds some, else the shipped\n"+
			"\"documents\" (the examples of the vendors' documents) and \"demo\" (one moving job per API).\n\n"+
			"SIGTERM and SIGINT end it: answers under way are finished first. SIGHUP loads the scenarios anew and begins them from\n"+
			"the start; if one has a fault, the running ones stay in force, and the log tells why.\n\n"+
			"The log goes to standard error, one line for each request. Standard output has only what --print-env asks for.",
			"the usual scenarios at 127.0.0.1:8080, and by HTTPS at 127.0.0.1:8443", "jobsim serve",
			"one of your own, loaded anew whenever you save it", "jobsim serve --watch mine.yaml",
			"any free ports, and a file that tells them once it listens", "jobsim serve --listen :0 --tls-listen :0 --endpoints-file jobsim.json",
			"a clock that stands until a test moves it", "jobsim serve --clock manual mine.yaml",
			"each request to EVS refused as by a gateway that throttles", "jobsim serve --always evs:APIGW.0308",
		),
		Flags:  serveFlags(),
		Action: serve,
	}
}

// serve reads everything, then listens, then tells, so that nobody is told of what does not work.
func serve(ctx context.Context, cmd *cli.Command) error {
	opts, err := options(cmd)
	if err != nil {
		return err
	}
	if opts.Log, err = logger(cmd); err != nil {
		return err
	}
	if _, err := variables(cmp.Or(cmd.String("print-env"), "all"), endpoints{}); err != nil {
		return fail(exitUsage, "%s: %w", said(cmd, "print-env"), err)
	}
	lib, err := newLibrary(cmd)
	if err != nil {
		return err
	}
	opts.Scenarios = lib.loaded
	signer, err := authority(cmd)
	if err != nil {
		return err
	}
	if signer != nil {
		opts.CA = signer.PEM()
	}
	sessions, err := newSessionListeners(cmd, signer)
	if err != nil {
		return err
	}
	defer sessions.close()
	opts.Listen = sessions.admit
	var doors []endpoint
	opts.Site = func() net.Addr { return doors[0].listener.Addr() } // nobody asks before they are open
	e, err := emulator.New(opts)
	if err != nil {
		return refused(err)
	}
	warn(cmd, opts.Log, lib)
	beside := reloader{e, lib, opts.Log}.run(cmd.Bool("watch"))
	if doors, err = open(ctx, cmd, e, signer); err != nil {
		return err
	}
	at, err := handOut(cmd, doors, opts.Admin != "off")
	if err != nil {
		shut(doors)
		return err
	}
	if file := cmd.String("endpoints-file"); file != "" {
		defer os.Remove(file) // what it tells of is gone
	}
	announce(cmd, opts.Log, e, at, lib.names)
	ctx, stop := bounded(ctx, cmd.Duration("exit-after"))
	defer stop()
	return until(ctx, doors, beside, opts.Log)
}

// refused tells an invalid scenario from a wrong flag.
func refused(err error) error {
	if _, ok := errors.AsType[scenario.Diagnostics](err); ok {
		return &exitError{exitScenario, err}
	}
	return fail(exitUsage, "%w", err)
}

// warn tells what works but is hardly meant.
func warn(cmd *cli.Command, log *slog.Logger, lib *library) {
	if lib.empty {
		log.Warn("no scenario is mounted, serving the shipped ones", "directory", mountPoint, "scenarios", lib.names)
	}
	for _, odd := range misspelt(cmd.Flags, os.Environ()) {
		log.Warn("no flag has this variable", "variable", odd.name, "hint", odd.hint)
	}
	for _, host := range append(cmd.StringSlice("tls-host"), cmd.String("listen")) {
		if why := emulator.HostTrap(host); why != "" {
			log.Warn("a client will not get along with this host", "host", host, "why", why)
		}
	}
}

// handOut writes the files and the variables that tell clients where to go.
func handOut(cmd *cli.Command, doors []endpoint, admin bool) (endpoints, error) {
	at, err := endpointsOf(doors, cmd.String("ca-file"), admin)
	if err != nil {
		return at, fail(exitRuntime, "--ca-file: %w", err)
	}
	if file := cmd.String("endpoints-file"); file != "" {
		if err := at.writeFile(file); err != nil {
			return at, fail(exitUsage, "%s: %w", said(cmd, "endpoints-file"), unwritable(file, err))
		}
	}
	if name := cmd.String("print-env"); name != "" {
		if err := at.printEnv(cmd.Root().Writer, name); err != nil {
			return at, fail(exitRuntime, "%s: %w", said(cmd, "print-env"), err)
		}
	}
	return at, nil
}

// said is how a flag was given, for messages: "--seed", or "JOBSIM_SEED".
func said(cmd *cli.Command, name string) string {
	if variable, ok := strings.CutPrefix(from(cmd, name), "env "); ok {
		return variable
	}
	return "--" + name
}
