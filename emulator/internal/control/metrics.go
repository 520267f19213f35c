package control

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Metrics counts what a server does, over all its sessions. It is safe for concurrent use. To count costs a request two
// additions and no memory: what there is to count is found in a map that is never written to, but replaced by a larger one.
type Metrics struct {
	answers atomic.Pointer[map[Answer]*tally]
	adding  sync.Mutex
	polls   map[string]*atomic.Uint64 // by API
}

// Answer is a kind of answers.
type Answer struct {
	API, Op string // Op is empty where the request met no operation
	Status  int    // of HTTP
	Rule    string // what a rule did; empty: nothing
}

// tally counts the answers of a kind.
type tally struct {
	within [len(bounds) + 1]atomic.Uint64 // that took no longer than a bound but longer than the one before
	nanos  atomic.Int64                   // that they took together
}

// bounds are the durations between which answers are counted: an answer of jobsim itself takes well under a millisecond,
// what a rule delays takes what the rule says.
var bounds = [...]time.Duration{
	50 * time.Microsecond, 100 * time.Microsecond, 250 * time.Microsecond, 500 * time.Microsecond,
	time.Millisecond, 5 * time.Millisecond, 25 * time.Millisecond, 100 * time.Millisecond, time.Second, 10 * time.Second,
}

// mostAnswers is how many kinds of answers are told apart: the operations are a few hundred, and a scenario's rules may
// answer each with any status. The rest of an API's are counted as of the operation "other".
const mostAnswers = 2000

// NewMetrics begins to count what these APIs do.
func NewMetrics(apis ...string) *Metrics {
	m := &Metrics{polls: make(map[string]*atomic.Uint64, len(apis))}
	m.answers.Store(&map[Answer]*tally{})
	for _, api := range apis {
		m.polls[api] = new(atomic.Uint64)
	}
	return m
}

// Answered counts an answer, how long it took, and the jobs that it told.
func (m *Metrics) Answered(a Answer, took time.Duration, told []job.Snapshot) {
	t := (*m.answers.Load())[a]
	if t == nil {
		t = m.add(a)
	}
	i := 0
	for i < len(bounds) && took > bounds[i] {
		i++
	}
	t.within[i].Add(1)
	t.nanos.Add(int64(took))
	m.polled(told)
}

// polled counts polls, those of one API at once: a batch tells many jobs.
func (m *Metrics) polled(told []job.Snapshot) {
	for i := 0; i < len(told); {
		api, n := told[i].API, uint64(0)
		for ; i < len(told) && told[i].API == api; i++ {
			if told[i].Counted {
				n++
			}
		}
		if count := m.polls[api]; count != nil && n > 0 {
			count.Add(n)
		}
	}
}

// add begins to count a kind of answers.
func (m *Metrics) add(a Answer) *tally {
	m.adding.Lock()
	defer m.adding.Unlock()
	now := *m.answers.Load()
	if len(now) >= mostAnswers {
		a = Answer{API: a.API, Op: "other", Status: a.Status}
	}
	if t := now[a]; t != nil {
		return t
	}
	more := maps.Clone(now)
	more[a] = new(tally)
	m.answers.Store(&more)
	return more[a]
}
