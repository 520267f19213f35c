package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/ca"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func newServeCmd() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve [SCENARIO...]",
		Short: "Serve the emulator",
		Long: `Serve the emulator until SIGTERM or SIGINT.

Without a scenario it serves those in the directory ` + mountPoint + `, if there are any, else the shipped "documents" (the examples
of the vendors' documents) and "demo" (one moving job per API).

On SIGTERM and SIGINT it finishes the requests in flight; a second signal ends it at once. On SIGHUP it reloads the
scenarios and begins them from the start; if one is invalid, the running ones stay in force and the log has the reason.

The log goes to standard error, one line per request. Standard output has only what --print-env asks for. Every flag can
also be set by a variable: --tls-listen by JOBSIM_TLS_LISTEN.

Exit codes: 0 after SIGTERM or SIGINT, 1 runtime error, 2 wrong usage, 3 invalid or missing scenario, 4 cannot listen.`,
		Example: `  # the usual scenarios at http://127.0.0.1:8080 and https://127.0.0.1:8443
  jobsim serve

  # a scenario of your own, reloaded whenever you save it
  jobsim serve --watch mine.yaml

  # free ports, and a file with the addresses once it listens
  jobsim serve --listen :0 --tls-listen :0 --endpoints-file jobsim.json

  # a clock that a test moves
  jobsim serve --clock manual mine.yaml

  # a gateway that throttles every request to EVS
  jobsim serve --always evs:APIGW.0308`,
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			err := serve(cmd, &f, args)
			if errors.Is(err, errInterrupted) {
				return nil // as after it listens
			}
			return err
		},
	}
	f.register(cmd)
	return cmd
}

// serve reads everything, then listens, then writes the addresses, so that no client is sent to a server that fails.
func serve(cmd *cobra.Command, f *serveFlags, args []string) error {
	defer reserveHeap()()
	if _, err := variables(cmp.Or(f.printEnv, "all"), endpoints{}); err != nil {
		return fail(exitUsage, "%s: %w", f.label("print-env"), err)
	}
	s, err := f.prepare(cmd, args)
	if err != nil {
		return err
	}
	defer s.close()
	defer s.sessions.close()
	reload := reloader{s.Emulator, s.loaded, s.log}.run(f.watch)
	if s.bound, err = f.openListeners(cmd.Context(), s.Emulator, s.signer); err != nil {
		return err
	}
	at, err := f.writeEndpoints(cmd, s.bound, f.admin != off && f.adminListen == "")
	if err != nil {
		closeListeners(s.bound)
		return err
	}
	if f.endpointsFile != "" {
		defer os.Remove(f.endpointsFile) // the server that it describes is gone
	}
	announce(cmd.ErrOrStderr(), f, s.log, s.Emulator, at, s.loaded.names)
	ctx, cancel := withOptionalTimeout(cmd.Context(), f.exitAfter)
	defer cancel()
	return serveUntilDone(ctx, s.bound, reload, s.log)
}

// site is an emulator with what it needs to listen.
type site struct {
	*emulator.Emulator
	loaded   *scenarioSet
	signer   *ca.Authority // nil without HTTPS
	sessions *sessionListeners
	log      *slog.Logger
	bound    []listener     // none until they are opened
	store    emulator.Store // nil without --store
}

// prepare makes the emulator that the flags and arguments ask for. It does not listen.
func (f *serveFlags) prepare(cmd *cobra.Command, args []string) (*site, error) {
	opts, err := f.options()
	if err != nil {
		return nil, err
	}
	if opts.Log, err = f.logger(cmd.ErrOrStderr()); err != nil {
		return nil, err
	}
	s := &site{log: opts.Log}
	if s.loaded, err = loadScenarios(cmd, f, args); err != nil {
		return nil, err
	}
	opts.Scenarios = s.loaded.sources
	if s.signer, err = f.authority(); err != nil {
		return nil, err
	}
	if s.signer != nil {
		opts.CA = s.signer.PEM()
	}
	if s.sessions, err = newSessionListeners(f, s.signer); err != nil {
		return nil, err
	}
	if opts.Listen = s.sessions.listen; f.judged != nil {
		opts.Judged = f.judged.add
	}
	opts.Site = func() net.Addr { return s.bound[0].Addr() } // no request arrives before they are open
	if opts.Store, err = f.openStore(opts.Log); err != nil {
		return nil, err
	}
	s.store = opts.Store
	if s.Emulator, err = emulator.New(opts); err != nil {
		s.close()
		return nil, optionsError(err)
	}
	if remarks := s.Remarks(); f.strict && len(remarks) > 0 {
		s.close()
		return nil, &exitError{exitScenario, remarks}
	}
	f.warn(opts.Log, s.loaded, s.Remarks())
	return s, nil
}

// optionsError returns the error of an emulator that cannot be made, with the exit code for an invalid scenario or for a
// wrong flag.
func optionsError(err error) error {
	if _, ok := errors.AsType[scenario.Diagnostics](err); ok {
		return &exitError{exitScenario, err}
	}
	if _, ok := errors.AsType[*emulator.StoreError](err); ok {
		return fail(exitRuntime, "--store: %w", err)
	}
	return fail(exitUsage, "%w", err)
}

// warn logs what works and is hardly meant.
func (f *serveFlags) warn(log *slog.Logger, loaded *scenarioSet, remarks scenario.Diagnostics) {
	for _, r := range remarks {
		log.Warn("a scenario has something that is legal and hardly meant", "what", r.Message, "at", fmt.Sprintf("%s:%d:%d", r.File, r.Line, r.Col), "hint", r.Hint)
	}
	if loaded.emptyMount {
		log.Warn("the mounted directory holds no scenario, serving the shipped ones", "directory", mountPoint, "scenarios", loaded.names)
	}
	for _, unknown := range unknownVariables(f.flags, os.Environ()) {
		log.Warn("no flag has this variable", "variable", unknown.name, "hint", unknown.hint)
	}
	for _, host := range append(f.tlsHosts, f.listen) {
		if why := emulator.HostTrap(host); why != "" {
			log.Warn("clients misread this host", "host", host, "why", why)
		}
	}
}

// withOptionalTimeout returns a context that is done after d; zero means never.
func withOptionalTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	if d == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, d)
}

// writeEndpoints writes the endpoints file and prints the variables, where the flags ask for them.
func (f *serveFlags) writeEndpoints(cmd *cobra.Command, bound []listener, admin bool) (endpoints, error) {
	at, err := endpointsOf(bound, f.caFile, admin)
	if err != nil {
		return at, fail(exitRuntime, "%s: %w", f.label("ca-file"), err)
	}
	if f.endpointsFile != "" {
		if err := at.writeFile(f.endpointsFile); err != nil {
			return at, fail(exitUsage, "%s: %w", f.label("endpoints-file"), unwritable(f.endpointsFile, err))
		}
	}
	if f.printEnv != "" {
		if err := at.printEnv(cmd.OutOrStdout(), f.printEnv); err != nil {
			return at, fail(exitRuntime, "%s: %w", f.label("print-env"), err)
		}
	}
	return at, nil
}
