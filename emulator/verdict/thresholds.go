package verdict

import (
	"cmp"
	"time"
)

// Thresholds are the limits by which findings are found. DefaultThresholds has the defaults, ThresholdTable their sources. A zero field
// means the default.
type Thresholds struct {
	MinPause       time.Duration // the shortest pause between two polls of a job
	FirstPause     time.Duration // the shortest pause between the start of a job and its first poll
	SteadyPolls    int           // as many pauses without growth are no backoff
	SteadyPause    time.Duration // from this pause on it need not grow
	JitterPolls    int           // as many pauses show whether they have a random part
	RetryPause     time.Duration // the shortest pause before a request is sent again after an error of the service
	LateFactor     int           // a pause of more times what Retry-After says is too long
	LateBy         time.Duration // if it is also longer by this
	StuckPolls     int           // as many polls of a job that does not move are too many
	StuckTime      time.Duration // and so is this time
	SingleIDs      int           // as many jobs that are polled in turn, one by one, could be polled together
	SignIns        int           // as many sign-ins are more than parallel clients need
	NewConnections int           // as many polls on new connections are a habit
	IdleConnection time.Duration // within this time after a request its connection is there to be used again
}

// DefaultThresholds returns the thresholds that hold unless others are given.
func DefaultThresholds() Thresholds {
	return Thresholds{
		MinPause: time.Second, FirstPause: 500 * time.Millisecond,
		SteadyPolls: 10, SteadyPause: 10 * time.Second, JitterPolls: 6,
		RetryPause: 500 * time.Millisecond, LateFactor: 5, LateBy: 10 * time.Second,
		StuckPolls: 1000, StuckTime: time.Hour,
		SingleIDs: 5, SignIns: 5, NewConnections: 10, IdleConnection: 30 * time.Second,
	}
}

// Or returns t with the thresholds of other in place of those that are zero.
func (t Thresholds) Or(other Thresholds) Thresholds {
	t.MinPause = cmp.Or(t.MinPause, other.MinPause)
	t.FirstPause = cmp.Or(t.FirstPause, other.FirstPause)
	t.SteadyPolls = cmp.Or(t.SteadyPolls, other.SteadyPolls)
	t.SteadyPause = cmp.Or(t.SteadyPause, other.SteadyPause)
	t.JitterPolls = cmp.Or(t.JitterPolls, other.JitterPolls)
	t.RetryPause = cmp.Or(t.RetryPause, other.RetryPause)
	t.LateFactor = cmp.Or(t.LateFactor, other.LateFactor)
	t.LateBy = cmp.Or(t.LateBy, other.LateBy)
	t.StuckPolls = cmp.Or(t.StuckPolls, other.StuckPolls)
	t.StuckTime = cmp.Or(t.StuckTime, other.StuckTime)
	t.SingleIDs = cmp.Or(t.SingleIDs, other.SingleIDs)
	t.SignIns = cmp.Or(t.SignIns, other.SignIns)
	t.NewConnections = cmp.Or(t.NewConnections, other.NewConnections)
	t.IdleConnection = cmp.Or(t.IdleConnection, other.IdleConnection)
	return t
}
