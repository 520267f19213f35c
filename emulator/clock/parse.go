package clock

import (
	"fmt"
	"strconv"
	"strings"
)

// Modes lists what Parse takes, for help texts and messages.
const Modes = "real, manual, or a factor such as 60x"

// Parse makes the clock of a mode's name. A manual clock starts at the present instant.
func Parse(mode string) (Clock, error) {
	switch mode {
	case "real", "":
		return System{}, nil
	case "manual":
		return NewManual(System{}.Now()), nil
	}
	if digits, ok := strings.CutSuffix(mode, "x"); ok {
		f, err := strconv.ParseFloat(digits, 64)
		if err == nil && f > 0 && f <= 1e6 {
			return Scaled{Origin: System{}.Now(), Factor: f}, nil
		}
	}
	return nil, fmt.Errorf("clock %q: want %s", mode, Modes)
}
