package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jobsim/jobsim/emulator"
)

// inProcess measures what a Go program pays that starts an emulator itself.
func inProcess(_ context.Context, _ *binaries, o options) ([]figure, error) {
	testing.Init()
	src := emulator.Source{Name: "one", Text: []byte("jobs: [{api: evs, id: job-1, type: createVolume, timeline: [{status: RUNNING}]}]\n")}
	var failed error
	var times []float64
	for range o.rounds {
		r := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{src}})
				if err == nil && record(e, polls()[0]) != http.StatusOK {
					err = errors.New("the first poll failed")
				}
				if err != nil {
					failed = err
					return
				}
			}
		})
		times = append(times, float64(r.T.Nanoseconds())/float64(r.N)/1e3)
	}
	took := spreadOf(times)
	return []figure{{
		what: "in-process: start, first poll, close", value: fmt.Sprintf("%.0f µs (%.0f to %.0f)", took.median, took.low, took.high),
		budget: "<= 200 µs", within: took.median <= 200,
	}}, failed
}

func record(h http.Handler, p poll) int {
	rec := httptest.NewRecorder()
	req := httptest.NewRequest(p.method, "http://jobsim"+p.path, strings.NewReader(p.body))
	req.Header = p.header()
	h.ServeHTTP(rec, req)
	return rec.Code
}

// loading measures how long large scenarios take, and what a resting job weighs.
func loading(context.Context, *binaries, options) ([]figure, error) {
	written, _, err := loadAll(written(100_000))
	if err != nil {
		return nil, err
	}
	generated, weight, err := loadAll([]emulator.Source{{Name: "generator", Text: []byte(
		"jobs: [{api: evs, id: 'job-{1..1000000}', type: createVolume, timeline: [{status: RUNNING}]}]\n",
	)}})
	each := float64(weight) / 1e6
	return []figure{
		{what: "load of 100000 written jobs", value: written.Round(time.Millisecond).String(), budget: "<= 1 s", within: written <= time.Second},
		{what: "load of a generator of 1000000", value: generated.Round(time.Millisecond).String(), budget: "<= 1 s", within: generated <= time.Second},
		{what: "memory of a resting job among 1000000", value: fmt.Sprintf("%.0f bytes", each), budget: "<= 250 bytes", within: each <= 250},
	}, err
}

// loadAll returns how long an emulator takes to begin, and what it holds in memory then, in bytes.
func loadAll(sources []emulator.Source) (took time.Duration, weight int64, err error) {
	before := heap()
	began := time.Now()
	e, err := emulator.New(emulator.Options{Scenarios: sources})
	took = time.Since(began)
	weight = heap() - before
	runtime.KeepAlive(e)
	return took, weight, err
}

// written returns the text of n EVS jobs, in as many files as the limit of a file's size wants.
func written(n int) []emulator.Source {
	const perFile = 20_000
	var sources []emulator.Source
	for first := 0; first < n; first += perFile {
		var b strings.Builder
		b.WriteString("jobs:\n")
		for i := first; i < min(first+perFile, n); i++ {
			fmt.Fprintf(&b, "  - {api: evs, id: job-%d, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: SUCCESS}]}\n", i)
		}
		sources = append(sources, emulator.Source{Name: fmt.Sprintf("part-%d", first), Text: []byte(b.String())})
	}
	return sources
}

// heap returns the memory in use after a collection, in bytes.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
