package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
)

// announce tells where and what is served: a person by a banner, a machine that reads the log by one line of it.
func announce(cmd *cli.Command, log *slog.Logger, e *emulator.Emulator, doors []door, names []string) {
	urls := make([]string, len(doors))
	for i, d := range doors {
		urls[i] = d.url()
	}
	log.Info("serving", "version", version(), "urls", urls, "scenarios", names,
		"clock", e.Clock().String(), "seed", e.Seed(), "profile", e.Profile())
	if !cmd.Bool("quiet") && logFormat(cmd) == "text" {
		banner(cmd.Root().ErrWriter, e, urls, names)
	}
}

// banner tells a person what is served and gives one line to paste per API.
func banner(w io.Writer, e *emulator.Emulator, urls, names []string) {
	fmt.Fprintf(w, "jobsim %s serves %s\n", version(), strings.Join(names, ", "))
	fmt.Fprintf(w, "  url      %s\n", strings.Join(urls, "  "))
	fmt.Fprintf(w, "  clock    %s\n", e.Clock())
	fmt.Fprintf(w, "  seed     %d\n", e.Seed())
	fmt.Fprintf(w, "  profile  %s\n", e.Profile())
	fmt.Fprintf(w, "\nTry:\n")
	for _, line := range e.Try(urls[0]) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	fmt.Fprintln(w)
}
