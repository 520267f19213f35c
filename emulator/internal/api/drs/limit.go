package drs

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// limits sets the speed limits of one task; an empty list removes them.
type limits struct {
	ID     string        `json:"job_id"`
	Limits *[]SpeedLimit `json:"speed_limit"`
}

// SpeedLimit limits the speed of a task during a part of the day, in MB/s.
type SpeedLimit struct {
	Begin string `json:"begin"` // "16:00"
	End   string `json:"end"`   // "15:59"
	Speed string `json:"speed"`
	UTC   *bool  `json:"is_utc,omitempty"`
}

func (l limits) task() string { return l.ID }

func (l limits) check() error {
	if l.Limits == nil {
		return table.Error("DRS.M00201", "speed_limit")
	}
	if len(*l.Limits) > 3 {
		return table.Error("DRS.M00202", "speed_limit")
	}
	var hours [24]bool
	for _, one := range *l.Limits {
		if err := one.check(); err != nil {
			return err
		}
		if one.claim(&hours) {
			return table.Error("DRS.M00202", "speed_limit")
		}
	}
	return nil
}

// claim marks the hours of a limit and reports whether one of them was marked before: limits cannot overlap. The minutes
// of the begin are ignored (drs_03_0130).
func (l SpeedLimit) claim(hours *[24]bool) bool {
	begin, _ := strconv.Atoi(l.Begin[:2])
	end, _ := strconv.Atoi(l.End[:2])
	for h := begin; ; h = (h + 1) % len(hours) {
		if hours[h] {
			return true
		}
		if hours[h] = true; h == end {
			return false
		}
	}
}

func (l SpeedLimit) check() error {
	speed, err := strconv.Atoi(l.Speed)
	switch {
	case !clockTime(l.Begin):
		return table.Error("DRS.M00202", "begin")
	case l.Begin == l.End:
		return table.Error("DRS.M00306")
	case !clockTime(l.End) || !strings.HasSuffix(l.End, ":59"):
		return table.Error("DRS.M00202", "end")
	case err != nil || speed < 1 || speed > 9999:
		return table.Error("DRS.M00202", "speed")
	}
	return nil
}

func clockTime(s string) bool {
	_, err := time.Parse("15:04", s)
	return err == nil && len(s) == len("15:04")
}

// batchLimitSpeed limits the speed of tasks (drs_03_0130). It does not slow down their transfers.
func batchLimitSpeed() http.Handler {
	return action[limits]{
		name: "batch-limit-speed", status: http.StatusOK, list: "speed_limits",
		reject: func(v *taskContext, _ limits) error {
			switch {
			case v.Mode == increOnly:
				return table.Error("DRS.M00403")
			case v.stopped():
				return errStatus()
			}
			return nil
		},
		do: func(v *taskContext, l limits) error {
			v.Limits = *l.Limits
			v.save()
			return nil
		},
	}.handler()
}
