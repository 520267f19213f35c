package control

import (
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
)

// healthDoc tells that the server is well, and what it serves.
type healthDoc struct {
	Status    string   `json:"status"`
	Version   string   `json:"version"`
	Uptime    string   `json:"uptime"`
	Session   string   `json:"session,omitempty"`
	Clock     clockDoc `json:"clock"`
	Seed      uint64   `json:"seed"`
	Profile   string   `json:"profile"`
	Scenarios []string `json:"scenarios"`
	Sessions  int      `json:"sessions"`
	Requests  uint64   `json:"requests"`
	Dropped   uint64   `json:"dropped"`
}

func health(v *request, _ none) (healthDoc, error) {
	s := v.session
	return healthDoc{
		Status: "ok", Version: v.opts.Version, Uptime: v.uptime().Round(time.Millisecond).String(), Session: s.ID(),
		Clock: clockOf(s), Seed: s.Seed(), Profile: s.Profile(), Scenarios: listed(s.Scenarios()),
		Sessions: len(v.opts.Sessions.All()), Requests: s.Journal().Ended(), Dropped: s.Journal().Dropped(),
	}, nil
}

func (c *Control) uptime() time.Duration { return clock.System{}.Now().Sub(c.opts.Began) }

// listed is a list that JSON writes as one even if it is empty.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
