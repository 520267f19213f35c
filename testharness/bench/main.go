package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// options are the flags.
type options struct {
	rounds     int
	span       time.Duration
	only       string
	picture    string
	growth     string
	keep       string
	against    string
	busyIsFine bool
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 9, "how often each pair is measured")
	flag.DurationVar(&o.span, "time", 2*time.Second, "how long one side of a round takes")
	flag.StringVar(&o.only, "only", "", "measure these parts alone, separated by commas: "+strings.Join(partNames(), ", "))
	flag.StringVar(&o.picture, "svg", "", "file to draw the ratios into")
	flag.StringVar(&o.growth, "growth", "", "folder to draw the curves into, in place of the table: a poll's cost over jobs, sessions, connections and followers")
	flag.StringVar(&o.keep, "keep", "", "file to write the ratios to")
	flag.StringVar(&o.against, "against", "", "file with ratios that must be reached to 85 %")
	flag.BoolVar(&o.busyIsFine, "busy", false, "print the figures although other processes were busy")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// figure is one line of the table.
type figure struct {
	what, value, budget string
	ratio, least        float64 // of a ratio; least is its budget
	within              bool
}

// parts are what is measured, in the order of the table.
func parts() []part {
	return []part{{"polls", pollCosts}, {"jobs", amongJobs}, {"memory", memoryUnderLoad}, {"load", loading}, {"start", starting}, {"library", inProcess}, {"tests", weights}}
}

// part is a group of lines of the table.
type part struct {
	name    string
	measure func(context.Context, *binaries, options) ([]figure, error)
}

func partNames() []string {
	var names []string
	for _, p := range parts() {
		names = append(names, p.name)
	}
	return names
}

func run(ctx context.Context, o options) error {
	if runtime.NumCPU() < 2 {
		return errors.New("the server and the loader need a core each, and this machine has one")
	}
	folder, err := os.MkdirTemp("", "jobsim-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	b, err := build(ctx, folder)
	if err != nil {
		return err
	}
	before, err := watchAll()
	if err != nil {
		return err
	}
	if o.growth != "" {
		return growth(ctx, b, o)
	}
	var all []figure
	for _, part := range parts() {
		if o.only != "" && !strings.Contains(","+o.only+",", ","+part.name+",") {
			continue
		}
		some, err := part.measure(ctx, b, o)
		if err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		all = append(all, some...)
	}
	if all == nil {
		return fmt.Errorf("there is no part %q; the parts are %s", o.only, strings.Join(partNames(), ", "))
	}
	if err := report(all, before, o); err != nil {
		return err
	}
	return compareKept(all, o)
}

// report prints the table, unless other processes were busy meanwhile.
func report(all []figure, before watch, o options) error {
	share, most, err := before.others(runtime.NumCPU())
	if err != nil {
		return err
	}
	others := fmt.Sprintf("other processes used %.1f %% of it (those still there: %s)", 100*share, strings.Join(most, ", "))
	if share > othersShare && !o.busyIsFine {
		return fmt.Errorf("this machine was not quiet, %s; its figures would be of no use. Run again when nothing else runs, or look at them with -busy", others)
	}
	fmt.Printf("%s, %s; %s\n\n", machine(), time.Now().Format(time.DateOnly), others)
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 1, ' ', 0)
	fmt.Fprintln(table, "| what\t| measured\t| budget\t| \t|")
	fmt.Fprintln(table, "|---\t|---\t|---\t|---\t|")
	for _, f := range all {
		fmt.Fprintf(table, "| %s\t| %s\t| %s\t| %s\t|\n", f.what, f.value, f.budget, f.judged())
	}
	if err := table.Flush(); err != nil || o.picture == "" {
		return err
	}
	return os.WriteFile(o.picture, draw(all), 0o644)
}

func (f figure) judged() string {
	switch {
	case f.budget == "":
		return ""
	case f.within:
		return "within"
	default:
		return "over"
	}
}

// compareKept writes or compares the ratios, as the flags say.
func compareKept(all []figure, o options) error {
	now := map[string]float64{}
	for _, f := range all {
		if f.ratio > 0 {
			now[f.what] = f.ratio
		}
	}
	if o.keep != "" {
		return kept{time.Now().Format(time.DateOnly), machine(), now}.write(o.keep)
	}
	if o.against == "" {
		return nil
	}
	before, err := readKept(o.against)
	if err != nil {
		return err
	}
	if lines := before.worse(now); lines != nil {
		return errors.New("worse than what is kept in " + o.against + ":\n  " + strings.Join(lines, "\n  "))
	}
	fmt.Printf("\nno ratio is more than 15 %% below those of %s\n", before.Date)
	return nil
}

// machine returns what the figures were measured on.
func machine() string {
	model := "unknown processor"
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d cores, %s, %s/%s", model, runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
