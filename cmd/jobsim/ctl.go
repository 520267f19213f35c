package main

import (
	"os"

	"github.com/spf13/cobra"
)

// ctlFlags holds the flags of ctl, which all commands below it take too.
type ctlFlags struct {
	url, session, token, cacert, output string
}

func newCtlCmd() *cobra.Command {
	var f ctlFlags
	cmd := &cobra.Command{
		Use:   "ctl",
		Short: "Control a running server: its jobs, clock, sessions, rules, journal and verdict",
		Long: `Control a running server through its control API, /__admin, which GET /__admin/openapi.yaml describes. A job is named by API
and id, as in evs/j1. Without --url it controls the server that the same variables start: JOBSIM_LISTEN, JOBSIM_HOST, PORT.

Exit codes: 0 success, 1 no response, or the server cannot do it, 2 wrong usage, 3 invalid scenario, 5 a verdict that fails.`,
		Example: `  # wait for a server that is starting
  jobsim ctl wait --timeout 10s

  # when the client has polled three times, fail the job
  jobsim ctl journal wait --job evs/j1 --polls 3 && jobsim ctl jobs force evs/j1 '{status: FAIL, error: EVS.2024}'

  # go to the end of a job at once
  jobsim ctl clock advance --job evs/j1 --status SUCCESS

  # a session of its own for one test
  eval "$(jobsim ctl sessions new --scenario demo --env)"`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	f.register(cmd)
	cmd.AddCommand(
		newCtlHealthCmd(&f), newCtlWaitCmd(&f), newCtlJobsCmd(&f), newCtlClockCmd(&f), newCtlSessionsCmd(&f), newCtlScenariosCmd(&f),
		newCtlRulesCmd(&f), newCtlJournalCmd(&f), newCtlVerdictCmd(&f), newCtlCoverageCmd(&f), newCtlResetCmd(&f), newCtlSnapshotCmd(&f), newCtlRestoreCmd(&f), newCtlMetricsCmd(&f),
	)
	return cmd
}

// register adds the flags to ctl, for all commands below it.
func (f *ctlFlags) register(cmd *cobra.Command) {
	flags := cmd.PersistentFlags()
	flags.StringVar(&f.url, "url", "", "`URL` of the server, or of a session in it (default: the address that serve listens on); also JOBSIM_ADMIN_URL, JOBSIM_URL")
	flags.StringVar(&f.session, "session", "", "`ID` of the session to control instead of the server's own; also JOBSIM_SESSION")
	flags.StringVar(&f.token, "token", "", "`TOKEN` that the server requires by --admin-token; also JOBSIM_ADMIN_TOKEN")
	flags.StringVar(&f.cacert, "cacert", "", "PEM `FILE` of the authority to trust for HTTPS, as --ca-file wrote it; also JOBSIM_CACERT")
	addOutputFlag(cmd, flags, &f.output)
	completeFlag(cmd, "cacert", completeFiles)
	completeFlag(cmd, "session", f.completeSessions)
	for name, variables := range map[string][]string{
		"url": {"JOBSIM_ADMIN_URL", "JOBSIM_URL"}, "session": {"JOBSIM_SESSION"}, "token": {"JOBSIM_ADMIN_TOKEN"}, "cacert": {"JOBSIM_CACERT"},
	} {
		annotate(flags.Lookup(name), envAnnotation, variables...)
	}
}

// serverURL returns --url, or the URL of the server that the same variables start.
func (f *ctlFlags) serverURL() (string, error) {
	if f.url != "" {
		return f.url, nil
	}
	if address := os.Getenv(envName("admin-listen")); address != "" {
		return "http://" + reachable(withHost(address)), nil
	}
	return localURL()
}

// withDefault makes a command do what one of its subcommands does, with the same flags, if it is given no subcommand.
func withDefault(group, usual *cobra.Command, others ...*cobra.Command) *cobra.Command {
	group.RunE = usual.RunE
	group.Flags().AddFlagSet(usual.Flags()) // with their completion, which cobra keeps by flag
	group.AddCommand(usual)
	group.AddCommand(others...)
	return group
}
