package control

import (
	"cmp"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Metrics counts what a server does, over all its sessions. It is safe for concurrent use.
type Metrics struct {
	mu       sync.Mutex
	requests map[answered]uint64
	polls    map[string]uint64 // by API
}

// answered is a kind of answers: of an API's operation, with an HTTP status.
type answered struct {
	api, op string
	status  int
}

func (a answered) compare(b answered) int {
	return cmp.Or(cmp.Compare(a.api, b.api), cmp.Compare(a.op, b.op), cmp.Compare(a.status, b.status))
}

// NewMetrics begins to count.
func NewMetrics() *Metrics {
	return &Metrics{requests: map[answered]uint64{}, polls: map[string]uint64{}}
}

// Answered counts an answer and the jobs that it told.
func (m *Metrics) Answered(api, op string, status int, told []job.Snapshot) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.requests[answered{api, op, status}]++
	for i := range told {
		if told[i].Noticed {
			m.polls[told[i].API]++
		}
	}
}

// metricsPage is what Prometheus reads, in its text format 0.0.4: the counts of the server, and the session that was asked.
func metricsPage(v *visit) {
	var p exposition
	v.desk.Metrics.write(&p)
	scrape{v}.write(&p)
	v.w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = v.w.Write([]byte(p.String())) // whoever went away has no need of it
}

func (m *Metrics) write(p *exposition) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p.family("jobsim_requests_total", "counter", "Answers by API, operation and HTTP status; an empty operation was none.")
	for _, a := range slices.SortedFunc(maps.Keys(m.requests), answered.compare) {
		p.sample(float64(m.requests[a]), "api", a.api, "op", a.op, "status", strconv.Itoa(a.status))
	}
	p.family("jobsim_polls_total", "counter", "Status answers about jobs that were sent whole, by API.")
	for _, api := range slices.Sorted(maps.Keys(m.polls)) {
		p.sample(float64(m.polls[api]), "api", api)
	}
}

// exposition is a text that Prometheus reads: families of samples.
type exposition struct {
	strings.Builder
	name string
}

// family begins a family.
func (p *exposition) family(name, kind, help string) {
	p.name = name
	fmt.Fprintf(p, "# HELP %s %s\n# TYPE %[1]s %[3]s\n", name, help, kind)
}

// sample adds one to the family. Labels come as name, value, name, value.
func (p *exposition) sample(value float64, labels ...string) {
	p.WriteString(p.name)
	for i := 0; i+1 < len(labels); i += 2 {
		before := ","
		if i == 0 {
			before = "{"
		}
		fmt.Fprintf(p, "%s%s=\"%s\"", before, labels[i], escape.Replace(labels[i+1]))
	}
	if len(labels) > 0 {
		p.WriteString("}")
	}
	p.WriteString(" " + strconv.FormatFloat(value, 'g', -1, 64) + "\n")
}

// escape writes what a label's value must not hold.
var escape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)

// scrape tells what is so at the moment.
type scrape struct{ *visit }

func (s scrape) write(p *exposition) {
	now := s.session.Clock()
	gauge := func(name, help string, value float64, labels ...string) {
		p.family(name, "gauge", help)
		p.sample(value, labels...)
	}
	gauge("jobsim_sessions", "Sessions that live, besides the server's own.", float64(len(s.desk.Guests.All())))
	gauge("jobsim_journal_dropped", "Entries of this session's journal that made room for younger ones.", float64(s.session.Journal().Dropped()))
	gauge("jobsim_uptime_seconds", "Real time since the server began.", s.uptime().Seconds())
	gauge("jobsim_clock_seconds", "This session's clock, in seconds since 1970.", float64(now.Now().UnixMilli())/1e3)
	gauge("go_goroutines", "Goroutines of the server.", float64(runtime.NumGoroutine()))
	gauge("jobsim_info", "Always 1; its labels tell the version, the seed and the clock's mode.", 1,
		"clock", now.String(), "seed", strconv.FormatUint(s.session.Seed(), 10), "version", s.desk.Version)
	p.family("jobsim_jobs", "gauge", "Top-level jobs of this session by API and phase; gone ones have the phase \"gone\".")
	phases := s.phases()
	for _, api := range slices.Sorted(maps.Keys(phases)) {
		for _, phase := range slices.Sorted(maps.Keys(phases[api])) {
			p.sample(float64(phases[api][phase]), "api", api, "phase", phase)
		}
	}
}

// phases counts jobs by API and phase.
func (s scrape) phases() map[string]map[string]int {
	counts := map[string]map[string]int{}
	_ = s.session.World().Do(func(tx *world.Tx) error {
		for _, api := range s.desk.APIs {
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
