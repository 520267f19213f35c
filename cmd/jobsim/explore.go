package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/explore"
)

// exploreFlags holds the flags of explore.
type exploreFlags struct {
	serveFlags
	jobs, worlds, depth int
	faults              []string
	shard               string
	time, timeout       time.Duration
	save                string
	only                string
	trustCA             bool
	reports             []string
	failOn              string
}

func newExploreCmd() *cobra.Command {
	var f exploreFlags
	cmd := &cobra.Command{
		Use:   "explore [SCENARIO...] -- COMMAND [ARG...]",
		Short: "Run a command in every world that a scenario allows",
		Long: `Run a command once in each world that the scenarios allow, each time against a session of its own: each branch of each choice, both
ends of each range, each status seen or passed between two polls, and each fault at each call that the command makes: a throttle, a 503, a
reset before and after the effect, a body that is cut, an expired token, a stale response, a missing item, a job that is not visible yet.

The first world is the plain one. A world fails if the command's exit code is not 0, if the verdict on its clients fails, or if it takes
longer than --timeout. Failures are reported in groups, each with its shortest world; --save writes that one as a scenario, and
--only NAME runs it alone. The command finds its session by the variables of jobsim run, and JOBSIM_WORLD has the name of the world. By default
the clock is skipping, so that a job takes one poll per status, however long its steps last.

Exit codes: 0 every world was survived, 5 a world failed, 130 or 143 a signal ended the exploration; 1 runtime error, 2 wrong usage,
3 invalid or missing scenario, 126 the command cannot be executed, 127 it is not found.`,
		Example: `  # every world of a shipped scenario, four at a time
  jobsim explore -j 4 demo -- python3 client.py

  # two faults in a world, for ten minutes, and the failing worlds as scenarios
  jobsim explore --depth 2 --time 10m --save worlds mine.yaml -- go test -count=1 ./...

  # one world again
  jobsim explore --only evs.showJob@2=503 demo -- sh client.sh`,
		ValidArgsFunction: completeRun,
		RunE: func(cmd *cobra.Command, args []string) error {
			scenarios, argv, err := splitCommand(cmd, args)
			if err != nil {
				return err
			}
			return f.run(cmd, scenarios, argv)
		},
	}
	f.registerLocal(cmd)
	f.clock = clock.Skipping
	f.flags.Lookup("clock").DefValue = f.clock
	own := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError)
	own.IntVarP(&f.jobs, "jobs", "j", runtime.NumCPU(), "`NUMBER` of worlds at a time")
	own.Lookup("jobs").DefValue = "the processors"
	own.IntVar(&f.worlds, "worlds", 0, "at most this `NUMBER` of worlds (default: all)")
	own.IntVar(&f.depth, "depth", 1, "at most this `NUMBER` of deviations from the plain world in one world")
	own.StringSliceVar(&f.faults, "faults", nil, "the `KINDS` of faults that calls meet: all, none, or some of "+strings.Join(kindNames(), ", ")+" (default: all but slow)")
	own.StringVar(&f.shard, "shard", "", "run one part of the worlds: `I/N` is the I-th of N parts")
	own.StringVar(&f.only, "only", "", "run the world with this `NAME`, and those before it that its calls are known from")
	own.DurationVar(&f.time, "time", 0, "begin no further world after this `DURATION`, such as 10m (default: none)")
	own.DurationVar(&f.timeout, "timeout", time.Minute, "a world that takes longer than this `DURATION` fails")
	own.StringVar(&f.save, "save", "", "write the shortest world of each group of failures into this `DIRECTORY`, as a scenario")
	own.BoolVar(&f.trustCA, "trust-ca", false, "make clients trust the emulator's HTTPS, as run does")
	own.StringArrayVar(&f.reports, "report", nil, "how to write the report: `FORMAT` or FORMAT:FILE with text, json or junit; repeatable. Without a file it goes to standard error")
	addFailOnFlag(own, &f.failOn)
	bindEnv(own, nil)
	cmd.Flags().AddFlagSet(own)
	completeFlag(cmd, "report", words(asText, asJSON, asJUnit+":"))
	completeFlag(cmd, "fail-on", words(failLevels()...))
	completeFlag(cmd, "faults", words(append(kindNames(), "all", "none")...))
	return cmd
}

// kindNames returns the names of the kinds of faults.
func kindNames() []string {
	var names []string
	for _, k := range explore.Faults() {
		names = append(names, string(k))
	}
	return names
}

// options returns which worlds the flags ask for.
func (f *exploreFlags) options() (explore.Options, error) {
	opts := explore.Options{Depth: f.depth, Worlds: f.worlds, Strict: f.auth == "strict"}
	switch {
	case f.jobs < 1:
		return opts, fail(exitUsage, "--jobs: %d: want at least 1", f.jobs)
	case f.depth < 1:
		return opts, fail(exitUsage, "--depth: %d: want at least 1", f.depth)
	case f.worlds < 0:
		return opts, fail(exitUsage, "--worlds: %d: want a number that is not negative", f.worlds)
	case f.timeout <= 0:
		return opts, fail(exitUsage, "--timeout: %s: want a duration such as 1m", f.timeout)
	case f.time < 0:
		return opts, fail(exitUsage, "--time: %s: want a duration such as 10m", f.time)
	}
	for _, name := range f.faults {
		switch {
		case name == "none":
			opts.Faults = []explore.Kind{}
		case name == "all":
			opts.Faults = explore.Faults()
		case slices.Contains(kindNames(), name):
			opts.Faults = append(opts.Faults, explore.Kind(name))
		default:
			return opts, fail(exitUsage, "--faults: there is no fault %q: want all, none, or some of %s", name, strings.Join(kindNames(), ", "))
		}
	}
	if f.shard != "" {
		if n, err := fmt.Sscanf(f.shard+" ", "%d/%d ", &opts.Shard, &opts.Shards); n != 2 || err != nil || opts.Shard < 1 || opts.Shard > opts.Shards {
			return opts, fail(exitUsage, "--shard: %q: want I/N with I from 1 to N, such as 1/4", f.shard)
		}
	}
	return opts, nil
}

// run explores the scenarios with a command, and returns the error that has the exit code.
func (f *exploreFlags) run(cmd *cobra.Command, scenarios, argv []string) error {
	opts, err := f.options()
	if err != nil {
		return err
	}
	reports, err := parseReports(f.reports, asText, asJSON, asJUnit)
	if err != nil {
		return err
	}
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, forwarded...)
	defer signal.Stop(signals)
	f.journalBodies, f.maxSessions = true, max(f.maxSessions, 2*f.jobs)
	s, err := startLocal(cmd, &f.serveFlags, scenarios)
	if err != nil {
		return err
	}
	defer s.remove()
	space, err := explore.New(s.loaded.sources, emulator.Vocabularies(), opts)
	if err != nil {
		return errors.Join(fail(exitScenario, "%w", err), s.drain())
	}
	x := &exploration{flags: f, server: s, space: space, argv: argv, out: cmd.ErrOrStderr(), began: time.Now()}
	err = x.explore(signals)
	if drained := s.drain(); err == nil {
		err = drained
	}
	if reported := x.report(reports); err == nil {
		err = reported
	}
	switch {
	case err != nil:
		return err
	case x.stopped != nil:
		return &exitError{code: signalled(x.stopped)}
	case space.Report().Failed > 0:
		return &exitError{code: exitVerdict}
	}
	return nil
}
