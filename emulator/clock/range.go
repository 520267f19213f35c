package clock

import (
	"fmt"
	"time"
)

// Earliest returns the first instant of a clock, the beginning of 1970.
func Earliest() time.Time { return time.Unix(0, 0).UTC() }

// Latest returns the last instant of a clock, the end of 9998. A clock that reaches it stops. A year more is what dates of four
// digits can write, so that a token which expires a day later still can.
func Latest() time.Time { return time.Date(9998, 12, 31, 23, 59, 59, 0, time.UTC) }

// RangeError is returned for an instant that no clock can have.
type RangeError struct{ At time.Time }

// Error returns the instant and the range.
func (e *RangeError) Error() string {
	return fmt.Sprintf("the instant %s is out of range: want one within the years 1970 to 9998", e.At.UTC().Format(time.RFC3339))
}

// Check returns a *RangeError for an instant that is before Earliest or after Latest.
func Check(at time.Time) error {
	if at.Before(Earliest()) || at.After(Latest()) {
		return &RangeError{at}
	}
	return nil
}
