package control

import (
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
)

func health(r *request, _ none) (admin.Health, error) {
	s := r.session
	return admin.Health{
		Status: "ok", Started: r.opts.Started.UTC(), Version: r.opts.Version, URL: r.sessionURL(s), Uptime: admin.Duration(r.uptime().Round(time.Millisecond)), Session: s.ID(),
		Clock: clockOf(s), Seed: s.Seed(), Profile: s.Profile(), Scenarios: listOf(s.Scenarios()),
		Sessions: len(r.opts.Sessions.All()), Requests: s.Journal().Ended(), Dropped: s.Journal().Dropped(),
	}, nil
}

func (c *Control) uptime() time.Duration { return clock.System{}.Now().Sub(c.opts.Started) }

// listOf returns a list that JSON encodes as an array also if it is empty.
func listOf[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
