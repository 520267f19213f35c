package clock

import "time"

// Anchor is where a clock was steered last, as values that can be written down: its instants since follow from it and from the time
// of its base.
type Anchor struct {
	Now    time.Time `json:"now"`              // the clock's instant then
	Base   time.Time `json:"base"`             // its base's instant then
	Pace   float64   `json:"pace,omitempty"`   // 0: it is stopped
	Paused float64   `json:"paused,omitempty"` // of a paused clock: its pace when it goes on
	Skips  bool      `json:"skips,omitempty"`  // Skip moves it
	Apart  bool      `json:"apart,omitempty"`  // its instant differs from that of its base
}

func (a anchor) export() Anchor {
	return Anchor{a.now, a.base.UTC(), a.pace, a.paused, a.skips, a.apart}
}

// same reports whether both are of a stopped clock with the same instant.
func (a anchor) same(b anchor) bool {
	return a.pace == 0 && b.pace == 0 && a.now.Equal(b.now) && a.paused == b.paused && a.skips == b.skips
}

// Anchor returns where the clock was steered last.
func (c *Steered) Anchor() Anchor { return c.look().export() }

// OnSteer sets a function that is called with the new anchor each time the clock is steered, under the clock's lock: it must neither
// wait nor use the clock. Nil sets none.
func (c *Steered) OnSteer(f func(Anchor)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moved = f
}

// Follow makes the clock go on from an anchor that was written down, with real time as its base. Its instant is not before floor, and
// that of its base not before base: if the machine's time was set back meanwhile, the clock waits there.
func (c *Steered) Follow(at Anchor, floor, base time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.base = System{}
	a := anchor{
		now: at.Now.UTC(), base: at.Base.UTC(), pace: at.Pace, paused: at.Paused, skips: at.Skips, apart: at.Apart,
	}
	a.mode = a.name(c.base)
	if c.latest = a.baseAt(floor); base.After(c.latest) {
		c.latest = base
	}
	c.at = a
	if a.pace == 0 && floor.After(a.now) {
		c.at.now = floor.UTC()
	}
}

// baseAt returns the first instant of the base at which the clock has come to an instant.
func (a *anchor) baseAt(now time.Time) time.Time {
	switch passed := now.Sub(a.now); {
	case a.pace == 0 || passed <= 0:
		return a.base
	case !a.apart:
		return now
	default:
		return a.base.Add(time.Duration(float64(passed)/a.pace) + 1)
	}
}
