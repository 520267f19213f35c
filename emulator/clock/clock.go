package clock

import "time"

// Clock has the emulator's time. String returns its mode: "real", "60x", "manual".
type Clock interface {
	Now() time.Time
	String() string
}

// System is real time, or a bubble's time inside testing/synctest.
type System struct{}

// Now returns the time of day, in UTC.
func (System) Now() time.Time { return time.Now().UTC() }

// String returns "real".
func (System) String() string { return "real" }
