package clock

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The names of the modes in which a clock is stopped.
const (
	Manual   = "manual"   // until it is moved
	Skipping = "skipping" // until a response moves it to the next change of the jobs that the request was about
	Paused   = "paused"   // until it is resumed
)

// Modes lists what Parse accepts, for help texts and messages.
const Modes = "real, manual, skipping, or a factor such as 60x"

// Parse returns the clock of a mode's name. It begins at the present instant.
func Parse(mode string) (*Steered, error) {
	c := Steer(System{})
	return c, c.SetMode(mode)
}

// ParseAt is Parse for a clock that begins at another instant. It returns a *RangeError for
// an instant that no clock can have.
func ParseAt(mode string, at time.Time) (*Steered, error) {
	if err := Check(at); err != nil {
		return nil, err
	}
	c := NewManual(at)
	return c, c.SetMode(mode)
}

// mode is what a mode's name says.
type mode struct {
	pace  float64
	skips bool
}

func parse(name string) (mode, error) {
	switch name {
	case "real", "":
		return mode{pace: 1}, nil
	case Manual:
		return mode{}, nil
	case Skipping:
		return mode{skips: true}, nil
	}
	if digits, ok := strings.CutSuffix(name, "x"); ok {
		if pace, err := strconv.ParseFloat(digits, 64); err == nil && within(pace) {
			return mode{pace: pace}, nil
		}
	}
	return mode{}, fmt.Errorf("clock %q: want %s", name, Modes)
}

// within reports whether a clock can have this pace. NaN is not within.
func within(pace float64) bool { return pace >= Slowest && pace <= Fastest }
