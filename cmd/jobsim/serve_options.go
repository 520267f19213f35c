package main

import (
	"cmp"
	"net"
	"strconv"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/metrics"
	"github.com/jobsim/jobsim/emulator/scenario/render"
	"github.com/jobsim/jobsim/emulator/scenario/schema"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// options resolves the addresses and returns the options of the emulator that the flags ask for. It returns an error if
// values contradict each other.
func (f *serveFlags) options() (emulator.Options, error) {
	if err := cmp.Or(f.resolve(f.flags), f.checkLimits(), f.checkExitAfter()); err != nil {
		return emulator.Options{}, err
	}
	f.resolveTLS()
	c, err := clock.Parse(f.clock)
	if err != nil {
		return emulator.Options{}, fail(exitUsage, "%s: %w", f.label("clock"), err)
	}
	opts := emulator.Options{
		Clock: c, Profile: f.profile, Settings: f.set, Always: f.always,
		BodyLimit: f.maxBody, JournalSize: f.journal, JournalBodies: f.journalBodies, MaxSessions: f.maxSessions, MaxJobs: f.maxJobs,
		Admin: f.admin, AdminToken: f.adminToken, ReplicaSecret: f.replicaSecret, Hosts: f.tlsHosts, Version: version(), Metrics: metrics.New(), Coverage: coverage.New(),
		Schema: func() ([]byte, error) { return schema.Generate(emulator.Vocabularies()) },
		Draw:   render.SVG, NativeErrors: nativeErrors,
	}
	if source(f.flags.Lookup("seed")) != "default" {
		opts.Seed = &f.seed
	}
	return opts, cmp.Or(f.checkAuthority("tls-ca", f.tlsCA), f.checkAuthority("ca-file", f.caFile), f.separateAdmin(&opts), f.applyAuth(&opts))
}

// resolveTLS makes the addresses of HTTPS and of the control API whole.
func (f *serveFlags) resolveTLS() {
	if name, variable := host(); variable != "" && source(f.flags.Lookup("tls-listen")) == "default" {
		f.tlsListen = net.JoinHostPort(name, strconv.Itoa(defaultTLSPort))
		annotate(f.flags.Lookup("tls-listen"), sourceAnnotation, "env "+variable)
	}
	f.tlsListen, f.adminListen = withHost(f.tlsListen), withHost(f.adminListen)
}

// checkLimits returns an error for a limit below one.
func (f *serveFlags) checkLimits() error {
	for _, limit := range []struct {
		flag  string
		value int64
	}{
		{"max-connections", int64(f.maxConnections)},
		{"max-header", int64(f.maxHeader)},
		{"max-body", f.maxBody},
		{"max-bodies", f.maxBodies},
		{"max-sessions", int64(f.maxSessions)},
		{"max-jobs", int64(f.maxJobs)},
		{"journal", int64(f.journal)},
	} {
		if limit.value < 1 {
			return fail(exitUsage, "%s: %d: want at least 1", f.label(limit.flag), limit.value)
		}
	}
	return nil
}

// checkExitAfter returns an error for a negative duration.
func (f *serveFlags) checkExitAfter() error {
	if f.exitAfter < 0 {
		return fail(exitUsage, "%s: %s: want a duration that is not negative, such as 10m", f.label("exit-after"), f.exitAfter)
	}
	return nil
}

// checkAuthority returns an error if a flag is given that has no effect without HTTPS: whoever waits for the file of an
// authority would wait for ever.
func (f *serveFlags) checkAuthority(flag, value string) error {
	if f.tlsListen == off && value != "" {
		return fail(exitUsage, "%s off and %s contradict each other", f.label("tls-listen"), f.label(flag))
	}
	return nil
}

// separateAdmin removes the control API from beside the APIs if it has an address of its own.
func (f *serveFlags) separateAdmin(opts *emulator.Options) error {
	if f.adminListen == "" {
		return nil
	}
	if opts.Admin == off {
		return fail(exitUsage, "--admin off and %s contradict each other", f.label("admin-listen"))
	}
	opts.Admin = off
	return nil
}

// applyAuth makes --auth the setting "auth".
func (f *serveFlags) applyAuth(opts *emulator.Options) error {
	if f.auth == "" {
		return nil
	}
	if set, ok := opts.Settings["auth"]; ok && set != f.auth {
		return fail(exitUsage, "--auth %s and --set auth=%s contradict each other", f.auth, set)
	}
	if opts.Settings == nil {
		opts.Settings = map[string]string{}
	}
	opts.Settings["auth"] = f.auth
	return nil
}
