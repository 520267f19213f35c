package control

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
)

// The text is what Prometheus's format 0.0.4 wants: families with help and type, sorted samples, escaped labels.
func TestExposition(t *testing.T) {
	t.Parallel()
	m := NewMetrics()
	told := []job.Snapshot{{Ref: job.Ref{API: "evs", ID: "a"}, Noticed: true}, {Ref: job.Ref{API: "evs", ID: "b"}}}
	m.Answered("evs", "showJob", 200, told)
	m.Answered("evs", "showJob", 200, nil)
	m.Answered("drs", "", 404, nil)
	m.Answered("evs", "odd\"\\\n", 500, nil)
	var p exposition
	m.write(&p)
	require.Equal(t, `# HELP jobsim_requests_total Answers by API, operation and HTTP status; an empty operation was none.
# TYPE jobsim_requests_total counter
jobsim_requests_total{api="drs",op="",status="404"} 1
jobsim_requests_total{api="evs",op="odd\"\\\n",status="500"} 1
jobsim_requests_total{api="evs",op="showJob",status="200"} 2
# HELP jobsim_polls_total Status answers about jobs that were sent whole, by API.
# TYPE jobsim_polls_total counter
jobsim_polls_total{api="evs"} 1
`, p.String())
}
