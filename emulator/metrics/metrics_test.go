package metrics_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/metrics"
)

// scrape returns the metrics page.
func scrape(t testing.TB, m *metrics.Metrics, s control.SessionMetrics) string {
	t.Helper()
	rec := httptest.NewRecorder()
	m.Serve(rec, httptest.NewRequest(http.MethodGet, "/", nil), s)
	require.Equal(t, http.StatusOK, rec.Code)
	require.Contains(t, rec.Header().Get("Content-Type"), "text/plain; version=0.0.4")
	return rec.Body.String()
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	observed := []job.Snapshot{
		{Ref: job.Ref{API: "evs", ID: "a"}, Counted: true}, {Ref: job.Ref{API: "evs", ID: "b"}}, {Ref: job.Ref{API: "sdrs"}, Counted: true},
	}
	m.Completed(control.Completion{API: "evs", Op: "showJob", Status: 200, Took: 70 * time.Microsecond, Observed: observed})
	m.Completed(control.Completion{API: "evs", Op: "showJob", Status: 200, Rule: "delay", Took: 2 * time.Second})
	m.Completed(control.Completion{API: "drs", Status: 404})
	m.Completed(control.Completion{API: "evs", Op: "odd\"\\\n", Status: 500, Took: time.Hour})
	m.Rejected("head_too_large")
	page := scrape(t, m, control.SessionMetrics{
		Version: "v1", Clock: "manual", Seed: 7, Now: time.Unix(1767355200, 0), InFlight: 3,
		Jobs: map[string]map[string]int{"evs": {"running": 2}, "drs": {}},
	})
	for _, line := range []string{
		`jobsim_requests_total{api="drs",op="",status="404"} 1`, `jobsim_requests_total{api="evs",op="odd\"\\\n",status="500"} 1`,
		`jobsim_requests_total{api="evs",op="showJob",status="200"} 2`, `jobsim_request_duration_seconds_bucket{api="evs",le="5e-05"} 0`,
		`jobsim_request_duration_seconds_bucket{api="evs",le="0.0001"} 1`, `jobsim_request_duration_seconds_bucket{api="evs",le="+Inf"} 3`,
		`jobsim_request_duration_seconds_count{api="evs"} 3`, `jobsim_rules_fired_total{api="evs",effect="delay",op="showJob"} 1`,
		`jobsim_polls_total{api="drs"} 0`, `jobsim_polls_total{api="evs"} 1`, `jobsim_polls_total{api="sdrs"} 1`,
		`jobsim_rejected_requests_total{reason="head_too_large"} 1`,
		`jobsim_requests_in_flight 3`, `jobsim_info{clock="manual",seed="7",version="v1"} 1`, `jobsim_clock_seconds 1.7673552e+09`,
		`jobsim_jobs{api="evs",phase="running"} 2`, "go_goroutines ", "go_memstats_heap_alloc_bytes ",
	} {
		require.Contains(t, page, "\n"+line)
	}
}

// TestMetricsRegistry checks that two emulators in one process count apart.
func TestMetricsRegistry(t *testing.T) {
	t.Parallel()
	one, other := metrics.New(), metrics.New()
	one.Completed(control.Completion{API: "evs", Op: "showJob", Status: 200})
	require.Contains(t, scrape(t, one, control.SessionMetrics{}), "jobsim_requests_total{")
	require.NotContains(t, scrape(t, other, control.SessionMetrics{}), "jobsim_requests_total{")
}

func TestMetricsBounded(t *testing.T) {
	t.Parallel()
	const kinds = 2500
	m := metrics.New()
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for n := range kinds {
				m.Completed(control.Completion{API: "evs", Op: strconv.Itoa(n), Status: 200})
			}
		})
	}
	workers.Wait()
	page := scrape(t, m, control.SessionMetrics{})
	require.Equal(t, 2001, strings.Count(page, "jobsim_requests_total{"))
	require.Contains(t, page, `jobsim_requests_total{api="evs",op="other",status="200"}`)
	require.Contains(t, page, `jobsim_request_duration_seconds_count{api="evs"} 10000`)
}

// It is not parallel: testing.AllocsPerRun counts the allocations of the whole process.
func TestMetricsAllocateNothing(t *testing.T) {
	m := metrics.New()
	c := control.Completion{
		API: "evs", Op: "showJob", Status: 200, Took: time.Millisecond, Observed: []job.Snapshot{{Ref: job.Ref{API: "evs", ID: "a"}, Counted: true}},
	}
	require.Zero(t, testing.AllocsPerRun(100, func() { m.Completed(c) }))
}

func BenchmarkCompleted(b *testing.B) {
	m := metrics.New()
	c := control.Completion{
		API: "evs", Op: "showJob", Status: 200, Took: time.Millisecond, Observed: []job.Snapshot{{Ref: job.Ref{API: "evs", ID: "a"}, Counted: true}},
	}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			m.Completed(c)
		}
	})
}
