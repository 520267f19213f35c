package admin

import "time"

// Clock is the document of GET /__admin/clock: a session's clock and the next change that time brings.
type Clock struct {
	Mode string    `json:"mode"` // "real", "manual", "skipping", or a factor such as "60x"
	Now  time.Time `json:"now"`
	// Pace is how many seconds of the clock pass in a second of real time; 0 means that it is stopped.
	Pace float64     `json:"pace"`
	Next *NextChange `json:"next,omitempty"` // nil: time alone changes no job
}

// NextChange is the first change of a job that time alone brings.
type NextChange struct {
	Job string    `json:"job"` // such as "evs/j1"
	At  time.Time `json:"at"`
	In  Duration  `json:"in"` // from now on, by the session's clock
}

// ClockChange is the document of every request that changes a clock.
type ClockChange struct {
	Clock
	Advanced Duration `json:"advanced"` // how far the clock moved
	// Waiting are the jobs that time alone does not bring to an end; set by an advance to "end".
	Waiting []string `json:"waiting,omitempty"`
}

// Advance is the body of POST /__admin/clock/advance. Exactly one of its fields is set.
type Advance struct {
	By *Duration `json:"by,omitempty"`
	To *Target   `json:"to,omitempty"`
}

// Target is what a clock advances to: the next change of any job, the last one, or the instant at which a job has a status.
// In JSON it is "next", "end" or {"job", "status"}.
type Target struct {
	Word   string // "next" or "end"; empty if Job is set
	Job    string // such as "evs/j1"
	Status string // the API's own word
}

// SetClock is the body of POST /__admin/clock/set.
type SetClock struct {
	Now time.Time `json:"now"` // not before the clock's present instant; within years 1970 to 9998
}

// ScaleClock is the body of POST /__admin/clock/scale.
type ScaleClock struct {
	Factor float64 `json:"factor"` // from 0.000001 to 1,000,000
}

// ClockMode is the body of POST /__admin/clock/mode.
type ClockMode struct {
	Mode string `json:"mode"` // as in Clock
}
