package clients

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/metrics"
	"github.com/jobsim/jobsim/testharness"
)

// TestMetricsAreReadByPrometheus scrapes a server after requests of many kinds, parses the page with Prometheus' parser, and
// checks it with Prometheus' linter.
func TestMetricsAreReadByPrometheus(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Metrics(metrics.New()), testharness.Files("documents"), testharness.Scenario(`
jobs:
  - {api: evs, id: "j\"1\\", type: createVolume, timeline: [{status: RUNNING, for: 3 polls}, {status: SUCCESS}]}
rules: [{call: evs.showJob, nth: 2, answer: {error: APIGW.0308}}, {call: evs.showJob, nth: 1, delay: 2ms}, {call: drs.batch-status, break: reset}]
`))
	base := sim.URL()
	for _, q := range []struct{ method, path, body string }{
		{http.MethodGet, "/evs/v1/p/jobs/j%221%5C", ""},
		{http.MethodGet, "/evs/v1/p/jobs/j%221%5C", ""},
		{http.MethodGet, "/evs/v1/p/jobs/none", ""},
		{http.MethodGet, "/evs/v1/p/nothing\"", ""},
		{http.MethodPost, "/drs/v3/p/jobs/batch-status", `{"jobs":["a"]}`},
		{http.MethodPost, "/json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":389,"keepResult":true}}`},
	} {
		req, err := http.NewRequestWithContext(t.Context(), q.method, base+q.path, strings.NewReader(q.body))
		require.NoError(t, err)
		req.SetBasicAuth("admin", "admin")
		req.Header.Set("X-Auth-Token", "t")
		res, err := http.DefaultClient.Do(req)
		if err == nil { // a rule may have reset the connection
			require.NoError(t, res.Body.Close())
		}
	}
	families := scraped(t, base)
	for name, kind := range map[string]dto.MetricType{
		"jobsim_requests_total":           dto.MetricType_COUNTER,
		"jobsim_request_duration_seconds": dto.MetricType_HISTOGRAM,
		"jobsim_rules_fired_total":        dto.MetricType_COUNTER,
		"jobsim_rule_calls_total":         dto.MetricType_COUNTER,
		"jobsim_polls_total":              dto.MetricType_COUNTER,
		"jobsim_requests_in_flight":       dto.MetricType_GAUGE,
		"jobsim_jobs":                     dto.MetricType_GAUGE,
		"process_start_time_seconds":      dto.MetricType_GAUGE,
	} {
		require.Contains(t, families, name)
		require.Equal(t, kind, families[name].GetType(), name)
		require.NotEmpty(t, families[name].GetMetric(), name)
	}
	require.Len(t, families["jobsim_rules_fired_total"].GetMetric(), 3)
	for _, m := range families["jobsim_request_duration_seconds"].GetMetric() {
		last := m.GetHistogram().GetBucket()[len(m.GetHistogram().GetBucket())-1]
		require.Equal(t, m.GetHistogram().GetSampleCount(), last.GetCumulativeCount())
	}
}

// scraped is the page of a server as Prometheus has it. It must be one that its lint finds nothing wrong with.
func scraped(t *testing.T, base string) map[string]*dto.MetricFamily {
	t.Helper()
	res, err := http.Get(base + "/__admin/metrics")
	require.NoError(t, err)
	defer res.Body.Close()
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.Equal(t, expfmt.TypeTextPlain, expfmt.ResponseFormat(res.Header).FormatType())
	page, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	problems, err := promlint.New(strings.NewReader(string(page))).Lint()
	require.NoError(t, err)
	require.Empty(t, problems)
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(string(page)))
	require.NoError(t, err, "%s", page)
	return families
}
