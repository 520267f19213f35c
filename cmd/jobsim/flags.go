package main

import (
	"cmp"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/metrics"
	"github.com/jobsim/jobsim/emulator/scenario/schema"
)

// The headings under which the help lists the flags of serve, in the order of the alphabet, which is the library's.
const (
	wherePart   = "Addresses"
	controlPart = "Control API"
	tlsPart     = "HTTPS"
	limitsPart  = "Limits"
	handOutPart = "Output"
	worldPart   = "World"
)

// scenariosFlag stands for the arguments of serve.
const scenariosFlag = "scenarios"

// serveFlags are all that serve takes.
func serveFlags() []cli.Flag {
	var all []cli.Flag
	for _, part := range [][]cli.Flag{listenerFlags(), controlFlags(), tlsFlags(), limitFlags(), worldFlags(), outputFlags()} {
		all = append(all, part...)
	}
	return all
}

// listenFlag is where HTTP is served. Its parts may come from the environment, too.
func listenFlag() cli.Flag {
	usual := &place{host: "127.0.0.1", port: "8080", portFrom: "PORT"}
	chain := env("listen")
	chain.Chain = append(chain.Chain, usual)
	return &cli.StringFlag{
		Name: "listen", Category: wherePart, Value: "127.0.0.1:8080", Sources: chain,
		Usage: "`ADDRESS` for HTTP; port 0 takes any free one. " + hostVariable + " and PORT replace the default's host and port",
	}
}

// listenerFlags decide where it listens.
func listenerFlags() []cli.Flag {
	chain := env("tls-listen")
	chain.Chain = append(chain.Chain, &place{host: "127.0.0.1", port: "8443"})
	return []cli.Flag{
		listenFlag(),
		&cli.StringFlag{
			Name: "tls-listen", Category: wherePart, Value: "127.0.0.1:8443", Sources: chain,
			Usage: "`ADDRESS` for HTTPS; port 0 takes any free one, \"off\" serves none",
		},
	}
}

// controlFlags decide who may control what is served, and where.
func controlFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{
			Name: "admin", Category: controlPart, Value: "on", Sources: env("admin"),
			Usage: "whether the control API is served under /__admin: `WORD` on or off",
		},
		&cli.StringFlag{
			Name: "admin-listen", Category: controlPart, Sources: env("admin-listen"),
			Usage: "`ADDRESS` to serve the control API at, by HTTP, instead of beside the APIs; port 0 takes any free one",
		},
		&cli.StringFlag{
			Name: adminToken, Category: controlPart, Sources: env(adminToken),
			Usage: "`SECRET` that callers of the control API must show: Authorization: Bearer SECRET",
		},
		&cli.StringFlag{
			Name: "session-listen", Category: controlPart, Sources: env("session-listen"),
			Usage: "`HOST` at which sessions may open listeners of their own, \"off\" for none (default: the host of --listen)",
		},
	}
}

// adminToken is the flag with a secret, which is never told.
const adminToken = "admin-token"

// tlsFlags decide who signs for HTTPS.
func tlsFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{
			Name: "tls-host", Category: tlsPart, Sources: env("tls-host"),
			Usage: "`NAME` or address that it is reached by, besides localhost: the certificate is for it, and the control API answers to it; may be repeated",
		},
		&cli.StringFlag{
			Name: "tls-ca", Category: tlsPart, Sources: env("tls-ca"),
			Usage: "PEM `FILE` with the certificate and key of the authority to sign by (default: a new one)",
		},
		&cli.StringFlag{
			Name: "ca-file", Category: tlsPart, Sources: env("ca-file"),
			Usage: "`FILE` to write the authority's certificate to, for clients to trust",
		},
	}
}

// worldFlags decide what is served.
func worldFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{
			Name: scenariosFlag, Category: worldPart, Sources: env(scenariosFlag),
			Usage: "`SCENARIO` to serve when no argument names one, for where only variables can be set; may be repeated",
		},
		&cli.StringFlag{Name: "clock", Category: worldPart, Usage: "the clock's `MODE`: " + clock.Modes, Value: "real", Sources: env("clock")},
		&cli.Uint64Flag{
			Name: "seed", Category: worldPart, HideDefault: true, Sources: env("seed"),
			Usage: "`NUMBER` that keys every draw (default: the scenario's, else 1)",
		},
		&cli.StringFlag{
			Name: "profile", Category: worldPart, Sources: env("profile"),
			Usage: "fidelity `PROFILE`: documented or observed (default: the scenario's, else documented)",
		},
		&cli.StringFlag{
			Name: "auth", Category: worldPart, Sources: env("auth"),
			Usage: "`WHO` may call: any, or strict for only the known account (default: the scenario's, else any)",
		},
		&cli.StringMapFlag{Name: "set", Category: worldPart, Usage: "one point of fidelity, `NAME=VALUE`; may be repeated", Sources: env("set")},
		&cli.StringSliceFlag{
			Name: "always", Category: worldPart, Sources: env("always"),
			Usage: "a native `ERROR` that is answered to everything: API:CODE such as evs:EVS.2024, or API.CALL:CODE; may be repeated",
		},
		&cli.BoolFlag{
			Name: "watch", Category: worldPart, Sources: env("watch"),
			Usage: "load the scenarios anew when their files change, as SIGHUP does; a faulty file changes nothing",
		},
		&cli.DurationFlag{
			Name: "exit-after", Category: worldPart, HideDefault: true, Sources: env("exit-after"),
			Usage: "`TIME` such as 10m after which it ends as by SIGTERM, so that one that is forgotten does not stay (default: never)",
		},
	}
}

// outputFlags decide what it tells about itself, and to whom.
func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{
			Name: "endpoints-file", Category: handOutPart, Sources: env("endpoints-file"),
			Usage: "`FILE` to write addresses and credentials to once it listens: variables if its name ends in .env, else JSON",
		},
		&cli.StringFlag{
			Name: "print-env", Category: handOutPart, Sources: env("print-env"),
			Usage: "print the variables of a `FAMILY` of clients once it listens: " + strings.Join(familyNames(), ", ") + ", or all",
		},
		&cli.StringFlag{
			Name: "log-level", Category: handOutPart, Value: "info", Sources: env("log-level", "LOG_LEVEL"),
			Usage: "least `LEVEL` of what is logged: debug, info, warn or error",
		},
		&cli.StringFlag{
			Name: "log-format", Category: handOutPart, Sources: env("log-format"),
			Usage: "`FORMAT` of the log: text or json (default: text on a terminal, else json)",
		},
		&cli.BoolFlag{Name: "quiet", Category: handOutPart, Usage: "print no banner", Sources: env("quiet")},
	}
}

// options reads what the flags say about what is served.
func options(cmd *cli.Command) (emulator.Options, error) {
	c, err := clock.Parse(cmd.String("clock"))
	if err != nil {
		return emulator.Options{}, fail(exitUsage, "%s: %w", said(cmd, "clock"), err)
	}
	opts := emulator.Options{
		Clock: c, Profile: cmd.String("profile"), Settings: cmd.StringMap("set"), Always: cmd.StringSlice("always"),
		BodyLimit: cmd.Int64("max-body"), JournalSize: cmd.Int("journal"),
		MaxSessions: cmd.Int("max-sessions"), MaxJobs: cmd.Int("max-jobs"),
		Admin: cmd.String("admin"), AdminToken: cmd.String(adminToken), Hosts: cmd.StringSlice("tls-host"), Version: version(), Metrics: metrics.New(),
		Schema: func() ([]byte, error) { return schema.Generate(emulator.Vocabularies()) },
	}
	if cmd.IsSet("seed") {
		seed := cmd.Uint64("seed")
		opts.Seed = &seed
	}
	if err := cmp.Or(agree(cmd), apart(cmd, &opts)); err != nil {
		return opts, err
	}
	return opts, admit(cmd.String("auth"), &opts)
}

// apart takes the control API away from beside the APIs when it has an address of its own.
func apart(cmd *cli.Command, opts *emulator.Options) error {
	if cmd.String("admin-listen") == "" {
		return nil
	}
	if opts.Admin == "off" {
		return fail(exitUsage, "--admin off and %s contradict each other", said(cmd, "admin-listen"))
	}
	opts.Admin = "off"
	return nil
}

// admit puts --auth, which is the setting "auth" under a name of its own, among the settings.
func admit(who string, opts *emulator.Options) error {
	if who == "" {
		return nil
	}
	if said, twice := opts.Settings["auth"]; twice && said != who {
		return fail(exitUsage, "--auth %s and --set auth=%s contradict each other", who, said)
	}
	if opts.Settings == nil {
		opts.Settings = map[string]string{}
	}
	opts.Settings["auth"] = who
	return nil
}
