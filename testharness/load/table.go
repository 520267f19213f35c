package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// machine says what the figures are good for.
func machine() string {
	model := runtime.GOARCH
	text, _ := os.ReadFile("/proc/cpuinfo") // without it there is the architecture
	for line := range strings.Lines(string(text)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			model = strings.TrimSpace(value)
			break
		}
	}
	memory := "?"
	if kib, err := numbered("/proc/meminfo", "MemTotal:"); err == nil {
		memory = fmt.Sprintf("%.0f GiB", kib/(1<<20))
	}
	return fmt.Sprintf("%s, %s, %d cores, %s, %s", time.Now().Format(time.DateOnly), model, runtime.NumCPU(), memory, runtime.Version())
}

func table(out io.Writer, all []figure) {
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 0, 1, ' ', 0)
	fmt.Fprintln(w, "| what\t| took\t| polls\t| per second\t| p50\t| p99\t| most\t| lost\t| memory before, most, after\t| goroutines before, most, after\t| \t|")
	fmt.Fprintln(w, "|---\t|---\t|---\t|---\t|---\t|---\t|---\t|---\t|---\t|---\t|---\t|")
	for _, f := range all {
		word := "ok"
		if f.verdict != nil {
			word = "FAILED"
		}
		most := f.most
		most.kib, most.goroutines = max(most.kib, f.before.kib, f.after.kib), max(most.goroutines, f.before.goroutines, f.after.goroutines)
		fmt.Fprintf(w, "| %s\t| %s\t| %d\t| %.0f\t| %s\t| %s\t| %s\t| %d\t| %s, %s, %s\t| %.0f, %.0f, %.0f\t| %s\t|\n",
			f.name, f.took.Round(10*time.Millisecond), f.requests, float64(f.answered)/f.took.Seconds(),
			brief(f.times.at(0.5)), brief(f.times.at(0.99)), brief(f.times.most), f.cut+f.odd,
			mib(f.before.kib), mib(most.kib), mib(f.after.kib), f.before.goroutines, most.goroutines, f.after.goroutines, word)
	}
	_ = w.Flush() // a reader that went away is its own affair
}

func brief(d time.Duration) time.Duration { return d.Round(time.Microsecond) }
