package wire

import (
	"sync"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

// DefaultJournal is how many entries a journal keeps unless it is told otherwise.
const DefaultJournal = 10_000

// maxBytes is how much a journal keeps, whatever the number of its entries: a batch of a hundred jobs takes 10 KiB.
const maxBytes = 32 << 20

// Journal is what clients asked and were told: one entry for each request, made at its arrival and completed at its end.
// The oldest entries make room for new ones. It is safe for concurrent use; a nil Journal keeps nothing.
type Journal struct {
	session string
	limit   uint64

	mu      sync.Mutex
	ring    []slot // entry n is at n-first, modulo limit
	first   uint64 // the number of the first entry since the last Clear
	old     uint64 // the number of the oldest in the ring; one more than last if there is none
	last    uint64 // the number of the youngest
	bytes   int    // of the packed entries in the ring
	ended   uint64 // how many came to their end
	dropped uint64
	wake    chan struct{} // closed when an entry ends; nil while nobody waits
	closed  bool
	stalled stalledPolls
}

// slot holds an entry: as it is until its answer is over, packed from then on.
type slot struct {
	live   *Entry
	packed string
	ended  uint64 // as Entry.ended
}

// NewJournal makes a journal of a session; limit is how many entries it keeps, 0 for DefaultJournal.
func NewJournal(session string, limit int) *Journal {
	if limit <= 0 {
		limit = DefaultJournal
	}
	return &Journal{session: session, limit: uint64(limit), first: 1, old: 1}
}

// begin makes the entry of a call that has arrived and whose path is still whole.
func (j *Journal) begin(c *Call) *Entry {
	if j == nil {
		return nil
	}
	now := c.World.Clock()
	e := &c.entry
	*e = Entry{
		Session: j.session, Request: c.ID, API: c.API, Method: c.Method, Path: cut(c.URL.Path, maxBody),
		Query: cut(hideQuery(c.URL.RawQuery), maxBody), Header: hideHeader(c.Header), At: now.Now(), Clock: now.String(),
		State: InFlight, began: clock.System{}.Now(),
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.last++
	e.N = j.last
	if e.N-j.first < j.limit {
		j.ring = append(j.ring, slot{live: e})
		return e
	}
	if j.last-j.old == j.limit {
		j.evict()
	}
	*j.slot(e.N) = slot{live: e}
	return e
}

// evict lets the oldest entry go. The lock is held.
func (j *Journal) evict() {
	oldest := j.slot(j.old)
	j.bytes -= len(oldest.packed)
	*oldest = slot{}
	j.old++
	j.dropped++
}

// slot is where an entry is kept. The lock is held.
func (j *Journal) slot(n uint64) *slot { return &j.ring[(n-j.first)%j.limit] }

// entry is the one of a number that is in the ring. The lock is held.
func (j *Journal) entry(n uint64) Entry {
	s := j.slot(n)
	if s.live != nil {
		return *s.live
	}
	e := unpack(s.packed)
	e.N, e.Session, e.ended = n, j.session, s.ended
	return e
}

// end completes the entry of an answer that is over.
func (j *Journal) end(r *Recorder) {
	if r.entry == nil {
		return
	}
	e, c := *r.entry, r.call
	e.Op, e.Body, e.Status, e.Bytes, e.State, e.Effect = c.Op, excerpt(c.body, c.sound), r.Status, r.Bytes, Answered, c.effect()
	if !r.whole {
		e.State = CutOff
	}
	if c.nth > 0 {
		e.Rule, e.Requested = c.rule.Location, c.requested
	}
	e.Took = clock.System{}.Now().Sub(e.began)
	r.took, r.packed = e.Took, c.pack(&e)

	j.mu.Lock()
	defer j.mu.Unlock()
	j.ended++
	if e.N >= j.old {
		*j.slot(e.N) = slot{packed: r.packed, ended: j.ended}
		j.bytes += len(r.packed)
	}
	for j.bytes > maxBytes && j.old < j.last {
		j.evict()
	}
	j.notify()
}

// notify wakes whoever waits for the journal.
func (j *Journal) notify() {
	if j.wake != nil {
		close(j.wake)
		j.wake = nil
	}
}

// Clear forgets all entries. The numbers go on.
func (j *Journal) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ring, j.first, j.old, j.bytes, j.dropped = nil, j.last+1, j.last+1, 0, 0
	j.notify()
}

// Close ends every wait for the journal, now and later.
func (j *Journal) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	j.notify()
}

// Dropped is how many entries since the last Clear made room for others.
func (j *Journal) Dropped() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.dropped
}

// Entries are those that a filter lets through, oldest first.
func (j *Journal) Entries(f Filter) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	var found []Entry
	for n := j.old; n <= j.last; n++ {
		if e := j.entry(n); f.admits(&e) {
			found = append(found, e)
		}
	}
	return found
}

// Entry is the one of this number. It answers false if it made room for others, or never was.
func (j *Journal) Entry(n uint64) (Entry, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if n < j.old || n > j.last {
		return Entry{}, false
	}
	return j.entry(n), true
}

// stalledPolls counts how often jobs were asked about at one instant.
type stalledPolls struct {
	at    time.Time
	asked map[job.Ref]int
}

// again counts a look at a job and tells how many there were at this instant.
func (j *Journal) again(ref job.Ref, now time.Time) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	if s := &j.stalled; s.asked == nil || !now.Equal(s.at) {
		*s = stalledPolls{at: now, asked: map[job.Ref]int{}}
	}
	j.stalled.asked[ref]++
	return j.stalled.asked[ref]
}
