package journal

import (
	"sync"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

// DefaultLimit is the maximum number of entries in a journal, unless New is given another.
const DefaultLimit = 10_000

// maxBytes is the size of all packed entries together, whatever their number: a batch of a hundred jobs takes 10 KiB.
const maxBytes = 32 << 20

// Journal records the requests of one session. It is safe for concurrent use. A nil Journal records nothing.
type Journal struct {
	session string
	limit   uint64
	bodies  bool // whether responses are kept too

	mu        sync.Mutex
	ring      []slot // entry n is at n-first, modulo limit
	first     uint64 // the number of the first entry since the last Clear
	old       uint64 // the number of the oldest in the ring; one more than last if there is none
	last      uint64 // the number of the youngest
	bytes     int    // of the packed entries in the ring
	ended     uint64 // how many have ended
	dropped   uint64
	wake      chan struct{} // closed when an entry ends; nil while no Wait or Follow runs
	closed    bool
	repeats   repeats
	keeps     bool        // completed entries are kept for TakeCompleted
	completed []Completed // those since the last TakeCompleted
}

// slot holds an entry: as it is while the request is in flight, packed afterwards.
type slot struct {
	live   *Entry
	packed Packed
	ended  uint64 // as Entry.ended

	youngest uint64 // as Facts.Youngest
}

// New returns an empty journal of the session with the given ID. limit is the maximum number of entries; zero means
// DefaultLimit.
func New(session string, limit int) *Journal {
	if limit <= 0 {
		limit = DefaultLimit
	}
	return &Journal{session: session, limit: uint64(limit), first: 1, old: 1}
}

// RecordBodies makes the journal keep responses, with their bodies, and more of the requests' bodies: enough of both to play
// them again. It must be called before the first Begin.
func (j *Journal) RecordBodies() { j.bodies = true }

// RecordsBodies reports whether the journal keeps responses.
func (j *Journal) RecordsBodies() bool { return j != nil && j.bodies }

// Begin adds the entry of a request that has arrived: it sets N, Session and State, and takes the real time for Took. The
// journal keeps e until End. Begin reports whether the entry was added: a nil Journal records nothing.
func (j *Journal) Begin(e *Entry) bool {
	if j == nil {
		return false
	}
	e.Session, e.State, e.Arrived = j.session, InFlight, clock.System{}.Now()
	j.mu.Lock()
	defer j.mu.Unlock()
	j.last++
	e.N = j.last
	if e.N-j.first < j.limit {
		j.ring = append(j.ring, slot{live: e})
		return true
	}
	if j.last-j.old == j.limit {
		j.evict()
	}
	*j.slot(e.N) = slot{live: e}
	return true
}

// evict removes the oldest entry. The lock is held.
func (j *Journal) evict() {
	oldest := j.slot(j.old)
	j.bytes -= len(oldest.packed)
	*oldest = slot{}
	j.old++
	j.dropped++
}

// slot returns where an entry is kept. The lock is held.
func (j *Journal) slot(n uint64) *slot { return &j.ring[(n-j.first)%j.limit] }

// entry returns the entry with number n, which is in the ring. The lock is held.
func (j *Journal) entry(n uint64) Entry {
	s := j.slot(n)
	if s.live != nil {
		return *s.live
	}
	e := s.packed.Entry()
	e.N, e.Session, e.ended, e.Youngest = n, j.session, s.ended, s.youngest
	return e
}

// Shown is what a response showed of jobs, as the snapshots that it was made from.
type Shown struct {
	Observed, NotFound []job.Snapshot
	// SecretAPIs are the APIs whose job IDs are secrets, such as tokens. Their IDs are masked.
	SecretAPIs []string
}

// End completes an entry that Begin added. The entry is the one of Begin with its outcome filled in; the journal sets Took.
// End returns the completed entry in its packed form.
func (j *Journal) End(e Entry, shown Shown) (packed Packed, took time.Duration) {
	e.Took = clock.System{}.Now().Sub(e.Arrived)
	packed = pack(&e, shown)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ended++
	if e.N >= j.old {
		*j.slot(e.N) = slot{packed: packed, ended: j.ended, youngest: j.last}
		j.bytes += len(packed)
	}
	if j.keeps {
		j.completed = append(j.completed, Completed{e.N, j.last, packed})
	}
	for j.bytes > maxBytes && j.old < j.last {
		j.evict()
	}
	j.notify()
	return packed, e.Took
}

// notify wakes every Wait and Follow. The lock is held.
func (j *Journal) notify() {
	if j.wake != nil {
		close(j.wake)
		j.wake = nil
	}
}

// Clear removes all entries. The numbers go on.
func (j *Journal) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ring, j.first, j.old, j.bytes, j.dropped = nil, j.last+1, j.last+1, 0, 0
	j.notify()
}

// Close makes every Wait and Follow return ErrClosed, now and later.
func (j *Journal) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	j.notify()
}

// Dropped returns how many entries were evicted since the last Clear.
func (j *Journal) Dropped() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.dropped
}

// InFlight returns how many requests have not ended.
func (j *Journal) InFlight() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last - j.ended
}

// Entries returns the entries that f selects, oldest first.
func (j *Journal) Entries(f Filter) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	var found []Entry
	for n := j.old; n <= j.last; n++ {
		if e := j.entry(n); f.Selects(&e) {
			found = append(found, e)
		}
	}
	return found
}

// Entry returns the entry with number n. It reports false if there never was one or it was evicted.
func (j *Journal) Entry(n uint64) (Entry, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if n < j.old || n > j.last {
		return Entry{}, false
	}
	return j.entry(n), true
}

// repeats counts how often jobs were polled at one instant.
type repeats struct {
	at    time.Time
	polls map[job.Ref]int
}

// Repeat counts a poll of a job at an instant and returns how many there were at that instant.
func (j *Journal) Repeat(ref job.Ref, now time.Time) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	if r := &j.repeats; r.polls == nil || !now.Equal(r.at) {
		*r = repeats{at: now, polls: map[job.Ref]int{}}
	}
	j.repeats.polls[ref]++
	return j.repeats.polls[ref]
}
