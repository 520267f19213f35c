package control

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
)

// The text is what Prometheus's format 0.0.4 wants: families with help and type, sorted samples, escaped labels. That its own
// parser and lint agree, the module testharness/clients shows.
func TestExposition(t *testing.T) {
	t.Parallel()
	m := NewMetrics("drs", "evs")
	told := []job.Snapshot{{Ref: job.Ref{API: "evs", ID: "a"}, Counted: true}, {Ref: job.Ref{API: "evs", ID: "b"}}, {Ref: job.Ref{API: "?"}, Counted: true}}
	m.Answered(Answer{API: "evs", Op: "showJob", Status: 200}, 70*time.Microsecond, told)
	m.Answered(Answer{API: "evs", Op: "showJob", Status: 200, Rule: "delay"}, 2*time.Second, nil)
	m.Answered(Answer{API: "drs", Status: 404}, 0, nil)
	m.Answered(Answer{API: "evs", Op: "odd\"\\\n", Status: 500}, time.Hour, nil)
	var p exposition
	m.write(&p)
	text := p.String()
	require.Contains(t, text, `# HELP jobsim_requests_total Answers by API, operation and HTTP status; an empty operation was none.
# TYPE jobsim_requests_total counter
jobsim_requests_total{api="drs",op="",status="404"} 1
jobsim_requests_total{api="evs",op="odd\"\\\n",status="500"} 1
jobsim_requests_total{api="evs",op="showJob",status="200"} 2
# HELP`)
	require.Contains(t, text, `
jobsim_request_duration_seconds_bucket{api="evs",le="5e-05"} 0
jobsim_request_duration_seconds_bucket{api="evs",le="0.0001"} 1
jobsim_request_duration_seconds_bucket{api="evs",le="0.00025"} 1
`)
	require.Contains(t, text, `
jobsim_request_duration_seconds_bucket{api="evs",le="1"} 1
jobsim_request_duration_seconds_bucket{api="evs",le="10"} 2
jobsim_request_duration_seconds_bucket{api="evs",le="+Inf"} 3
jobsim_request_duration_seconds_sum{api="evs"} 3602.00007
jobsim_request_duration_seconds_count{api="evs"} 3
`)
	require.Contains(t, text, "\n"+`jobsim_rules_fired_total{api="evs",op="showJob",effect="delay"} 1`+"\n# HELP")
	require.Contains(t, text, "jobsim_polls_total{api=\"drs\"} 0\njobsim_polls_total{api=\"evs\"} 1\n")
}

// However many kinds of answers there are, some thousands are told apart, and none is lost.
func TestMetricsAreBounded(t *testing.T) {
	t.Parallel()
	m := NewMetrics("evs")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for n := range mostAnswers + 500 {
				m.Answered(Answer{API: "evs", Op: strconv.Itoa(n), Status: 200}, 0, nil)
			}
		})
	}
	all.Wait()
	answers, sum := *m.answers.Load(), uint64(0)
	for _, t := range answers {
		sum += t.within[0].Load()
	}
	require.Len(t, answers, mostAnswers+1)
	require.EqualValues(t, 4*(mostAnswers+500), sum)
}

// To count takes no memory. testing.AllocsPerRun wants no parallel test beside it.
func TestMetricsAllocateNothing(t *testing.T) {
	m := NewMetrics("evs")
	told := []job.Snapshot{{Ref: job.Ref{API: "evs", ID: "a"}, Counted: true}}
	require.Zero(t, testing.AllocsPerRun(100, func() {
		m.Answered(Answer{API: "evs", Op: "showJob", Status: 200}, time.Millisecond, told)
	}))
}

func BenchmarkAnswered(b *testing.B) {
	m := NewMetrics("evs")
	told := []job.Snapshot{{Ref: job.Ref{API: "evs", ID: "a"}, Counted: true}}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			m.Answered(Answer{API: "evs", Op: "showJob", Status: 200}, time.Millisecond, told)
		}
	})
}
