package clock

import (
	"fmt"
	"sync"
	"time"
)

// The slowest and the fastest pace of a clock.
const (
	Slowest = 1e-6
	Fastest = 1e6
)

// Steered is a clock that follows another one, at a pace that can be changed, and that can be moved. It never runs backward.
// It is safe for concurrent use.
type Steered struct {
	base Clock
	mu   sync.Mutex // held to read the time too: an old anchor could give a later instant than its successor
	at   anchor

	latest time.Time // the latest instant that base had
	moved  func(Anchor)
}

// anchor is where a clock was steered last. The time since follows from it.
type anchor struct {
	now    time.Time // the clock's instant then
	base   time.Time // its base's instant then
	pace   float64   // 0: it is stopped
	paused float64   // of a paused clock: its pace when it goes on
	skips  bool      // Skip moves it
	apart  bool      // its instant differs from that of its base
	mode   string
}

// Steer returns a clock that has the time of base until it is steered.
func Steer(base Clock) *Steered {
	now := base.Now()
	return &Steered{base: base, at: anchor{now: now, base: now, pace: 1, mode: base.String()}, latest: now}
}

// NewManual returns a clock that is stopped at the given instant until it is moved.
func NewManual(at time.Time) *Steered {
	return &Steered{base: System{}, at: anchor{now: at.UTC().Round(0), apart: true, mode: Manual}}
}

// Now returns the clock's instant, in UTC.
func (c *Steered) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.pace == 0 {
		return c.at.now
	}
	return c.at.instant(c.baseNow())
}

// baseNow returns the base's instant, or its latest one so far if the base was set back: the clock waits there. The lock is
// held.
func (c *Steered) baseNow() time.Time {
	if now := c.base.Now(); !now.Before(c.latest) {
		c.latest = now
	}
	return c.latest
}

// String returns the mode: that of the base, "60x", "manual", "skipping" or "paused". A clock that goes as fast as its base but
// was moved away from it is "1x".
func (c *Steered) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at.mode
}

// Stopped reports whether only steering moves the clock.
func (c *Steered) Stopped() bool { return c.look().pace == 0 }

// Pace returns how fast the clock runs relative to its base; 0 means that it is stopped.
func (c *Steered) Pace() float64 { return c.look().pace }

// Mode returns the mode by a name that SetMode takes, and whether the clock is paused in it.
func (c *Steered) Mode() (name string, paused bool) {
	a := c.look()
	switch {
	case a.paused > 0:
		return paceName(a.paused), true
	case a.pace > 0:
		return paceName(a.pace), false
	default:
		return a.mode, false
	}
}

func (c *Steered) look() anchor {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Advance moves the clock forward, at most to Latest, and returns the new instant. A negative d moves nothing.
func (c *Steered) Advance(d time.Duration) time.Time {
	return c.steer(func(a *anchor) { a.move(a.now.Add(max(d, 0))) })
}

// Set moves the clock forward to an instant, at most to Latest; an earlier one than now moves nothing. It returns the new
// instant.
func (c *Steered) Set(at time.Time) time.Time { return c.steer(func(a *anchor) { a.move(at) }) }

// Skip is Set for a clock whose mode is "skipping". It does not move any other clock.
func (c *Steered) Skip(at time.Time) {
	if c.look().skips {
		c.Set(at)
	}
}

// Pause stops the clock until Resume. It does not change a clock that is stopped already.
func (c *Steered) Pause() time.Time {
	return c.steer(func(a *anchor) {
		if a.pace > 0 {
			a.paused, a.pace, a.apart = a.pace, 0, true
		}
	})
}

// Resume starts a stopped clock again: a paused one at its pace before, any other at that of its base.
func (c *Steered) Resume() time.Time {
	return c.steer(func(a *anchor) {
		switch {
		case a.pace > 0:
		case a.paused > 0:
			a.run(a.paused)
		default:
			a.run(1)
		}
	})
}

// Scale sets the pace from the present instant on. It returns an error for one that is not between Slowest
// and Fastest.
func (c *Steered) Scale(pace float64) error {
	if !within(pace) {
		return fmt.Errorf("a pace of %g: want a number from %g to %g", pace, Slowest, Fastest)
	}
	c.steer(func(a *anchor) { a.run(pace) })
	return nil
}

// SetMode puts the clock into a mode that Parse takes, from the present instant on.
func (c *Steered) SetMode(mode string) error {
	m, err := parse(mode)
	if err != nil {
		return err
	}
	c.steer(func(a *anchor) {
		a.run(m.pace)
		a.skips, a.apart = m.skips, a.apart || m.pace == 0
	})
	return nil
}

// Fork returns another clock with the same instant and mode.
func (c *Steered) Fork() *Steered {
	c.mu.Lock()
	defer c.mu.Unlock()
	return &Steered{base: c.base, at: c.at, latest: c.baseNow()}
}

// steer changes the anchor at the present instant and returns the new one.
func (c *Steered) steer(change func(*anchor)) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	base := c.baseNow()
	a := c.at
	a.now, a.base = a.instant(base), base
	change(&a)
	a.mode = a.name(c.base)
	if c.moved != nil && !a.same(c.at) {
		c.moved(a.export())
	}
	c.at = a
	return a.now
}

// at returns the clock's instant at one of its base.
func (a *anchor) instant(base time.Time) time.Time {
	switch {
	case a.pace == 0:
		return a.now
	case !a.apart:
		return base
	}
	const longest = float64(1<<63 - 1<<10) // what a Duration holds, in whole steps of a float64
	passed := time.Duration(min(float64(base.Sub(a.base))*a.pace, longest))
	return earlier(a.now.Add(passed), Latest())
}

// move sets the instant, which is never an earlier one.
func (a *anchor) move(at time.Time) {
	if at = earlier(at, Latest()); at.After(a.now) {
		a.now, a.apart = at.UTC().Round(0), true
	}
}

// run starts the clock from where it is.
func (a *anchor) run(pace float64) {
	a.pace, a.paused, a.skips, a.apart = pace, 0, false, a.apart || pace != 1
}

// name returns the name of the mode.
func (a *anchor) name(base Clock) string {
	switch {
	case a.paused > 0:
		return Paused
	case a.skips:
		return Skipping
	case a.pace == 0:
		return Manual
	case !a.apart:
		return base.String()
	default:
		return paceName(a.pace)
	}
}

func paceName(pace float64) string { return fmt.Sprintf("%gx", pace) }

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
