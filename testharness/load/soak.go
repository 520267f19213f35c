package main

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// soaked polls for a time, and compares what the server holds in the first quarter of it and in the last.
func (p plan) soaked(out io.Writer, s *server, f *figure) error {
	c := workers{host: s.host, number: p.workers}
	over := make(chan tally, 1)
	go func() { over <- c.work() }()
	ticks := time.NewTicker(p.every)
	defer ticks.Stop()
	var looks []usage
	for began := time.Now(); time.Since(began) < p.soak; {
		<-ticks.C
		u, err := s.look()
		if err != nil {
			return err
		}
		f.most.kib, f.most.heap = max(f.most.kib, u.kib), max(f.most.heap, u.heap)
		f.most.goroutines = max(f.most.goroutines, u.goroutines)
		looks = append(looks, u)
		fmt.Fprintf(out, "%7s  %s\n", time.Since(began).Round(time.Second), u)
	}
	c.stop.Store(true)
	f.tally = <-over
	f.verdict = flat(out, looks)
	return nil
}

// flat compares the medians of the first quarter and of the last. A tenth more is no growth, nor is what a garbage
// collector leaves lying about.
func flat(out io.Writer, looks []usage) error {
	quarter := max(len(looks)/4, 1)
	var err error
	for _, one := range []struct {
		what  string
		of    func(usage) float64
		slack float64
		text  func(float64) string
	}{
		{"memory", func(u usage) float64 { return u.kib }, 4 << 10, mib},
		{"heap", func(u usage) float64 { return u.heap }, 8 << 10, mib},
		{"goroutines", func(u usage) float64 { return u.goroutines }, 8, func(n float64) string { return fmt.Sprintf("%.0f", n) }},
	} {
		first, last := median(looks[:min(quarter, len(looks))], one.of), median(looks[max(len(looks)-quarter, 0):], one.of)
		word := "flat"
		if last > first*1.1+one.slack {
			word = "not flat"
			err = fmt.Errorf("%s: %w from %s to %s", one.what, errGrown, one.text(first), one.text(last))
		}
		fmt.Fprintf(out, "%s: first quarter %s, last quarter %s: %s\n", one.what, one.text(first), one.text(last), word)
	}
	return err
}

// median returns the one in the middle of what was seen; 0 of nothing.
func median(looks []usage, of func(usage) float64) float64 {
	if len(looks) == 0 {
		return 0
	}
	all := make([]float64, len(looks))
	for i, u := range looks {
		all[i] = of(u)
	}
	slices.Sort(all)
	return all[len(all)/2]
}
