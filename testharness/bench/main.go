package main

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"slices"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/jobsim/jobsim/emulator"
)

func main() {
	testing.Init()
	rounds := flag.Int("rounds", 5, "how often each pair is measured; the median is told")
	span := flag.Duration("time", time.Second, "how long one measurement takes")
	only := flag.String("only", "", "measure these alone: polls, worlds, starts or process")
	picture := flag.String("svg", "", "file to draw the ratios into")
	flag.Parse()
	err := flag.Set("test.benchtime", span.String())
	if err == nil {
		err = run(*rounds, *span, *only, *picture)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// figure is one line of the table.
type figure struct {
	what, value, budget string
	share, least        float64 // of a ratio; least is its budget
	within              bool
}

// parts are what is measured, in the order of the table.
var parts = []struct {
	name    string
	measure func(rounds int, span time.Duration) ([]figure, error)
}{{"polls", ratios}, {"worlds", sizes}, {"starts", starts}, {"process", processes}}

func run(rounds int, span time.Duration, only, picture string) error {
	var all []figure
	for _, part := range parts {
		if only != "" && only != part.name {
			continue
		}
		some, err := part.measure(rounds, span)
		if err != nil {
			return err
		}
		all = append(all, some...)
	}
	if all == nil {
		return fmt.Errorf("there is no part %q: polls, worlds, starts, process", only)
	}
	fmt.Printf("%s, %s/%s, %d cores, %s\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), time.Now().Format(time.DateOnly))
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 1, ' ', 0)
	fmt.Fprintln(table, "| what\t| measured\t| budget\t| \t|")
	fmt.Fprintln(table, "|---\t|---\t|---\t|---\t|")
	for _, f := range all {
		fmt.Fprintf(table, "| %s\t| %s\t| %s\t| %s\t|\n", f.what, f.value, f.budget, verdict(f))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if picture == "" {
		return nil
	}
	return os.WriteFile(picture, draw(all), 0o644)
}

func verdict(f figure) string {
	switch {
	case f.budget == "":
		return ""
	case f.within:
		return "within"
	default:
		return "over"
	}
}

// ratios measures each poll beside a bare handler, in turns.
func ratios(rounds int, span time.Duration) ([]figure, error) {
	e, err := world(10)
	if err != nil {
		return nil, err
	}
	var figures []figure
	for _, p := range polls() {
		plain, err := bare(e, p)
		if err != nil {
			return nil, err
		}
		var shares, times []float64
		for range rounds {
			ours, theirs, err := race(e, plain, p, span)
			if err != nil {
				return nil, err
			}
			shares, times = append(shares, theirs/ours), append(times, ours)
		}
		own := testing.Benchmark(func(b *testing.B) { direct(b, e, p) })
		f := figure{what: p.name + ", throughput of bare net/http", share: median(shares), least: p.budget}
		f.value = fmt.Sprintf("%.2f (%.0f µs; handler alone %.1f µs, %d allocations)", f.share, median(times)/1e3, perOp(own)/1e3, own.AllocsPerOp())
		if p.budget > 0 {
			f.budget, f.within = fmt.Sprintf(">= %.2f", p.budget), f.share >= p.budget
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// sizes measures one poll in worlds of growing size, and what a resting job weighs in the largest. Each round makes all of them
// anew and compares within itself, so that a machine that is slower for a while is slower for all.
func sizes(rounds int, _ time.Duration) ([]figure, error) {
	counts := []int{10, 1_000, 100_000, 1_000_000}
	times, ratios := make([][]float64, len(counts)), make([][]float64, len(counts))
	var weights []float64
	for range rounds {
		for i, n := range counts {
			took, weight, err := among(n)
			if err != nil {
				return nil, err
			}
			times[i] = append(times[i], took)
			ratios[i] = append(ratios[i], took/times[0][len(times[0])-1])
			weights = append(weights, weight)
		}
	}
	var figures []figure
	for i, n := range counts {
		share := median(ratios[i])
		f := figure{what: fmt.Sprintf("EVS poll among %d jobs", n), value: fmt.Sprintf("%.1f µs", median(times[i])/1e3)}
		if i > 0 {
			f.value += fmt.Sprintf(", %.2f times that among 10", share)
		}
		if i == len(counts)-1 {
			f.budget, f.within = "<= 1.1 times", share <= 1.1
		}
		figures = append(figures, f)
	}
	weight := weights[len(weights)-1]
	return append(figures, figure{
		what: "memory of a resting job among 1000000", value: fmt.Sprintf("%.0f bytes", weight), budget: "<= 400 bytes", within: weight <= 400,
	}), nil
}

// among returns the nanoseconds of a poll in a world of n jobs, and the bytes of one of them.
func among(n int) (took, weight float64, err error) {
	before := heap()
	e, err := world(n)
	if err != nil {
		return 0, 0, err
	}
	weight = float64(heap()-before) / float64(max(n, 400))
	evs := polls()[0]
	took = perOp(testing.Benchmark(func(b *testing.B) { direct(b, e, evs) }))
	runtime.KeepAlive(e)
	return took, weight, nil
}

// starts measures how long it takes to begin: an emulator with its first poll, and a large scenario.
func starts(rounds int, _ time.Duration) ([]figure, error) {
	src := emulator.Source{Name: "one", Text: []byte("jobs: [{api: evs, id: 0, type: createVolume, timeline: [{status: RUNNING}]}]\n")}
	var failed error
	var times []float64
	for range rounds {
		times = append(times, perOp(testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{src}})
				if err != nil {
					failed = err
					return
				}
				if rec := record(e, polls()[0]); rec != http.StatusOK {
					failed = errors.New("the first poll failed")
				}
			}
		})))
	}
	took := median(times)
	first := figure{
		what: "in-process: start, first poll, close", value: fmt.Sprintf("%.0f µs", took/1e3), budget: "<= 1 ms", within: took <= 1e6,
	}
	large := time.Now()
	_, err := emulator.New(emulator.Options{Scenarios: scenario(100_000)})
	load := figure{what: "load of a scenario of 100000 jobs", value: time.Since(large).Round(time.Millisecond).String()}
	return []figure{first, load}, errors.Join(failed, err)
}

func perOp(r testing.BenchmarkResult) float64 { return float64(r.T.Nanoseconds()) / float64(r.N) }

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// heap returns the memory in use after a collection, in bytes.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
