package clock

import (
	"fmt"
	"sync"
	"time"
)

// Clock tells the emulator's time. String names its mode: "real", "60x", "manual".
type Clock interface {
	Now() time.Time
	String() string
}

// System is real time, or a bubble's time inside testing/synctest.
type System struct{}

// Now is the time of day, in UTC.
func (System) Now() time.Time { return time.Now().UTC() }

// String is "real".
func (System) String() string { return "real" }

// Scaled runs Factor times as fast as real time, from Origin on.
type Scaled struct {
	Origin time.Time
	Factor float64
}

// Now is the origin and the scaled time since.
func (s Scaled) Now() time.Time {
	passed := System{}.Now().Sub(s.Origin)
	return s.Origin.Add(time.Duration(float64(passed) * s.Factor))
}

// String is the factor, as in "60x".
func (s Scaled) String() string { return fmt.Sprintf("%gx", s.Factor) }

// Manual stands still until Advance or Set moves it. It is safe for concurrent use.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// NewManual makes a clock that stands at the given instant.
func NewManual(at time.Time) *Manual { return &Manual{now: at.UTC()} }

// Now is the instant at which it stands.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Advance moves it forward and answers the new instant. Time never runs backward: a negative d moves nothing.
func (m *Manual) Advance(d time.Duration) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(max(d, 0))
	return m.now
}

// Set moves it forward to an instant; an earlier one than now moves nothing. It answers the new instant.
func (m *Manual) Set(at time.Time) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at.After(m.now) {
		m.now = at.UTC()
	}
	return m.now
}

// String is "manual".
func (m *Manual) String() string { return "manual" }
