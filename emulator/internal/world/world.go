package world

import (
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// World is the state of one emulator. It is safe for concurrent use.
type World struct {
	clock     clock.Clock
	seed      uint64
	settings  map[string]string
	retention map[string]time.Duration // by API, as far as it was asked for
	requests  atomic.Uint64
	rules     atomic.Pointer[[]*ruleState] // replaced as a whole, under the lock
	began     time.Time

	mu        sync.Mutex
	jobs      index
	commons   job.Commons
	order     map[string][]*job.Job // top-level jobs by API, oldest first
	aliases   map[job.Ref]job.Ref   // an API's further names of its jobs
	counters  map[string]uint64
	resources map[Name]*resourceState
	kinds     map[kind][]*resourceState // by API and kind, oldest first
	log       eventLog
	awaiting  map[string][]*job.Job // by the call that steps of the jobs wait for, "evs.deleteVolume"
	awaits    atomic.Bool           // awaiting is not empty
	agendas   map[string]*agenda    // by API, of those whose next change was asked for
	tx        Tx                    // of the Do that holds the lock
	jobLimit  int                   // jobs; 0: any number
}

// New returns a world without jobs. settings maps the name of each setting to its value in force; rules are in the order in
// which they claim calls. Neither must change later.
func New(c clock.Clock, seed uint64, settings map[string]string, rules ...rule.Rule) *World {
	w := &World{
		clock: c, seed: seed, settings: settings, retention: map[string]time.Duration{}, began: c.Now(),
		jobs: index{}, commons: job.Commons{}, order: map[string][]*job.Job{}, aliases: map[job.Ref]job.Ref{},
		counters: map[string]uint64{}, agendas: map[string]*agenda{},
		resources: map[Name]*resourceState{}, kinds: map[kind][]*resourceState{},
	}
	w.rules.Store(newRuleStates(rules))
	return w
}

// Setting returns the value in force of a fidelity setting, such as "null" for "evs.error-fields".
func (w *World) Setting(name string) string { return w.settings[name] }

// Clock returns the clock by which this world lives.
func (w *World) Clock() clock.Clock { return w.clock }

// Seed returns the seed that keys every draw.
func (w *World) Seed() uint64 { return w.seed }

// Has reports whether a job of this name was ever started; it may have gone since.
func (w *World) Has(ref job.Ref) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.jobs.get(ref) != nil
}

// RequestID names the next request: 32 hex digits, the same for the same seed and the same order of requests.
func (w *World) RequestID() string {
	n := strconv.FormatUint(w.requests.Add(1), 10)
	var id [16]byte
	binary.BigEndian.PutUint64(id[:8], job.Key(w.seed, "request", n))
	binary.BigEndian.PutUint64(id[8:], job.Key(w.seed, n))
	return hex.EncodeToString(id[:])
}

// Do runs f under the world's lock, at one instant. f must not keep tx, nor call the World.
func (w *World) Do(f func(tx *Tx) error) error { return w.do(f, false) }

// DoUncounted returns Do in which no look counts as a poll. Tx.Uncounted returns those that would have.
func (w *World) DoUncounted(f func(tx *Tx) error) error { return w.do(f, true) }

func (w *World) do(f func(tx *Tx) error, unnoticed bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tx = Tx{w: w, now: w.clock.Now(), uncounted: unnoticed}
	return f(&w.tx)
}

// Start starts jobs, all of them or, when a name is taken, none. It returns their first snapshots.
func (w *World) Start(specs ...job.Spec) ([]job.Snapshot, error) {
	var snaps []job.Snapshot
	err := w.Do(func(tx *Tx) (err error) {
		snaps, err = tx.StartAll(specs...)
		return err
	})
	return snaps, err
}

// Peek returns a job without counting a poll: for control and tests. It returns a *job.Error for one that a client cannot see.
func (w *World) Peek(ref job.Ref) (job.Snapshot, error) {
	var snap job.Snapshot
	err := w.Do(func(tx *Tx) error {
		snap = tx.Peek(ref)
		return snap.Err()
	})
	return snap, err
}

// Record adds an event at the present instant, whatever instant it has, and returns the job after it. It
// returns a *job.Error for a job that a client cannot see.
func (w *World) Record(ref job.Ref, e job.Event) (job.Snapshot, error) {
	var snap job.Snapshot
	err := w.Do(func(tx *Tx) (err error) {
		snap, err = tx.Record(ref, e)
		return err
	})
	return snap, err
}
