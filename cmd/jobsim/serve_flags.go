package main

import (
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

// scenariosFlag is the flag that stands in for the arguments of serve.
const scenariosFlag = "scenarios"

// adminToken is the flag whose value is a secret.
const adminToken = "admin-token"

// off is the value of an address that is not to be served.
const off = "off"

// serveFlags holds the values of the flags of serve, which config takes too.
type serveFlags struct {
	listenFlags
	tlsListen string // or off

	admin, adminListen, adminToken, sessionListen string

	tlsHosts      []string
	tlsCA, caFile string

	maxConnections, maxHeader, maxSessions, maxJobs, journal int
	journalBodies                                            bool
	maxBody, maxBodies                                       int64

	storeFlags

	scenarios     []string
	clock         string
	seed          uint64
	profile, auth string
	set           map[string]string
	always        []string
	watch, strict bool
	exitAfter     time.Duration

	endpointsFile, printEnv, logLevel, logFormat string
	quiet                                        bool

	judged *verdicts // gets the verdicts on sessions that end; nil: nobody wants them

	flags *pflag.FlagSet // where they are registered
}

// register adds the flags of serve to a command, each with its variable and its group.
func (f *serveFlags) register(cmd *cobra.Command) {
	f.define(cmd.Name())
	cmd.Flags().SortFlags = false
	cmd.Flags().AddFlagSet(f.flags)
	f.completions(cmd)
}

// define defines the flags of serve.
func (f *serveFlags) define(command string) {
	f.flags = pflag.NewFlagSet(command, pflag.ContinueOnError)
	f.flags.SortFlags = false
	for _, group := range []struct {
		title string
		add   func(*pflag.FlagSet)
	}{
		{"Addresses", f.addressFlags},
		{"Scenarios", f.scenarioFlags},
		{"Control API", f.controlFlags},
		{"HTTPS", f.tlsFlags},
		{"Storage", f.storeFlags.register},
		{"Limits", f.limitFlags},
		{"Output", f.outputFlags},
	} {
		flags := pflag.NewFlagSet(group.title, pflag.ContinueOnError)
		flags.SortFlags = false
		group.add(flags)
		flags.VisitAll(func(one *pflag.Flag) { annotate(one, groupAnnotation, group.title) })
		f.flags.AddFlagSet(flags)
	}
	bindEnv(f.flags, map[string][]string{"port": {"PORT"}, "log-level": {"LOG_LEVEL"}})
}

// completions registers what a shell can complete behind the flags that the command has.
func (f *serveFlags) completions(cmd *cobra.Command) {
	for name, complete := range map[string]cobra.CompletionFunc{
		scenariosFlag: completeScenarios,
		"clock":       completeClocks,
		"profile":     words("documented", "observed"),
		"auth":        words("any", "strict"),
		"set":         completeSettings,
		"always":      completeAlways,
		"admin":       words("on", off),
		"log-level":   words("debug", "info", "warn", "error"),
		"log-format":  words("text", "json"),
		"print-env":   words(append(familyNames(), "all")...),
		"ca-file":     completeFiles,
		"tls-ca":      completeFiles,
		"store":       completeStores,

		"store-password-file": completeFiles,
		"endpoints-file":      completeFiles,
	} {
		if cmd.Flags().Lookup(name) != nil {
			completeFlag(cmd, name, complete)
		}
	}
}

func (f *serveFlags) addressFlags(flags *pflag.FlagSet) {
	f.listenFlags.register(flags)
	flags.StringVar(&f.tlsListen, "tls-listen", net.JoinHostPort(defaultHost, strconv.Itoa(defaultTLSPort)),
		"`ADDRESS` of HTTPS: HOST:PORT or a port; port 0 takes a free one, \"off\" serves no HTTPS")
}

func (f *serveFlags) scenarioFlags(flags *pflag.FlagSet) {
	flags.StringSliceVar(&f.scenarios, scenariosFlag, nil, "`SCENARIO` to serve if no argument names one, where only variables can be set; repeatable")
	flags.StringVar(&f.clock, "clock", "real", "the clock's `MODE`: "+clock.Modes)
	flags.Uint64Var(&f.seed, "seed", 0, "`NUMBER` that keys every random draw (default: the scenario's, else 1)")
	flags.StringVar(&f.profile, "profile", "", "fidelity `PROFILE`: documented or observed (default: the scenario's, else documented)")
	flags.StringVar(&f.auth, "auth", "", "`WHO` may call: any, or strict for only the known account (default: the scenario's, else any)")
	flags.StringToStringVar(&f.set, "set", nil, "one fidelity setting, `NAME=VALUE`; repeatable (see jobsim fidelity)")
	flags.Lookup("set").DefValue = ""
	flags.StringSliceVar(&f.always, "always", nil,
		"native `ERROR` that every request gets: API:CODE such as evs:EVS.2024, or API.CALL:CODE; repeatable")
	flags.BoolVar(&f.strict, "strict", false, "do not start if a scenario has something that is legal but probably not meant")
	flags.BoolVar(&f.watch, "watch", false, "reload the scenarios when their files change, as on SIGHUP; an invalid file changes nothing")
	flags.DurationVar(&f.exitAfter, "exit-after", 0, "`DURATION` such as 10m after which the server shuts down by itself (default: never)")
}

func (f *serveFlags) controlFlags(flags *pflag.FlagSet) {
	flags.StringVar(&f.admin, "admin", "on", "serve the control API under /__admin: `WORD` on or off")
	flags.StringVar(&f.adminListen, "admin-listen", "", "`ADDRESS` of the control API, by HTTP, instead of beside the APIs; port 0 takes a free one")
	flags.StringVar(&f.adminToken, adminToken, "", "`SECRET` that clients of the control API must send: Authorization: Bearer SECRET")
	flags.StringVar(&f.sessionListen, "session-listen", "", "`HOST` at which sessions may open listeners of their own, \"off\" for none (default: the host of --listen)")
}

func (f *serveFlags) tlsFlags(flags *pflag.FlagSet) {
	flags.StringSliceVar(&f.tlsHosts, "tls-host", nil,
		"further `NAME` or address of this server besides localhost, for its certificate and for the control API; repeatable")
	flags.StringVar(&f.tlsCA, "tls-ca", "", "PEM `FILE` with the certificate and key of the authority to sign with (default: a new one)")
	flags.StringVar(&f.caFile, "ca-file", "", "`FILE` to write the authority's certificate to, for clients to trust")
}

func (f *serveFlags) limitFlags(flags *pflag.FlagSet) {
	flags.IntVar(&f.maxConnections, "max-connections", 16_384, "maximum number of open `CONNECTIONS`; further ones get a 429 and are closed")
	flags.IntVar(&f.maxHeader, "max-header", 64<<10,
		"maximum size in `BYTES` of a request's line and headers; 4096 beyond it each API rejects the request, with 414, 431 or 494")
	flags.Int64Var(&f.maxBody, "max-body", 1<<20, "maximum size in `BYTES` of a request's body; a larger one gets a 413")
	flags.Int64Var(&f.maxBodies, "max-bodies", 128<<20,
		"maximum size in `BYTES` of all bodies being received, without the first 4096 of each; a further one gets a 408")
	flags.IntVar(&f.maxSessions, "max-sessions", 1000, "maximum number of `SESSIONS`; for one more the control API responds with 429")
	flags.IntVar(&f.maxJobs, "max-jobs", 2_000_000,
		"maximum number of `JOBS` of a session, sub-jobs and tokens included; one more is rejected with 429, by Element with xExceededLimit")
	flags.BoolVar(&f.journalBodies, "journal-bodies", false, "keep responses and whole bodies in the journal, for ctl journal export")
	flags.IntVar(&f.journal, "journal", 10_000, "number of `REQUESTS` that the journal of a session keeps, in 32 MiB at most; the oldest are evicted")
}

func (f *serveFlags) outputFlags(flags *pflag.FlagSet) {
	flags.StringVar(&f.endpointsFile, "endpoints-file", "",
		"`FILE` to write addresses and credentials to once the server listens: variables if its name ends in .env, else JSON")
	flags.StringVar(&f.printEnv, "print-env", "",
		"print the variables of a `FAMILY` of clients once the server listens: "+strings.Join(familyNames(), ", ")+", or all")
	flags.StringVar(&f.logLevel, "log-level", "info", "lowest `LEVEL` that is logged: debug, info, warn or error; the variable LOG_LEVEL sets it too")
	flags.StringVar(&f.logFormat, "log-format", "", "`FORMAT` of the log: text or json (default: text on a terminal, else json)")
	flags.BoolVar(&f.quiet, "quiet", false, "print no banner")
}

// label returns what set a flag, for messages: "--seed" or "JOBSIM_SEED".
func (f *serveFlags) label(name string) string { return label(f.flags, name) }

// limits returns what clients can hold of each listener.
func (f *serveFlags) limits() emulator.Limits {
	return emulator.Limits{Connections: f.maxConnections, Head: f.maxHeader, Bodies: f.maxBodies}
}
