package control

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// Metrics counts the requests of an emulator, in all its sessions, and serves the counts at /__admin/metrics. Package
// emulator/metrics has the one for Prometheus.
type Metrics interface {
	// Completed counts a response that has ended.
	Completed(Completion)
	// Rejected counts a request that the HTTP server rejected before any API saw it. The reason is a word of a small, fixed set.
	Rejected(reason string)
	// Serve writes the counts and the state of a session.
	Serve(http.ResponseWriter, *http.Request, SessionMetrics)
}

// Completion is one response that has ended.
type Completion struct {
	API, Op  string // Op is empty if the request matched no operation
	Status   int    // the HTTP status
	Rule     string // what a rule did to the response; empty: nothing
	Took     time.Duration
	Observed []job.Snapshot // the jobs in the response
}

// SessionMetrics is the state of a server and of one of its sessions at the moment of a scrape.
type SessionMetrics struct {
	Version        string
	Started        time.Time // real time
	Uptime         time.Duration
	Sessions       int // besides the server's own
	InFlight       uint64
	JournalDropped uint64
	Clock          string // the mode
	Now            time.Time
	Seed           uint64
	Jobs           map[string]map[string]int // the number of top-level jobs by API and phase; "gone" for those not seen any more
	Rules          []admin.Rule
	Findings       []verdict.Finding // of the verdict so far
	Store          *StoreMetrics     // nil without a store
}

// StoreMetrics is the state of the store with the sessions' logs, and of this server among its replicas.
type StoreMetrics struct {
	Ready    bool          // it can be used
	Lag      time.Duration // since it was heard of last; 0 for a directory
	Appended int64         // records
	Replayed int64         // records that were carried out again
	Taken    int64         // sessions of which this server became the owner after its start
	Owned    int           // sessions that it owns
	Forwards int64         // requests that it forwarded
}

// metricsPage writes the metrics, if the emulator has any.
func metricsPage(r *request) {
	if r.opts.Metrics == nil {
		writeError(r.w, &admin.Error{
			Status: http.StatusNotFound, Code: "no_metrics", Message: "this server keeps no metrics",
			Hint: "in Go, set Metrics in emulator.Options to metrics.New()",
		})
		return
	}
	rules, _ := listRules(r, none{}) // it never fails
	c, journal := r.session.Clock(), r.session.Journal()
	r.w.Header().Set("Cache-Control", "no-store")
	r.opts.Metrics.Serve(r.w, r.Request, SessionMetrics{
		Version: r.opts.Version, Started: r.opts.Started, Uptime: r.uptime(), Sessions: len(r.opts.Sessions.All()),
		InFlight: journal.InFlight(), JournalDropped: journal.Dropped(),
		Clock: c.String(), Now: c.Now(), Seed: r.session.Seed(), Jobs: r.phases(), Rules: rules.Rules,
		Findings: r.session.Verdict(false).Findings, Store: r.storeMetrics(),
	})
}

func (r *request) storeMetrics() *StoreMetrics {
	if r.opts.Store == nil {
		return nil
	}
	m := r.opts.Store()
	return &m
}

// phases returns the number of jobs by API and phase.
func (r *request) phases() map[string]map[string]int {
	counts := map[string]map[string]int{}
	_ = r.session.World().Do(func(tx *world.Tx) error {
		for _, api := range r.opts.APIs {
			counts[api.Name] = map[string]int{}
			for _, ref := range tx.Refs(api.Name) {
				phase := "gone"
				if snap := tx.Peek(ref); snap.Absence == job.Present {
					phase = snap.Phase.String()
				}
				counts[api.Name][phase]++
			}
		}
		return nil
	})
	return counts
}
