package main

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/report"
)

// runFlags holds the flags of run.
type runFlags struct {
	serveFlags
	trustCA bool
	reports []string
	failOn  string

	coverage string
}

func newRunCmd() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use: "run [FLAGS] [SCENARIO...] -- COMMAND [ARG...]",

		DisableFlagsInUseLine: true, // behind the command they are the command's

		Short: "Run a command against an emulator of its own, and judge what it did",
		Long: `Start an emulator on free ports, run a command against it, end both, and print the verdict on what the command's clients did: which
expectations of the scenarios they met, and what they did wrong whether or not anybody expected it (see jobsim findings).

The command finds the emulator by its variables: JOBSIM_URL, JOBSIM_HTTPS_URL, JOBSIM_ADMIN_URL, JOBSIM_CACERT, and those of the OpenStack
clients (OS_...), the Huawei Cloud SDKs (HUAWEICLOUD_SDK_...) and the Element clients (ELEMENTSW_...). It gets none of these
from outside, so that it reaches no real cloud by them. Its standard streams are those of jobsim. It gets the signals that jobsim gets; a third
SIGINT or SIGTERM kills it. What it has left running is ended with it.

The verdict goes to standard error, or where --report says. One that fails is exit code 5, if the command itself succeeded.

Exit codes: that of the command, 128 and the signal if one ended it; 5 the verdict fails; 1 runtime error, 2 wrong usage, 3 invalid or
missing scenario, 126 the command cannot be executed, 127 it is not found.`,
		Example: `  # tests of any language
  jobsim run demo -- pytest

  # a scenario of your own, an hour in a minute
  jobsim run --clock 60x mine.yaml -- go test ./...

  # in CI: also for the readers of JUnit XML, and strict
  jobsim run --report junit:verdict.xml --fail-on warning demo -- npm test

  # a client that uses HTTPS
  jobsim run --trust-ca demo -- terraform apply -auto-approve`,
		ValidArgsFunction: completeRun,
		RunE: func(cmd *cobra.Command, args []string) error {
			scenarios, argv, err := splitCommand(cmd, args)
			if err != nil {
				return err
			}
			return runCommand(cmd, &f, scenarios, argv)
		},
	}
	f.registerLocal(cmd)
	own := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError)
	own.BoolVar(&f.trustCA, "trust-ca", false,
		"make clients trust the emulator's HTTPS: set SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, NODE_EXTRA_CA_CERTS and the like")
	own.StringArrayVar(&f.reports, "report", nil,
		"how to write the verdict: `FORMAT` or FORMAT:FILE with text, json, junit or github; repeatable. Without a file it goes to standard error. "+
			"github means annotations, and the step's summary")
	addFailOnFlag(own, &f.failOn)
	own.StringVar(&f.coverage, "coverage", "", "`FILE` to merge into what clients were shown, for jobsim coverage; in a directory a file of its own is made")
	bindEnv(own, nil)
	cmd.Flags().AddFlagSet(own)
	completeFlag(cmd, "report", words(asText, asJSON, asJUnit+":", asGitHub))
	completeFlag(cmd, "fail-on", words(failLevels()...))
	return cmd
}

// splitCommand returns what is in front of -- and the command behind it.
func splitCommand(cmd *cobra.Command, args []string) (scenarios, argv []string, err error) {
	dash := cmd.ArgsLenAtDash()
	if dash < 0 {
		return nil, nil, fail(exitUsage, "%s: want -- in front of the command, as in: %s demo -- pytest", cmd.CommandPath(), cmd.CommandPath())
	}
	if dash == len(args) || args[dash] == "" {
		return nil, nil, fail(exitUsage, "%s: want a command behind --, as in: %s demo -- pytest", cmd.CommandPath(), cmd.CommandPath())
	}
	return args[:dash], args[dash:], nil
}

// completeRun completes scenarios in front of --, and leaves what is behind it to the shell.
func completeRun(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if dash := cmd.ArgsLenAtDash(); dash >= 0 && dash < len(args) {
		return completeFiles(cmd, args, typed)
	}
	return completeScenarios(cmd, args, typed)
}

// runCommand runs a command against an emulator with the scenarios, and returns the error that has its exit code.
func runCommand(cmd *cobra.Command, f *runFlags, scenarios, argv []string) error {
	reports, err := parseReports(f.reports, asText, asJSON, asJUnit, asGitHub)
	if err != nil {
		return err
	}
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, forwarded...)
	defer signal.Stop(signals) // only once all is cleaned up
	f.judged = new(verdicts)
	s, err := startLocal(cmd, &f.serveFlags, scenarios)
	if err != nil {
		return err
	}
	defer s.remove()
	code, err := s.run(cmd, f, argv, signals)
	if drained := s.drain(); err == nil {
		err = drained
	}
	if err != nil {
		return err
	}
	failed, err := s.judge(cmd, f, reports)
	if err == nil && f.coverage != "" {
		err = s.cover(cmd.ErrOrStderr(), f.coverage)
	}
	switch {
	case code != exitOK:
		return &exitError{code, err}
	case err == nil && failed:
		return &exitError{code: exitVerdict}
	}
	return err
}

// judge writes the verdicts once the clients have ended, and reports whether they fail.
func (s *localServer) judge(cmd *cobra.Command, f *runFlags, reports []reportFlag) (failed bool, err error) {
	all := f.judged.all(s.Emulator)
	level := verdict.Level(f.failOn)
	if f.failOn == never {
		level = ""
	}
	for _, r := range reports {
		if e := r.write(cmd.ErrOrStderr(), f.judged, all, level); err == nil {
			err = e
		}
	}
	return report.Fails(all, level), err
}

// run runs a command against the server, forwards signals to it, and returns its exit code.
func (s *localServer) run(cmd *cobra.Command, f *runFlags, argv []string, signals <-chan os.Signal) (int, error) {
	more, err := s.variables(f)
	if err != nil {
		return exitRuntime, err
	}
	c, err := startChild(childOptions{
		argv: argv, env: commandEnv(os.Environ(), s.at, more...),
		stdin: cmd.InOrStdin(), stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr(), foreground: true,
	})
	if err != nil {
		return exitRuntime, err
	}
	done := make(chan struct{})
	defer close(done)
	go c.forward(signals, done)
	return c.wait()
}

// forward sends the signals that arrive to the command until done is closed. The third one that asks it to end kills it.
func (c *child) forward(signals <-chan os.Signal, done <-chan struct{}) {
	const patience = 3
	asked := 0
	for {
		select {
		case <-done:
			return
		case sig := <-signals:
			if sig == os.Interrupt || sig == syscall.SIGTERM {
				asked++
			}
			if asked == patience {
				c.kill()
				continue
			}
			c.signal(sig)
		}
	}
}
