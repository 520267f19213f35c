package main

import (
	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
)

// limitFlags decide how much clients can take of a server.
func limitFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{
			Name: "max-connections", Category: limitsPart, Value: 16_384, Sources: env("max-connections"),
			Usage: "how many `CLIENTS` may be connected at a time; who comes beyond that is told 429 and let go",
		},
		&cli.IntFlag{
			Name: "max-header", Category: limitsPart, Value: 64 << 10, Sources: env("max-header"),
			Usage: "limit of a request's line and headers together in `BYTES`; beyond 4096 more it is refused as each API does, with 414, 431 or 494",
		},
		&cli.Int64Flag{
			Name: "max-body", Category: limitsPart, Value: 1 << 20, Sources: env("max-body"),
			Usage: "limit of a request's body in `BYTES`; beyond it is told 413",
		},
		&cli.Int64Flag{
			Name: "max-bodies", Category: limitsPart, Value: 128 << 20, Sources: env("max-bodies"),
			Usage: "limit in `BYTES` of all bodies that are on their way at a time, but for 4096 of each; who sends more is told 408",
		},
		&cli.IntFlag{
			Name: "max-sessions", Category: limitsPart, Value: 1000, Sources: env("max-sessions"),
			Usage: "how many `SESSIONS` there may be at a time; for one more the control API answers 429",
		},
		&cli.IntFlag{
			Name: "max-jobs", Category: limitsPart, Value: 2_000_000, Sources: env("max-jobs"),
			Usage: "how many `JOBS` each session takes, with sub-jobs and tokens; one more is refused with 429, by Element with xExceededLimit",
		},
		&cli.IntFlag{
			Name: "journal", Category: limitsPart, Value: 10_000, Sources: env("journal"),
			Usage: "how many `REQUESTS` the journal of each session keeps, in 32 MiB at most; the oldest make room",
		},
	}
}

// limitsOf are what clients can hold of each server.
func limitsOf(cmd *cli.Command) emulator.Limits {
	return emulator.Limits{Connections: cmd.Int("max-connections"), Head: cmd.Int("max-header"), Bodies: cmd.Int64("max-bodies")}
}

// unlimited refuses limits under which nothing is let through.
func unlimited(cmd *cli.Command) error {
	for _, f := range limitFlags() {
		name := f.Names()[0]
		n := cmd.Int64(name)
		if n == 0 {
			n = int64(cmd.Int(name)) // the library knows the one or the other
		}
		if n < 1 {
			return fail(exitUsage, "%s: %d: want at least 1", said(cmd, name), n)
		}
	}
	return nil
}
