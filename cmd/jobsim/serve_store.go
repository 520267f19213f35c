package main

import (
	"errors"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/storage"
)

// The flags whose values are secrets, besides adminToken.
const (
	storePassword = "store-password"
	replicaSecret = "replica-secret"
)

// storeFlags holds the flags of the store, and of the replicas that share one.
type storeFlags struct {
	store, storePassword, storePasswordFile string

	advertise, replicaSecret string
	lease                    time.Duration
}

func (f *storeFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.store, "store", "",
		"`STORE` that keeps all sessions, so that a restarted server goes on where it was: "+storage.Forms+" (default: memory alone)")
	flags.StringVar(&f.storePassword, storePassword, "", "`PASSWORD` of Redis")
	flags.StringVar(&f.storePasswordFile, "store-password-file", "", "`FILE` with the password of Redis")
	flags.StringVar(&f.advertise, "advertise", "", "`URL` at which other replicas with the same Redis reach this one (default: the address of --listen)")
	flags.StringVar(&f.replicaSecret, replicaSecret, "", "`SECRET` that all replicas share and send each other")
	flags.DurationVar(&f.lease, "lease", storage.DefaultLease, "`DURATION` after which the sessions of a replica that is not heard of move to another")
}

// openStore opens the store of --store; nil without one.
func (f *serveFlags) openStore(log *slog.Logger) (emulator.Store, error) {
	if f.store == "" {
		return nil, nil
	}
	opts := storage.Options{Log: log, Password: f.storePassword, Lease: f.lease}
	if storage.Shared(f.store) {
		if err := f.shareStore(&opts); err != nil {
			return nil, err
		}
	}
	kept, err := storage.Open(f.store, opts)
	if _, ok := errors.AsType[*storage.URLError](err); ok {
		return nil, fail(exitUsage, "%s: %w", f.label("store"), err)
	}
	if err != nil {
		return nil, fail(exitRuntime, "%s: %w", f.label("store"), err)
	}
	return kept, nil
}

// shareStore sets what a store that other replicas use too needs.
func (f *serveFlags) shareStore(opts *storage.Options) error {
	if f.lease < time.Second {
		return fail(exitUsage, "%s: %s: want at least 1s", f.label("lease"), f.lease)
	}
	if f.adminListen != "" {
		return fail(exitUsage, "%s and a %s that replicas share contradict each other", f.label("admin-listen"), f.label("store"))
	}
	if f.replicaSecret == "" {
		return fail(exitUsage, "%s: replicas need a secret of their own: set --%s or %s, the same at each", f.label("store"), replicaSecret, envName(replicaSecret))
	}
	if f.storePasswordFile != "" {
		text, err := os.ReadFile(f.storePasswordFile)
		if err != nil {
			return fail(exitUsage, "%s: %w", f.label("store-password-file"), unreadable(err))
		}
		opts.Password = strings.TrimRight(string(text), "\r\n")
	}
	opts.Advertise = strings.TrimSuffix(f.advertise, "/")
	if opts.Advertise == "" {
		host, port, err := net.SplitHostPort(f.listen)
		if ip := net.ParseIP(host); err != nil || port == "0" || host == "" || (ip != nil && ip.IsUnspecified()) {
			return fail(exitUsage, "other replicas do not reach this one at %s: set --advertise", f.listen)
		}
		opts.Advertise = "http://" + f.listen
	}
	if u, err := url.Parse(opts.Advertise); err != nil || u.Scheme != "http" || u.Host == "" || u.Path != "" {
		return fail(exitUsage, "%s: %q: want a URL such as http://jobsim-0.jobsim:8080", f.label("advertise"), f.advertise)
	}
	return nil
}

// close keeps what no response has waited for, and closes the store. Without one it does nothing.
func (s *site) close() {
	if s.store == nil {
		return
	}
	if s.Emulator != nil {
		if err := s.Emulator.Close(); err != nil {
			s.log.Error("what was done since the last response is not kept", "error", err.Error())
		}
	}
	if err := s.store.Close(); err != nil {
		s.log.Error("the store was not closed in order; its leases end by themselves", "error", err.Error())
	}
	s.store = nil
}

// completeStores completes the form of a store's URL; the rest is a path or an address.
func completeStores(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"dir:", "redis://", "rediss://"}, cobra.ShellCompDirectiveNoSpace
}
