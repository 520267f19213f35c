package cluster

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var measured = flag.Duration("measure", 0, "for how long TestMeasure sends requests of each kind; 0: it measures nothing")

const measuredScenario = `
jobs:
  - {api: evs, id: counting, type: createVolume, timeline: [{status: INIT, for: 1000000 polls}, {status: RUNNING, for: 1000000 polls}, {status: SUCCESS}]}
  - {api: evs, id: resting, type: createVolume, timeline: [{status: SUCCESS}]}
`

// TestMeasure prints what polls cost that count and that do not, with each store, at the owner and forwarded: requests a second, and the
// processor time of all replicas per request. It has no limits: machines differ.
func TestMeasure(t *testing.T) {
	if *measured == 0 {
		t.Skip("give it -measure 5s")
	}
	scenario := file(t, "measured.yaml", measuredScenario)
	none := startServer(t, scenario)
	measure(t, "memory", none.url(), []*replica{none})
	none.kill()
	dir := startServer(t, scenario, "--store", "dir:"+t.TempDir())
	measure(t, "dir", dir.url(), []*replica{dir})
	dir.kill()
	engine := startRedis(t)
	var all []*replica
	for n := 1; n <= 3; n++ {
		all = append(all, startReplica(t, engine.url(), scenario, 5*time.Second))
		first, others := owner(t, engine, all)
		measure(t, fmt.Sprintf("redis, %d replicas, at the owner", n), first.url(), all)
		if len(others) > 0 {
			measure(t, fmt.Sprintf("redis, %d replicas, forwarded", n), others[0].url(), all)
		}
	}
}

// startServer starts a server without replicas.
func startServer(t *testing.T, scenario string, args ...string) *replica {
	t.Helper()
	r := &replica{t: t, address: freeAddress(t)}
	r.args = append([]string{"serve", "--listen", r.address, "--tls-listen", "off", "--log-level", "warn", scenario}, args...)
	r.start()
	t.Cleanup(r.kill)
	return r
}

// measure prints what both kinds of polls cost.
func measure(t *testing.T, name, url string, all []*replica) {
	t.Helper()
	for _, id := range []string{"resting", "counting"} {
		keeping := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
		before, began := processorTime(t, all), time.Now()
		var sent atomic.Int64
		var workers sync.WaitGroup
		for range 16 {
			workers.Go(func() {
				for time.Since(began) < *measured {
					req, err := http.NewRequest("GET", url+"/evs/v1/p/jobs/"+id, nil)
					if err != nil {
						return
					}
					req.Header.Set("X-Auth-Token", "t")
					res, err := keeping.Do(req)
					if err != nil {
						return
					}
					_, _ = io.Copy(io.Discard, res.Body)
					_ = res.Body.Close()
					if res.StatusCode == http.StatusOK {
						sent.Add(1)
					}
				}
			})
		}
		workers.Wait()
		took, used := time.Since(began), processorTime(t, all)-before
		keeping.CloseIdleConnections()
		require.Positive(t, sent.Load())
		t.Logf("%-34s %-8s %7.0f requests/s %6.1f µs of processor time each", name, id, float64(sent.Load())/took.Seconds(), float64(used.Microseconds())/float64(sent.Load()))
	}
}

// processorTime returns what the processes have used so far.
func processorTime(t *testing.T, all []*replica) (used time.Duration) {
	t.Helper()
	const tick = 10 * time.Millisecond // of the kernel's counts for users
	for _, r := range all {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", r.cmd.Process.Pid))
		if err != nil {
			t.Skip("this system has no /proc")
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		for _, field := range fields[11:13] {
			n, err := strconv.Atoi(field)
			require.NoError(t, err)
			used += time.Duration(n) * tick
		}
	}
	return used
}
