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

// eventLog are what was done to a world, in the order in which its lock was taken.
type eventLog struct {
	list  []LogEntry
	bytes int
	lost  bool
}

// Changed reports whether something was done in this Do that later responses depend on.
func (tx *Tx) Changed() bool { return tx.changed }

// Log appends what this Do does, with its instant; size is roughly its bytes. It returns the number of the entry, from 1.
// What is done in several Dos is noted by each in the place of the one before, since only the last knows it all: instead is
// that one's place, or 0.
func (tx *Tx) Log(what any, size, instead int) (place int) {
	n := &tx.w.log
	if n.lost {
		return 0
	}
	switch instead {
	case 0:
	case len(n.list):
		n.list = n.list[:instead-1]
	default:
		n.list[instead-1].Event = nil
	}
	if n.bytes += size; n.bytes > maxLogBytes || len(n.list) == maxLogEntries {
		*n = eventLog{lost: true}
		return 0
	}
	n.list = append(n.list, LogEntry{tx.now, what})
	return len(n.list)
}

// Relog replaces the entry at a place that Log returned, under the same instant.
func (tx *Tx) Relog(place int, what any) {
	if n := &tx.w.log; place > 0 && place <= len(n.list) {
		n.list[place-1].Event = what
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
