package jobsim

import (
	"net/http"
	"testing"

	"github.com/jobsim/jobsim/testharness"
)

const job = `jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}]`

// oneTest is a T whose cleanups run when the benchmark wants.
type oneTest struct {
	*testing.B
	cleanups []func()
}

func (t *oneTest) Cleanup(f func()) { t.cleanups = append(t.cleanups, f) }

func (t *oneTest) end() {
	for _, f := range t.cleanups {
		defer f()
	}
}

func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		t := &oneTest{B: b}
		sim := testharness.Run(t, testharness.Scenario(job))
		req, err := http.NewRequest(http.MethodGet, sim.URL()+"/v1/p/jobs/j1", nil)
		if err != nil {
			b.Fatal(err)
		}
		req.Header.Set("X-Auth-Token", "t")
		res, err := http.DefaultClient.Do(req)
		if err != nil || res.StatusCode != http.StatusOK {
			b.Fatal(err, res)
		}
		_ = res.Body.Close()
		t.end()
	}
}
