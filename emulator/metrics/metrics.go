package metrics

import (
	"maps"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/jobsim/jobsim/emulator/internal/control"
)

// buckets are the upper bounds of durations in seconds: a response of jobsim itself takes well under a millisecond, a
// delayed one as long as its rule says.
var buckets = []float64{50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 5e-3, 25e-3, 100e-3, 1, 10}

// maxSeries is how many kinds of responses are counted apart. The operations are a few hundred, but the rules of a scenario may
// respond to each with any status. Beyond it responses are counted with the operation "other".
const maxSeries = 2000

// Metrics counts the requests of one emulator. Create it with New. It is safe for concurrent use.
type Metrics struct {
	registry  *prometheus.Registry
	requests  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	rules     *prometheus.CounterVec
	polls     *prometheus.CounterVec
	rejected  *prometheus.CounterVec

	// series is replaced, never changed: finding a kind of responses takes no lock and no memory.
	series atomic.Pointer[map[kind]*series]
	adding sync.Mutex
}

// kind is what responses that are counted together have in common.
type kind struct {
	api, op, rule string
	status        int
}

// series are the counters of a kind of responses.
type series struct {
	requests, polls prometheus.Counter
	rules           prometheus.Counter // nil: no rule claimed the request
	durations       prometheus.Observer
}

// New returns the metrics for one emulator, with a registry of their own.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: counter("jobsim_requests_total",
			"Responses by API, operation and HTTP status. The operation is empty if the request matched none.", "api", "op", "status"),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "jobsim_request_duration_seconds", Buckets: buckets,
			Help: "Real time from a request's arrival to the end of its response, delays by rules included, by API.",
		}, []string{"api"}),
		rules: counter("jobsim_rules_fired_total",
			"Requests that a rule claimed, by API, operation and effect: answer, start, delay, or how the response was broken.", "api", "op", "effect"),
		polls:    counter("jobsim_polls_total", "Status responses about jobs that were sent whole, by API.", "api"),
		rejected: counter("jobsim_rejected_requests_total", "Requests that the HTTP server rejected before any API saw them, by reason.", "reason"),
	}
	m.registry.MustRegister(m.requests, m.durations, m.rules, m.polls, m.rejected,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.series.Store(&map[kind]*series{})
	return m
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

// Completed counts a response that has ended.
func (m *Metrics) Completed(c control.Completion) {
	k := kind{api: c.API, op: c.Op, status: c.Status, rule: c.Rule}
	s := (*m.series.Load())[k]
	if s == nil {
		s = m.add(k)
	}
	s.requests.Inc()
	s.durations.Observe(c.Took.Seconds())
	if s.rules != nil {
		s.rules.Inc()
	}
	m.poll(s, c)
}

// poll counts the polls of a response, those of its own API at once: a batch has many jobs.
func (m *Metrics) poll(s *series, c control.Completion) {
	n := 0
	for i := range c.Observed {
		switch job := &c.Observed[i]; {
		case !job.Counted:
		case job.API == c.API:
			n++
		default:
			m.polls.WithLabelValues(job.API).Inc()
		}
	}
	if n > 0 {
		s.polls.Add(float64(n))
	}
}

// add returns the counters of a kind that may be new.
func (m *Metrics) add(k kind) *series {
	m.adding.Lock()
	defer m.adding.Unlock()
	all := *m.series.Load()
	if len(all) >= maxSeries {
		k = kind{api: k.api, op: "other", status: k.status}
	}
	if s := all[k]; s != nil {
		return s
	}
	s := &series{
		requests: m.requests.WithLabelValues(k.api, k.op, strconv.Itoa(k.status)), polls: m.polls.WithLabelValues(k.api),
		durations: m.durations.WithLabelValues(k.api),
	}
	if k.rule != "" {
		s.rules = m.rules.WithLabelValues(k.api, k.op, k.rule)
	}
	more := maps.Clone(all)
	more[k] = s
	m.series.Store(&more)
	return s
}

// Rejected counts a request that the HTTP server rejected before any API saw it.
func (m *Metrics) Rejected(reason string) { m.rejected.WithLabelValues(reason).Inc() }

// Serve writes the metrics of the emulator, and those of a session, in the format that the request accepts.
func (m *Metrics) Serve(w http.ResponseWriter, r *http.Request, s control.SessionMetrics) {
	for api := range s.Jobs {
		m.polls.WithLabelValues(api) // so that an API without a poll is 0, not absent
	}
	session := prometheus.NewRegistry()
	session.MustRegister(sessionCollector(s))
	if s.Store != nil {
		session.MustRegister(storeCollector(*s.Store))
	}
	promhttp.HandlerFor(prometheus.Gatherers{m.registry, session}, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}
