package job

import (
	"math/rand/v2"
	"time"
)

// Span is a duration drawn once, uniformly from [Min, Max].
type Span struct{ Min, Max time.Duration }

// Fixed returns a Span without choice.
func Fixed(d time.Duration) Span { return Span{d, d} }

// Share is a progress in percent that runs linearly from From to To while a step lasts.
type Share struct{ From, To int }

// Step is one stretch of a job's life.
type Step struct {
	Status string
	Phase  Phase
	Until  Exit
	// Share is nil for the default: a running step goes from 0 to 100, a pending one stays at 0, an ended one at 100
	// if it succeeded and where it was if it failed.
	Share *Share
	// Payload is the API's own typed payload. It is shared by all jobs of a timeline and must not be changed.
	Payload any
}

// Exit is what ends a step: whichever of its parts comes first. The zero Exit never comes: the step is final.
type Exit struct {
	For    Span   // time in the step; in force when Timed
	Timed  bool   // distinguishes "for 0s" from no duration
	Polls  int    // polls in the step
	Signal string // a client's call, by its name in the vocabulary, or ReleaseSignal, or what String of Call returns
	Call   *Call  // the call that Signal stands for, if it may be any call of any API; else nil
}

// ReleaseSignal is the Signal of a step that lasts until the job is released from outside of the APIs.
const ReleaseSignal = "release"

// Call is a client's call that a step waits for.
type Call struct {
	API, Op string // Op "*" means any operation
	Where   any    // conditions on the request; package world knows their type
	Text    string // of the conditions
}

// String returns the call as a scenario writes it. It is the Signal of a step that waits for it.
func (c *Call) String() string {
	if c.Text == "" {
		return c.API + "." + c.Op
	}
	return c.API + "." + c.Op + " where " + c.Text
}

// Final reports whether nothing ends the step.
func (e Exit) Final() bool { return !e.Timed && e.Polls == 0 && e.Signal == "" }

// After returns the Exit by time.
func After(s Span) Exit { return Exit{For: s, Timed: true} }

// draw returns one number of [0, n] for the given key and place, the same at every call.
func draw(key uint64, place uint64, n int64) int64 {
	if n <= 0 {
		return 0
	}
	var src rand.PCG
	src.Seed(key, place)
	return rand.New(&src).Int64N(n + 1)
}

// drawSpan returns the duration that the job with this key spends in the step at this place of its path.
func drawSpan(key uint64, place int, s Span) time.Duration {
	return s.Min + time.Duration(draw(key, uint64(place), int64(s.Max-s.Min)))
}

// Key mixes a seed and names into the key of a draw (FNV-1a, 64 bit).
func Key(seed uint64, names ...string) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for range 8 {
		h = (h ^ seed&0xff) * prime
		seed >>= 8
	}
	for _, name := range names {
		for i := range len(name) {
			h = (h ^ uint64(name[i])) * prime
		}
		h = (h ^ 0xff) * prime
	}
	return h
}

// Draw returns one number of [0, 1) for a key and a place, the same at every call.
func Draw(key, place uint64) float64 {
	return float64(draw(key, place, 1<<53-1)) / (1 << 53)
}
