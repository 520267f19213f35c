package world

import (
	"errors"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// The most that a world remembers of what was done to it. Bytes are those of the notes' bodies.
const (
	maxLogEntries = 100_000
	maxLogBytes   = 64 << 20
)

// ErrLogFull says that more was done to a world than it remembers.
var ErrLogFull = errors.New("more was done here than is remembered (100000 calls, or 64 MiB of bodies)")

// LogEntry is something that was done to a world, and when. Doing it all again in order, each at its instant, makes a world
// that is equal to this one.
type LogEntry struct {
	At    time.Time
	Event any // the caller's own
}

// Sink gets what is added to the log of a world, to keep it elsewhere too. Its methods are called under the world's lock: they must
// neither wait nor call the world.
type Sink interface {
	// Append adds an entry, in place of the one with the number replaces unless that is 0. It returns the entry's number.
	Append(e LogEntry, replaces uint64) uint64
	// MarkUnsent records that the response to the request with this number was not sent whole.
	MarkUnsent(number uint64)
}

// LogPlace is where an entry of the log is. The zero LogPlace is nowhere.
type LogPlace struct {
	place  int    // in the list, from 1; 0: it is not there
	number uint64 // in the sink; 0: it is not there
}

// eventLog are what was done to a world, in the order in which its lock was taken.
type eventLog struct {
	list  []LogEntry
	bytes int
	lost  bool
	sink  Sink // nil: the entries are kept here alone
}

// SetSink sets what gets the entries of the log from now on.
func (tx *Tx) SetSink(s Sink) { tx.w.log.sink = s }

// Changed reports whether something was done in this Do that later responses depend on.
func (tx *Tx) Changed() bool { return tx.changed }

// Log appends what this Do does, with its instant; size is roughly its bytes. It returns the place of the entry.
// What is done in several Dos is noted by each in the place of the one before, since only the last knows it all: instead is
// that one's place, or the zero LogPlace.
func (tx *Tx) Log(what any, size int, instead LogPlace) LogPlace {
	n := &tx.w.log
	var at LogPlace
	if n.sink != nil {
		at.number = n.sink.Append(LogEntry{tx.now, what}, instead.number)
	}
	if n.lost {
		return at
	}
	switch instead.place {
	case 0:
	case len(n.list):
		n.list = n.list[:instead.place-1]
	default:
		n.list[instead.place-1].Event = nil
	}
	if n.bytes += size; n.bytes > maxLogBytes || len(n.list) == maxLogEntries {
		*n = eventLog{lost: true, sink: n.sink}
		return at
	}
	n.list = append(n.list, LogEntry{tx.now, what})
	at.place = len(n.list)
	return at
}

// RelogUnsent replaces the entry of a request at a place that Log returned by what, which says that the response was not sent whole.
func (tx *Tx) RelogUnsent(at LogPlace, what any) {
	n := &tx.w.log
	if at.place > 0 && at.place <= len(n.list) {
		n.list[at.place-1].Event = what
	}
	if n.sink != nil && at.number > 0 {
		n.sink.MarkUnsent(at.number)
	}
}

// LogEntries returns all that was done, oldest first, or ErrLogFull.
func (tx *Tx) LogEntries() ([]LogEntry, error) {
	if tx.w.log.lost {
		return nil, ErrLogFull
	}
	return slices.DeleteFunc(slices.Clone(tx.w.log.list), func(n LogEntry) bool { return n.Event == nil }), nil
}

// Requests returns how many requests were named.
func (tx *Tx) Requests() uint64 { return tx.w.requests.Load() }

// SetRequests sets how many requests were named.
func (tx *Tx) SetRequests(n uint64) { tx.w.requests.Store(n) }

// Polls returns how often the present step of each job was polled, without the jobs for which that is zero.
func (tx *Tx) Polls() map[job.Ref]int {
	polls := map[job.Ref]int{}
	for _, all := range tx.w.jobs {
		for _, j := range all {
			if n := j.At(tx.now).Polls; n > 0 {
				polls[j.Ref()] = n
			}
		}
	}
	return polls
}

// SetPolls sets how often the present step of a job was polled; a job that does not exist is ignored.
func (tx *Tx) SetPolls(ref job.Ref, n int) {
	if j := tx.w.jobs.get(ref); j != nil {
		j.SetPolls(tx.now, n)
	}
}
