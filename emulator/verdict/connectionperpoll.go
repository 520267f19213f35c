package verdict

import (
	"fmt"
	"time"

	"github.com/jobsim/jobsim/emulator/journal"
)

var connectionPerPollKind = Kind{
	ID: "connection-per-poll", Level: Note, Title: "opens a connection for each poll",
	Why: "A connection costs one round trip, and with TLS two more and a handshake on both sides, which is more than the poll itself. Those that were " +
		"closed keep their ports for a minute, and many pollers run out of them.",
	Source: "RFC 9112, section 9.3: implementations should support persistent connections; net/http: the client may not reuse a connection unless the body " +
		"is read to its end and closed",
	WayOut:     "Use one HTTP client for all requests (http.Client, requests.Session), read each body to its end, and close it.",
	Thresholds: []string{"new-connections", "idle-connection"},
	Scenario:   "evs/long-creation",
	Example:    []string{"GET …/jobs/4010… on connection 1", "10 s later: GET …/jobs/4010… on connection 2"},
	start: func(limits Thresholds) detector {
		return &connectionPerPoll{limit: limits.NewConnections, idle: limits.IdleConnection, apis: map[string]*connections{}}
	},
}

// connectionPerPoll finds polls that come on a connection of their own, though that of the request before could have been used again.
type connectionPerPoll struct {
	hits[*connections]
	limit int
	idle  time.Duration
	apis  map[string]*connections
}

// connections are those of the polls of an API.
type connections struct {
	last  time.Time // when the last request arrived whose connection could be used again
	polls int       // that came soon enough after it, of jobs that were polled before
	fresh int       // those of them that were the first request of their connection
}

func (d *connectionPerPoll) add(s *seen) {
	if s.ConnUse == 0 || s.API == "" {
		return
	}
	c := d.apis[s.API]
	if c == nil {
		c = &connections{}
		d.apis[s.names.text(s.API)] = c
	}
	soon := !c.last.IsZero() && s.Arrived.Sub(c.last) <= d.idle
	if c.last = s.Arrived; s.State != journal.Answered {
		c.last = time.Time{} // its connection has ended
	}
	if !soon || len(s.looks) == 0 || !s.looks[0].ask || s.looks[0].track.asks == 0 {
		return
	}
	if c.polls++; s.ConnUse == 1 {
		c.fresh++
		if of := d.addNamed(s.names.text(s.API), s.looks[0].evidence); of != nil {
			*of = c
		}
	}
}

func (d *connectionPerPoll) report(*inquiry) []hit {
	often := d.only(func(c **connections) bool {
		return (*c).fresh*10 >= (*c).polls*9 // a few come from the beginnings of parallel clients
	})
	return often.all(d.limit, func(h *hit, c **connections) string {
		return fmt.Sprintf("%d of %d polls came on a new connection, within %s of the request before", (*c).fresh, (*c).polls, d.idle)
	})
}
