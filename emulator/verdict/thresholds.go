package verdict

import "time"

// Thresholds are the limits by which findings are found. DefaultThresholds has the defaults, ThresholdTable their sources.
type Thresholds struct {
	// MinPause is the shortest pause between two polls of a job.
	MinPause time.Duration
}

// DefaultThresholds returns the thresholds that hold unless others are given.
func DefaultThresholds() Thresholds {
	return Thresholds{MinPause: time.Second}
}
