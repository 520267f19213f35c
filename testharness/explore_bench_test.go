package testharness

import (
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/journal"
)

// tenPolls is a job that a client polls ten times.
const tenPolls = `jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 9 polls}, {status: SUCCESS}]}]`

// BenchmarkExplore measures whole worlds in memory, with a client of ten calls that retries: the session, its connections and calls, the
// journal and what is learnt of it. An operation is one world. The heap is what is left after a collection, when half of the worlds and
// when all of them have been run.
func BenchmarkExplore(b *testing.B) {
	x, stop := newBenchExploration(b, b.N)
	defer stop()
	before, cpu := time.Now(), cpuTime(b)
	var heaps [2]uint64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for w, ok := x.space.Next(); ok; w, ok = x.space.Next() {
				if w.N == b.N/2 {
					heaps[0] = heap()
				}
				x.benchWorld(b, w)
			}
		})
	}
	workers.Wait()
	took := time.Since(before)
	if done, failed, _ := x.space.Progress(); done != b.N || failed > 0 {
		b.Fatalf("%d of %d worlds were run, and %d failed", done, b.N, failed)
	}
	b.ReportMetric(float64(b.N)/took.Seconds(), "worlds/s")
	b.ReportMetric(float64(b.N)/(cpuTime(b)-cpu).Seconds(), "worlds/cpu-s")
	if b.N > 1000 {
		heaps[1] = heap()
		b.ReportMetric(float64(heaps[0])/(1<<20), "MiB-at-half")
		b.ReportMetric(float64(heaps[1])/(1<<20), "MiB-at-end")
	}
}

// newBenchExploration returns an exploration with as many worlds as are asked for.
func newBenchExploration(b *testing.B, worlds int) (*exploration, func()) {
	b.Helper()
	t := NewStandalone()
	sources := []emulator.Source{{Name: "ten", Text: []byte(tenPolls)}}
	space, err := explore.New(sources, emulator.Vocabularies(), explore.Options{Depth: 4, Worlds: worlds})
	if err != nil {
		b.Fatal(err)
	}
	shared := Run(t, Skipping(), SaveHAR())
	return &exploration{space: space, shared: shared}, t.Close
}

// benchWorld runs the client in a world.
func (x *exploration) benchWorld(b *testing.B, w explore.World) {
	b.Helper()
	t := NewStandalone()
	defer t.Close()
	made, err := x.shared.Emulator.NewSession(emulator.SessionOptions{Scenarios: w.Sources(), TTL: sessionTTL})
	if err != nil {
		b.Error(err)
		return
	}
	sim := x.shared.attach(t, made)
	transport := sim.Transport()
	transport.MaxIdleConnsPerHost = 1
	client := &http.Client{Transport: transport}
	r := explore.Run{Failure: "no end"}
	for range 40 {
		if pollBench(b, client) {
			r.Failure = ""
			break
		}
	}
	r.Entries = sim.session.Journal().Entries(journal.Filter{})
	x.space.Done(w, r)
}

// pollBench polls the disk once and reports whether it is done.
func pollBench(b *testing.B, client *http.Client) bool {
	b.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://jobsim/evs/v1/p/jobs/disk", nil)
	if err != nil {
		b.Error(err)
		return true
	}
	r.Header.Set("X-Auth-Token", "t")
	resp, err := client.Do(r)
	if err != nil {
		return false // the world broke the connection
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return err == nil && strings.Contains(string(body), `"SUCCESS"`)
}

// heap returns the size of what is in use after a collection, in bytes.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
