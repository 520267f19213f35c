package playback

import (
	"errors"
	"sync"
	"sync/atomic"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// StoredLog is the log of a state as a store keeps it. The world and the clock add to it under their locks; whoever has to wait for
// that, before a response is sent, calls Commit. Of those that wait at a time one appends what all of them wait for.
type StoredLog struct {
	log    store.Log
	counts *LogCounts // nil: nobody counts

	mu       sync.Mutex
	pending  []pendingRecord
	added    uint64        // the number of the last record
	kept     uint64        // the number of the last record that the store has
	flushing chan struct{} // closed when the store is free; nil: it is free
	retired  bool          // another state has taken its place, and nothing of this one is kept any more
	failed   error         // of the last append
}

// LogCounts counts the records of all logs in a store.
type LogCounts struct {
	Appended, Replayed atomic.Int64
}

// pendingRecord is a record that is not in the store yet.
type pendingRecord struct {
	kind  byte
	about uint64
	entry world.LogEntry // of a request or a command
	clock clock.Anchor
}

// Append adds an entry of the world's log.
func (l *StoredLog) Append(e world.LogEntry, replaces uint64) uint64 {
	return l.add(pendingRecord{kind: requestRecord, about: replaces, entry: e})
}

// MarkUnsent adds that the response to the request with this number was not sent whole.
func (l *StoredLog) MarkUnsent(number uint64) {
	l.add(pendingRecord{kind: unsentRecord, about: number})
}

// moved adds where the clock was steered.
func (l *StoredLog) moved(a clock.Anchor) { l.add(pendingRecord{kind: clockRecord, clock: a}) }

func (l *StoredLog) add(p pendingRecord) uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.retired {
		return 0
	}
	l.pending = append(l.pending, p)
	l.added++
	return l.added
}

// Commit returns once all that was added so far is in the store, or with the store's error; the records stay, and the next Commit tries
// again.
func (l *StoredLog) Commit() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for want := l.added; l.kept < want && !l.retired; {
		if l.flushing != nil {
			free := l.flushing
			l.mu.Unlock()
			<-free
			l.mu.Lock()
			if l.failed != nil && l.kept < want {
				return l.failed
			}
			continue
		}
		if err := l.flush(); err != nil {
			return err
		}
	}
	if l.retired {
		return nil
	}
	return l.log.Check()
}

// Ready returns nil if the last append worked, else it tries again. A session that cannot keep anything does nothing.
func (l *StoredLog) Ready() error {
	l.mu.Lock()
	failed := l.failed
	l.mu.Unlock()
	if failed == nil {
		return l.log.Check()
	}
	return l.Commit()
}

// flush appends the pending records. The lock is held, but not while the store works.
func (l *StoredLog) flush() error {
	batch, first := l.pending, l.kept+1
	l.pending = nil
	l.failed = l.alone(func() error {
		records := make([][]byte, len(batch))
		for i := range batch {
			var err error
			if records[i], err = batch[i].encode(); err != nil {
				return err
			}
		}
		return l.log.Append(first, records)
	})
	if l.failed != nil {
		l.pending = append(batch, l.pending...)
		return l.failed
	}
	l.kept += uint64(len(batch))
	if l.counts != nil {
		l.counts.Appended.Add(int64(len(batch)))
	}
	return nil
}

// alone calls f while nobody else uses the store's log. The lock is held before and after, and not meanwhile.
func (l *StoredLog) alone(f func() error) error {
	for l.flushing != nil {
		free := l.flushing
		l.mu.Unlock()
		<-free
		l.mu.Lock()
	}
	free := make(chan struct{})
	l.flushing = free
	l.mu.Unlock()
	err := f()
	l.mu.Lock()
	l.flushing = nil
	close(free)
	return err
}

// retire calls f, which puts another log in the place of this one, and keeps nothing any more unless that fails.
func (l *StoredLog) retire(f func() error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.alone(f)
	if err == nil {
		l.retired, l.pending, l.failed = true, nil, nil
	}
	return err
}

// encode returns the record.
func (p *pendingRecord) encode() ([]byte, error) {
	switch p.kind {
	case clockRecord:
		return encode(p.kind, 0, p.clock)
	case unsentRecord:
		return encode(p.kind, p.about, nil)
	default:
		return encodeEntry(p.entry, p.about)
	}
}

// Lost reports whether another replica may own the log by now.
func (l *StoredLog) Lost() bool { return errors.Is(l.log.Check(), store.ErrNotOwner) }

// Close keeps what no response has waited for, and ends the ownership of the log.
func (l *StoredLog) Close() error { return errors.Join(l.Commit(), l.retire(l.log.Close)) }

// Remove removes the log from the store.
func (l *StoredLog) Remove() error { return l.retire(l.log.Remove) }
