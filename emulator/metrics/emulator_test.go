package metrics_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/metrics"
)

// TestMetricsOfAnEmulator scrapes an emulator after requests of several kinds. It is here and not among the tests of package
// emulator, so that users of that package need no checksums of Prometheus.
func TestMetricsOfAnEmulator(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{
		Clock: clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)), Version: "v0-test", Metrics: metrics.New(),
		Scenarios: []emulator.Source{{Name: "test", Text: []byte(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 1s}, {status: RUNNING, for: 27s}, {status: SUCCESS}]}
  - {api: evs, id: j2, type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: SUCCESS}]}
  - {api: evs, id: j3, type: createVolume, timeline: [{status: SUCCESS}]}
rules:
  - {call: evs.showJob, nth: 2..3, where: {path.job_id: j1}, answer: {error: EVS.2024}}
`)}},
	})
	require.NoError(t, err)
	for _, path := range []string{"/evs/v1/p/jobs/j2", "/evs/v1/p/jobs/j1", "/evs/v1/p/jobs/j1", "/evs/v1/p/nothing", "/evs/v1/p/jobs/j3", "/evs/v1/p/jobs/j3"} {
		r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
		r.Header.Set("X-Auth-Token", "t")
		e.ServeHTTP(httptest.NewRecorder(), r)
	}
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://localhost/__admin/metrics", http.NoBody))
	require.Equal(t, http.StatusOK, rec.Code)
	for _, line := range []string{
		`jobsim_requests_total{api="evs",op="showJob",status="200"} 4`,
		`jobsim_requests_total{api="evs",op="",status="404"} 1`,
		`jobsim_polls_total{api="evs"} 4`, `jobsim_polls_total{api="drs"} 0`, `jobsim_requests_in_flight 0`,
		`jobsim_request_duration_seconds_count{api="evs"} 6`, `jobsim_rules_fired_total{api="evs",effect="answer",op="showJob"} 1`,
		`jobsim_rule_calls_total{call="evs.showJob",location="test:7",rule="1"} 2`, `process_start_time_seconds `,
		`jobsim_jobs{api="evs",phase="pending"} 1`,
		`jobsim_findings{id="polls-after-end",level="warning"} 1`, `jobsim_sessions 0`, `jobsim_journal_dropped 0`, `jobsim_clock_seconds 1.7673552e+09`,
		`jobsim_info{clock="manual",seed="1",version="v0-test"} 1`, `jobsim_uptime_seconds `,
	} {
		require.Contains(t, rec.Body.String(), line)
	}
}
