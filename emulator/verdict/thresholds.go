package verdict

import (
	"cmp"
	"time"
)

// Thresholds are the limits by which findings are found. DefaultThresholds has the defaults, ThresholdTable their sources.
type Thresholds struct {
	// MinPause is the shortest pause between two polls of a job.
	MinPause time.Duration
}

// Or returns t with the thresholds of other in place of those that are zero.
func (t Thresholds) Or(other Thresholds) Thresholds {
	t.MinPause = cmp.Or(t.MinPause, other.MinPause)
	return t
}

// DefaultThresholds returns the thresholds that hold unless others are given.
func DefaultThresholds() Thresholds {
	return Thresholds{MinPause: time.Second}
}
