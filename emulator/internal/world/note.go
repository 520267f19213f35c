package world

import (
	"errors"
	"slices"
	"time"
)

// The most that a world remembers of what was done to it. Bytes are those of the notes' bodies.
const (
	mostNotes     = 100_000
	mostNoteBytes = 64 << 20
)

// ErrTooManyNotes says that more was done to a world than it remembers.
var ErrTooManyNotes = errors.New("more was done here than is remembered (100000 calls, or 64 MiB of bodies)")

// Note is something that was done to a world, and when. Doing it all again in order, each at its instant, makes a world
// that cannot be told from this one.
type Note struct {
	At   time.Time
	What any // the caller's own
}

// notes are what was done to a world, in the order in which its lock was taken.
type notes struct {
	list  []Note
	bytes int
	lost  bool
}

// Changed tells that something was done in this Do that later answers depend on.
func (tx *Tx) Changed() bool { return tx.changed }

// Note remembers what this Do does, under its instant; size is roughly its bytes. It answers the place of the note, from 1.
// What is done in several Dos is noted by each in the place of the one before, since only the last knows it all: instead is
// that one's place, or 0.
func (tx *Tx) Note(what any, size, instead int) (place int) {
	n := &tx.w.notes
	if n.lost {
		return 0
	}
	switch instead {
	case 0:
	case len(n.list):
		n.list = n.list[:instead-1]
	default:
		n.list[instead-1].What = nil
	}
	if n.bytes += size; n.bytes > mostNoteBytes || len(n.list) == mostNotes {
		*n = notes{lost: true}
		return 0
	}
	n.list = append(n.list, Note{tx.now, what})
	return len(n.list)
}

// Notes are all that was done, oldest first, or ErrTooManyNotes.
func (tx *Tx) Notes() ([]Note, error) {
	if tx.w.notes.lost {
		return nil, ErrTooManyNotes
	}
	return slices.DeleteFunc(slices.Clone(tx.w.notes.list), func(n Note) bool { return n.What == nil }), nil
}

// Ruled tells that rules count the calls, so that even one that changes nothing else has an effect.
func (w *World) Ruled() bool { return len(w.rules) > 0 }

// Tally is what a world counts that looks alone move on.
type Tally struct {
	Requests uint64
	Claims   []int // by rule
}

// Tally tells the counts.
func (tx *Tx) Tally() Tally { return Tally{tx.w.requests.Load(), slices.Clone(tx.w.claims)} }

// Recall sets the counts to those of another world with the same rules.
func (tx *Tx) Recall(t Tally) {
	tx.w.requests.Store(t.Requests)
	copy(tx.w.claims, t.Claims)
}
