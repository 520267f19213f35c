package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/replay"
)

// importFlags holds the flags of import.
type importFlags struct {
	file    string
	job     string
	since   string
	until   string
	keepIDs bool
}

func newImportCmd() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Make a scenario of recorded traffic",
		Long: `Make a scenario of recorded traffic: what happened there can be tested from then on.

A file is a HAR file of a browser or of mitmproxy, a debug log of Terraform (TF_LOG=DEBUG or JSON), of the OpenStack client
(openstack --debug) or of a SolidFire SDK, the output of curl (-v --trace-time, or --trace-ascii), HTTP messages such as
request.http and response.http, or a journal of jobsim. Its content says which. Files of one incident are merged by time; a
directory stands for the files in it.

Tokens, passwords and keys do not get into the scenario. IDs, names and addresses are replaced, everywhere by the same, unless
--keep-ids is set. Then the recorded requests are played against the scenario, on a clock that follows the trace, and standard
error says how many responses came back member for member, which differ, and why.

Exit codes: 0 the scenario was written, 1 nothing in the files could be used, 2 wrong usage.`,
		Example: `  # from a log to a scenario
  TF_LOG=DEBUG TF_LOG_PATH=terraform.log terraform apply
  jobsim import terraform.log -o scenario.yaml

  # only what concerns one job, within a minute
  jobsim import trace.har --job 4010a32d535527910153552b492c0002 --since 2026-03-04T05:06:00Z --until 2026-03-04T05:07:00Z`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fail(exitUsage, "import needs a file: a HAR file, a debug log, or another of those that jobsim import --help lists")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return importTraces(cmd, &f, args) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.file, "output", "o", "-", "`FILE` to write the scenario to; - is standard output")
	flags.StringVar(&f.job, "job", "", "only the calls that mention this `ID`")
	flags.StringVar(&f.since, "since", "", "only what was recorded at this `TIME` or later, such as 2026-03-04T05:06:00Z")
	flags.StringVar(&f.until, "until", "", "only what was recorded at this `TIME` or earlier")
	flags.BoolVar(&f.keepIDs, "keep-ids", false, "leave IDs, names and addresses as they are; secrets are replaced anyway")
	return cmd
}

// importTraces writes the scenario and, to standard error, what became of the traces.
func importTraces(cmd *cobra.Command, f *importFlags, args []string) error {
	o := replay.Options{Job: f.job, KeepIDs: f.keepIDs, Source: sourceOf(args)}
	var err error
	if o.Since, err = importTime("--since", f.since); err != nil {
		return err
	}
	if o.Until, err = importTime("--until", f.until); err != nil {
		return err
	}
	traces, err := readTraces(cmd, args)
	if err != nil {
		return err
	}
	stderr := cmd.ErrOrStderr()
	for _, report := range traces.reports {
		writeReport(stderr, report)
	}
	result, err := replay.Import(traces.exchanges, o)
	if errors.Is(err, replay.ErrNothing) {
		return fail(exitRuntime, "nothing could be used: %s", whyNothing(traces, o))
	}
	if err != nil {
		return fail(exitRuntime, "%w", err)
	}
	if err := writeScenario(cmd, f.file, result.Scenario); err != nil {
		return err
	}
	writeSummary(stderr, result)
	return nil
}

// whyNothing says why no exchange was used.
func whyNothing(traces traces, o replay.Options) string {
	switch {
	case len(traces.exchanges) == 0:
		return "no request was found in the files"
	case o.Job != "" || !o.Since.IsZero() || !o.Until.IsZero():
		return "no request matches --job, --since and --until, or none of those goes to an API that jobsim emulates"
	}
	return "no request goes to an API that jobsim emulates"
}

// sourceOf returns what the scenario's description calls the traces.
func sourceOf(args []string) string {
	names := make([]string, len(args))
	for i, arg := range args {
		names[i] = filepath.Base(arg)
		if arg == "-" {
			names[i] = "standard input"
		}
	}
	return strings.Join(names, ", ")
}

func importTime(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fail(exitUsage, "%s: %q: want a time such as 2026-03-04T05:06:00Z", flag, text)
}

func writeScenario(cmd *cobra.Command, file string, text []byte) error {
	if file == "-" {
		_, err := cmd.OutOrStdout().Write(text)
		return err
	}
	if err := writePrivate(file, text); err != nil {
		return err
	}
	_, err := fmt.Fprintf(cmd.ErrOrStderr(), "%s was written\n", file)
	return err
}
