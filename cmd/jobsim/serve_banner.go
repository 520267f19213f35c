package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/jobsim/jobsim/emulator"
)

// announce logs what is served and where, and prints a banner if the log is text.
func announce(w io.Writer, f *serveFlags, log *slog.Logger, e *emulator.Emulator, at endpoints, names []string) {
	log.Info("serving", "version", at.Version, "urls", at.urls(), "scenarios", names,
		"clock", e.Clock().String(), "seed", e.Seed(), "profile", e.Profile(), "auth", e.Setting("auth"))
	if !f.quiet && f.format(w) == "text" {
		banner(w, e, at, names)
	}
}

// banner prints what is served, where, with which credentials, and one command line per API that polls a job.
func banner(w io.Writer, e *emulator.Emulator, at endpoints, names []string) {
	fmt.Fprintf(w, "jobsim %s serves %s\n", at.Version, strings.Join(names, ", "))
	fmt.Fprintf(w, "  url      %s\n", strings.Join(at.urls(), "  "))
	if at.Admin != "" {
		fmt.Fprintf(w, "  page     %s/ui/\n", at.Admin)
		fmt.Fprintf(w, "  control  %s\n", at.Admin)
	}
	fmt.Fprintf(w, "  clock    %s\n", e.Clock())
	fmt.Fprintf(w, "  seed     %d\n", e.Seed())
	fmt.Fprintf(w, "  profile  %s\n", e.Profile())
	accepted := "any credentials are accepted; the known account is"
	if e.Setting("auth") == "strict" {
		accepted = "only these credentials are accepted:"
	}
	known := at.Credentials
	fmt.Fprintf(w, "  auth     %s user %s, password %s, domain %s, project %s (%s),\n", accepted, known.User, known.Password, known.Domain,
		known.Project, known.ProjectID)
	fmt.Fprintf(w, "           access key %s, secret key %s\n", known.AccessKey, known.SecretKey)
	fmt.Fprintf(w, "\nTry:\n")
	for _, line := range e.PollCommands(at.URL) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	fmt.Fprintln(w)
}
