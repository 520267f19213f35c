package drs

import (
	"net/http"
	"strconv"
	"time"
)

// limits are the speed limits that one task is to get; none lifts those that it has.
type limits struct {
	ID     string        `json:"job_id"`
	Limits *[]SpeedLimit `json:"speed_limit"`
}

// SpeedLimit bounds the speed of a task in a part of the day, in MB/s.
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
	for _, one := range *l.Limits {
		if err := one.check(); err != nil {
			return err
		}
	}
	return nil
}

func (l SpeedLimit) check() error {
	speed, err := strconv.Atoi(l.Speed)
	switch {
	case !clockTime(l.Begin):
		return table.Error("DRS.M00202", "begin")
	case !clockTime(l.End):
		return table.Error("DRS.M00202", "end")
	case err != nil || speed < 1 || speed > 9999:
		return table.Error("DRS.M00202", "speed")
	case l.Begin == l.End:
		return table.Error("DRS.M00306")
	}
	return nil
}

func clockTime(s string) bool {
	_, err := time.Parse("15:04", s)
	return err == nil && len(s) == len("15:04")
}

// batchLimitSpeed limits the speed of tasks (drs_03_0130). Their transfers take no longer for it.
func batchLimitSpeed() http.Handler {
	return action[limits]{
		name: "batch-limit-speed", status: http.StatusOK, list: "speed_limits",
		refuse: func(v *taskContext, _ limits) error {
			switch {
			case v.Mode == increOnly:
				return table.Error("DRS.M00403")
			case v.stopped():
				return wrongState()
			}
			return nil
		},
		do: func(v *taskContext, l limits) error {
			v.Limits = *l.Limits
			v.keep()
			return nil
		},
	}.handler()
}
