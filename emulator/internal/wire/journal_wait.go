package wire

import (
	"context"
	"errors"
	"slices"
)

// ErrClosed says that a journal gets no entries any more, since its session is over or the server stops.
var ErrClosed = errors.New("the journal is closed")

// Polls counts what Wait waits for.
func (j *Journal) Polls(f Filter) int {
	n := 0
	for _, e := range j.Entries(f) {
		n += e.polls(f.Job)
	}
	return n
}

// Wait waits until a job was polled so often: answers that told the filter's job, each poll counted; without a job,
// requests that were answered. It answers the count that it saw last, and ErrClosed or what the context says when that is
// too few; no polls at all are there at once. quit ends the wait like Close; it may be nil.
func (j *Journal) Wait(ctx context.Context, quit <-chan struct{}, f Filter, polls int) (int, error) {
	if polls <= 0 {
		return j.Polls(f), nil
	}
	n := 0
	enough := errors.New("enough")
	err := j.Follow(ctx, quit, f, 0, func(e Entry) error {
		if n += e.polls(f.Job); n >= polls {
			return enough
		}
		return nil
	})
	if n >= polls {
		return n, nil
	}
	return n, err
}

// Follow gives each entry to send when it ends, in the order of the ends, beginning with those that ended after the given
// number of ends. It returns what send or the context says, or ErrClosed. quit ends it like Close; it may be nil.
func (j *Journal) Follow(ctx context.Context, quit <-chan struct{}, f Filter, after uint64, send func(Entry) error) error {
	for {
		entries, wake, ended := j.news(f, after)
		for _, e := range entries {
			if err := send(e); err != nil {
				return err
			}
		}
		if after = ended; wake == nil {
			return ErrClosed
		}
		select {
		case <-wake:
		case <-quit:
			return ErrClosed
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Ended counts the journal's entries that had ended once this one had: what Follow goes on from.
func (e *Entry) Ended() uint64 { return e.ended }

// Ended counts the entries that have ended.
func (j *Journal) Ended() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.ended
}

// news are the entries that ended after a number of ends, in the order of their ends; what is closed at the next change,
// nil for a closed journal; and the number of ends now. It looks back only as far as it must.
func (j *Journal) news(f Filter, after uint64) (found []Entry, wake <-chan struct{}, ended uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for n, sought := j.last, int64(j.ended-after); n >= j.old && sought > 0; n-- {
		if j.slot(n).ended <= after {
			continue
		}
		sought--
		if e := j.entry(n); f.admits(&e) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b Entry) int { return int(int64(a.ended) - int64(b.ended)) })
	return found, j.waker(), j.ended
}

// waker is what is closed at the next change; nil for a closed journal. The lock is held.
func (j *Journal) waker() <-chan struct{} {
	if j.closed {
		return nil
	}
	if j.wake == nil {
		j.wake = make(chan struct{})
	}
	return j.wake
}
