package journal

import (
	"context"
	"errors"
	"slices"
)

// ErrClosed is returned by Wait and Follow after the session ended or while the server stops.
var ErrClosed = errors.New("the journal is closed: its session ended, or the server stops")

// Polls returns the number of polls that Wait would count now.
func (j *Journal) Polls(f Filter) int {
	n := 0
	for _, e := range j.Entries(f) {
		n += e.PollsOf(f.Job)
	}
	return n
}

// Wait returns when the filter's job was polled that often: it counts the responses that showed the job. If the filter names no
// job, it counts requests that have ended. It returns the last count, and ErrClosed or the context's error if that is too
// low. If polls is zero it returns at once. Clear makes it count
// from zero. A closed quit ends it like Close; quit may be nil.
func (j *Journal) Wait(ctx context.Context, quit <-chan struct{}, f Filter, polls int) (int, error) {
	if polls <= 0 {
		return j.Polls(f), nil
	}
	n, first := 0, uint64(0)
	enough := errors.New("enough")
	err := j.Follow(ctx, quit, f, 0, func(e Entry) error {
		if now := j.oldest(); now != first {
			n, first = 0, now
		}
		if e.N < first {
			return nil
		}
		if n += e.PollsOf(f.Job); n >= polls {
			return enough
		}
		return nil
	})
	if n >= polls {
		return n, nil
	}
	return n, err
}

// oldest returns the number of the first entry since the last Clear.
func (j *Journal) oldest() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.first
}

// Follow calls send for each entry when it ends, in the order of the ends, beginning with those that ended after the given
// number of ends. It returns the error of send or of the context, or ErrClosed. A closed quit ends it like Close; quit may be nil.
func (j *Journal) Follow(ctx context.Context, quit <-chan struct{}, f Filter, after uint64, send func(Entry) error) error {
	for {
		entries, wake, ended := j.endedAfter(f, after)
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

// Ended returns the number of entries of the journal that had ended when this one had: Follow goes on from there.
func (e *Entry) Ended() uint64 { return e.ended }

// Ended returns how many entries have ended.
func (j *Journal) Ended() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.ended
}

// endedAfter returns the entries that ended after a number of ends, in the order of their ends; a channel that is closed at
// the next change, nil for a closed journal; and the number of ends now. It looks back only as far as it must.
func (j *Journal) endedAfter(f Filter, after uint64) (found []Entry, wake <-chan struct{}, ended uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for n, sought := j.last, int64(j.ended-after); n >= j.old && sought > 0; n-- {
		if j.slot(n).ended <= after {
			continue
		}
		sought--
		if e := j.entry(n); f.Selects(&e) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b Entry) int { return int(int64(a.ended) - int64(b.ended)) })
	return found, j.waker(), j.ended
}

// waker returns a channel that is closed at the next change; nil for a closed journal. The lock is held.
func (j *Journal) waker() <-chan struct{} {
	if j.closed {
		return nil
	}
	if j.wake == nil {
		j.wake = make(chan struct{})
	}
	return j.wake
}
