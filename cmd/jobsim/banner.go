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
func announce(cmd *cli.Command, log *slog.Logger, e *emulator.Emulator, at endpoints, names []string) {
	log.Info("serving", "version", at.Version, "urls", at.urls(), "scenarios", names,
		"clock", e.Clock().String(), "seed", e.Seed(), "profile", e.Profile(), "auth", e.Setting("auth"))
	if !cmd.Bool("quiet") && logFormat(cmd) == "text" {
		banner(cmd.Root().ErrWriter, e, at, names)
	}
}

// banner tells a person what is served and gives one line to paste per API.
func banner(w io.Writer, e *emulator.Emulator, at endpoints, names []string) {
	fmt.Fprintf(w, "jobsim %s serves %s\n", at.Version, strings.Join(names, ", "))
	fmt.Fprintf(w, "  url      %s\n", strings.Join(at.urls(), "  "))
	if at.Admin != "" {
		fmt.Fprintf(w, "  control  %s\n", at.Admin)
	}
	fmt.Fprintf(w, "  clock    %s\n", e.Clock())
	fmt.Fprintf(w, "  seed     %d\n", e.Seed())
	fmt.Fprintf(w, "  profile  %s\n", e.Profile())
	who := "any credentials get in; known are"
	if e.Setting("auth") == "strict" {
		who = "only these get in:"
	}
	known := at.Credentials
	fmt.Fprintf(w, "  auth     %s user %s, password %s, domain %s, project %s (%s),\n", who, known.User, known.Password, known.Domain,
		known.Project, known.ProjectID)
	fmt.Fprintf(w, "           access key %s, secret key %s\n", known.AccessKey, known.SecretKey)
	fmt.Fprintf(w, "\nTry:\n")
	for _, line := range e.PollCommands(at.URL) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	fmt.Fprintln(w)
}
