package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/jobsim/jobsim/emulator/internal/control"
)

// storeCollector collects the state of a store at the moment of a scrape.
type storeCollector control.StoreMetrics

// The metrics of a store.
var (
	storeReady    = desc("jobsim_store_ready", "1 if the store with the sessions' logs can be used, else 0.")
	storeLag      = desc("jobsim_store_lag_seconds", "Real time since the store was heard of last; 0 for a directory.")
	storeOwned    = desc("jobsim_store_leases", "Sessions that this server owns, the main one included.")
	storeAppended = desc("jobsim_store_appended_records_total", "Records that were appended to logs.")
	storeReplayed = desc("jobsim_store_replayed_records_total", "Records of logs that were carried out again.")
	storeTaken    = desc("jobsim_store_taken_sessions_total", "Sessions of which this server became the owner after its start.")
	storeForwards = desc("jobsim_forwarded_requests_total", "Requests that this server forwarded to the owners of their sessions.")
)

// Describe sends the descriptions of all metrics.
func (s storeCollector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{storeReady, storeLag, storeOwned, storeAppended, storeReplayed, storeTaken, storeForwards} {
		out <- d
	}
}

// Collect sends the metrics.
func (s storeCollector) Collect(out chan<- prometheus.Metric) {
	send := func(d *prometheus.Desc, kind prometheus.ValueType, value float64) {
		out <- prometheus.MustNewConstMetric(d, kind, value)
	}
	ready := 0.0
	if s.Ready {
		ready = 1
	}
	send(storeReady, prometheus.GaugeValue, ready)
	send(storeLag, prometheus.GaugeValue, s.Lag.Seconds())
	send(storeOwned, prometheus.GaugeValue, float64(s.Owned))
	send(storeAppended, prometheus.CounterValue, float64(s.Appended))
	send(storeReplayed, prometheus.CounterValue, float64(s.Replayed))
	send(storeTaken, prometheus.CounterValue, float64(s.Taken))
	send(storeForwards, prometheus.CounterValue, float64(s.Forwards))
}
