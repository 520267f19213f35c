package main

import (
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

// env is the variable that stands for a flag.
func env(flag string, more ...string) cli.ValueSourceChain {
	return cli.EnvVars(append([]string{"JOBSIM_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))}, more...)...)
}

func listenFlag() cli.Flag {
	return &cli.StringFlag{
		Name: "listen", Usage: "`ADDRESS` for HTTP; port 0 takes any free one", Value: "127.0.0.1:8080", Sources: env("listen"),
	}
}

// worldFlags decide what is served.
func worldFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "clock", Usage: "the clock's `MODE`: " + clock.Modes, Value: "real", Sources: env("clock")},
		&cli.Uint64Flag{Name: "seed", Usage: "`NUMBER` that keys every draw (default: the scenario's, else 1)", Sources: env("seed")},
		&cli.StringFlag{Name: "profile", Usage: "fidelity `PROFILE`: documented or observed (default: the scenario's, else documented)", Sources: env("profile")},
		&cli.StringMapFlag{Name: "set", Usage: "one point of fidelity, `NAME=VALUE`; may be repeated", Sources: env("set")},
		&cli.Int64Flag{Name: "max-body", Usage: "limit of a request's body in `BYTES`", Value: 1 << 20, Sources: env("max-body")},
	}
}

// options reads worldFlags.
func options(cmd *cli.Command) (emulator.Options, error) {
	c, err := clock.Parse(cmd.String("clock"))
	if err != nil {
		return emulator.Options{}, fail(exitUsage, "--clock: %w", err)
	}
	opts := emulator.Options{
		Clock: c, Profile: cmd.String("profile"), Settings: cmd.StringMap("set"), BodyLimit: cmd.Int64("max-body"),
	}
	if cmd.IsSet("seed") {
		seed := cmd.Uint64("seed")
		opts.Seed = &seed
	}
	return opts, nil
}
