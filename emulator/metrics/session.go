package metrics

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// sessionCollector collects the state of a session at the moment of a scrape.
type sessionCollector control.SessionMetrics

// The metrics of a session. They have no label with its ID: each session is scraped at its own path.
var (
	inFlight = desc("jobsim_requests_in_flight", "Requests to this session whose response has not ended.")
	sessions = desc("jobsim_sessions", "Sessions besides the server's own.")
	dropped  = desc("jobsim_journal_dropped", "Entries of this session's journal that were evicted.")
	uptime   = desc("jobsim_uptime_seconds", "Real time since the server started.")
	now      = desc("jobsim_clock_seconds", "This session's clock, in seconds since 1970.")
	info     = desc("jobsim_info", "Always 1; its labels are the version, the seed and the clock's mode.", "clock", "seed", "version")
	jobs     = desc("jobsim_jobs", "Top-level jobs of this session by API and phase; \"gone\" for those that clients cannot see any more.", "api", "phase")
	calls    = desc("jobsim_rule_calls_total",
		"Calls since the last reset that a rule of this session fitted, by the rule's number and location.", "rule", "location", "call")
	findings = desc("jobsim_findings", "How often clients of this session did since the last reset what the finding is about (see jobsim findings).", "id", "level")
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// Describe sends the descriptions of all metrics.
func (s sessionCollector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{inFlight, sessions, dropped, uptime, now, info, jobs, calls, findings} {
		out <- d
	}
}

// Collect sends the metrics.
func (s sessionCollector) Collect(out chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	gauge(inFlight, float64(s.InFlight))
	gauge(sessions, float64(s.Sessions))
	gauge(dropped, float64(s.JournalDropped))
	gauge(uptime, s.Uptime.Seconds())
	gauge(now, float64(s.Now.UnixMilli())/1e3)
	gauge(info, 1, s.Clock, strconv.FormatUint(s.Seed, 10), s.Version)
	for api, phases := range s.Jobs {
		for phase, n := range phases {
			gauge(jobs, float64(n), api, phase)
		}
	}
	for _, k := range verdict.Kinds() {
		n := 0
		for _, f := range s.Findings {
			if f.ID == k.ID {
				n += f.Count
			}
		}
		gauge(findings, float64(n), k.ID, string(k.Level))
	}
	for i, r := range s.Rules { // by number too, since two rules may be in one line
		out <- prometheus.MustNewConstMetric(calls, prometheus.CounterValue, float64(r.Calls), strconv.Itoa(i+1), r.Location, r.Call)
	}
}
