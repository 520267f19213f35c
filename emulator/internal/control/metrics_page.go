package control

import (
	"maps"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// metricsPage is what Prometheus reads, in its text format 0.0.4: the counts of the server, and the session that was asked.
func metricsPage(r *request) {
	var p exposition
	r.opts.Metrics.write(&p)
	scrape{r}.write(&p)
	r.w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = r.w.Write([]byte(p.String())) // whoever went away has no need of it
}

// write tells what was counted since the server began.
func (m *Metrics) write(p *exposition) {
	requests, rules, took := map[Answer]uint64{}, map[Answer]uint64{}, map[string]*histogram{}
	for a, t := range *m.answers.Load() {
		h := took[a.API]
		if h == nil {
			h = new(histogram)
			took[a.API] = h
		}
		n := h.add(t)
		requests[Answer{API: a.API, Op: a.Op, Status: a.Status}] += n
		if a.Rule != "" {
			rules[Answer{API: a.API, Op: a.Op, Rule: a.Rule}] += n
		}
	}
	p.family("jobsim_requests_total", "counter", "Answers by API, operation and HTTP status; an empty operation was none.")
	for _, a := range sortedBy(requests, Answer.compare) {
		p.sample(float64(requests[a]), "api", a.API, "op", a.Op, "status", strconv.Itoa(a.Status))
	}
	p.family("jobsim_request_duration_seconds", "histogram", "Real time from a request's arrival to the end of its answer, with what a rule delayed, by API.")
	for _, api := range slices.Sorted(maps.Keys(took)) {
		took[api].write(p, api)
	}
	p.family("jobsim_rules_fired_total", "counter", "Answers that a rule claimed, by API, operation and what it did: answer, start, delay, or its way to break them.")
	for _, a := range sortedBy(rules, Answer.compare) {
		p.sample(float64(rules[a]), "api", a.API, "op", a.Op, "effect", a.Rule)
	}
	p.family("jobsim_polls_total", "counter", "Status answers about jobs that were sent whole, by API.")
	for _, api := range slices.Sorted(maps.Keys(m.polls)) {
		p.sample(float64(m.polls[api].Load()), "api", api)
	}
}

// histogram counts durations.
type histogram struct {
	within [len(bounds) + 1]uint64
	sum    time.Duration
}

// add adds a kind of answers, and tells how many it were.
func (h *histogram) add(t *tally) (n uint64) {
	for i := range t.within {
		one := t.within[i].Load()
		h.within[i] += one
		n += one
	}
	h.sum += time.Duration(t.nanos.Load())
	return n
}

func (h *histogram) write(p *exposition, api string) {
	n := uint64(0)
	for i, one := range h.within {
		n += one
		le := "+Inf"
		if i < len(bounds) {
			le = strconv.FormatFloat(bounds[i].Seconds(), 'g', -1, 64)
		}
		p.part("_bucket", float64(n), "api", api, "le", le)
	}
	p.part("_sum", h.sum.Seconds(), "api", api)
	p.part("_count", float64(n), "api", api)
}

// scrape tells what is so at the moment.
type scrape struct{ *request }

func (s scrape) write(p *exposition) {
	now, journal := s.session.Clock(), s.session.Journal()
	gauge := func(name, help string, value float64, labels ...string) {
		p.family(name, "gauge", help)
		p.sample(value, labels...)
	}
	gauge("jobsim_requests_in_flight", "Requests to this session that have no whole answer yet.", float64(journal.InFlight()))
	gauge("jobsim_sessions", "Sessions that live, besides the server's own.", float64(len(s.opts.Sessions.All())))
	gauge("jobsim_journal_dropped", "Entries of this session's journal that made room for younger ones.", float64(journal.Dropped()))
	gauge("jobsim_uptime_seconds", "Real time since the server began.", s.uptime().Seconds())
	gauge("jobsim_clock_seconds", "This session's clock, in seconds since 1970.", float64(now.Now().UnixMilli())/1e3)
	gauge("jobsim_info", "Always 1; its labels tell the version, the seed and the clock's mode.", 1,
		"clock", now.String(), "seed", strconv.FormatUint(s.session.Seed(), 10), "version", s.opts.Version)
	s.jobs(p)
	s.rules(p)
	gauge("process_start_time_seconds", "When the server began, in seconds since 1970.", float64(s.opts.Started.UnixMilli())/1e3)
	gauge("go_info", "Always 1; its label tells the version of Go.", 1, "version", runtime.Version())
	gauge("go_goroutines", "Goroutines of the server.", float64(runtime.NumGoroutine()))
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(heap)
	gauge("go_memstats_heap_alloc_bytes", "Memory of objects, those that nobody needs any more included until they are swept.", float64(heap[0].Value.Uint64()))
}

// jobs counts the jobs by API and phase.
func (s scrape) jobs(p *exposition) {
	p.family("jobsim_jobs", "gauge", "Top-level jobs of this session by API and phase; gone ones have the phase \"gone\".")
	phases := s.phases()
	for _, api := range slices.Sorted(maps.Keys(phases)) {
		for _, phase := range slices.Sorted(maps.Keys(phases[api])) {
			p.sample(float64(phases[api][phase]), "api", api, "phase", phase)
		}
	}
}

// rules tells how far each rule is. A rule is named by its number too, since two may stand in one line.
func (s scrape) rules(p *exposition) {
	p.family("jobsim_rule_calls_total", "counter", "Calls since the last reset that a rule of this session could have claimed, by its number and place.")
	for i, c := range s.session.World().RuleCounts() {
		p.sample(float64(c.Calls), "rule", strconv.Itoa(i+1), "place", c.Rule.Location, "call", callName(c.Rule))
	}
}

// phases counts jobs by API and phase.
func (s scrape) phases() map[string]map[string]int {
	counts := map[string]map[string]int{}
	_ = s.session.World().Do(func(tx *world.Tx) error {
		for _, api := range s.opts.APIs {
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
