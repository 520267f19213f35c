package verdict

import "slices"

// Level is how bad a finding is.
type Level string

// The levels, from the least to the worst.
const (
	Note    Level = "note"    // worth knowing
	Warning Level = "warning" // works today, and costs or breaks under load
	Error   Level = "error"   // wrong: the client loses work, data or the service's patience
)

var levels = []Level{Note, Warning, Error}

// Levels returns the levels, from the least to the worst.
func Levels() []Level { return slices.Clone(levels) }

// AtLeast reports whether l is other or worse.
func (l Level) AtLeast(other Level) bool {
	return slices.Index(levels, l) >= slices.Index(levels, other)
}
