package control

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

// clockDoc is a session's clock and the next thing that it will bring.
type clockDoc struct {
	Mode string    `json:"mode"`
	Now  time.Time `json:"now"`
	Pace float64   `json:"pace"` // 0 stands still
	Next *nextDoc  `json:"next,omitempty"`
}

// nextDoc is the next change of any job that time alone brings.
type nextDoc struct {
	Job string    `json:"job"`
	At  time.Time `json:"at"`
	In  Duration  `json:"in"`
}

func clockOf(s Session) clockDoc {
	c := s.Clock()
	d := clockDoc{Mode: c.String(), Now: c.Now(), Pace: c.Pace()}
	if j, ok := s.NextChange(); ok {
		d.Next = &nextDoc{Job: j.Ref.String(), At: j.Next, In: Duration(j.Next.Sub(d.Now))}
	}
	return d
}

func showClock(v *request, _ none) (clockDoc, error) { return clockOf(v.session), nil }

// moved is a clock that was steered, and how far it went.
type moved struct {
	clockDoc
	Advanced Duration `json:"advanced"`
	// Waiting are the jobs that time alone does not bring to their end.
	Waiting []string `json:"waiting,omitempty"`
}

// advance says how far a clock is to go: by a time, or to something.
type advance struct {
	By *Duration       `json:"by"`
	To json.RawMessage `json:"to"` // "next", "end", or {"job", "status"}
}

// goal is a job's status that a clock is to reach.
type goal struct {
	Job    string `json:"job"`
	Status string `json:"status"`
}

func advanceClock(v *request, a advance) (moved, error) {
	s, c := v.session, v.session.Clock()
	before := c.Now()
	var waiting []job.Ref
	var err error
	var word string
	switch {
	case (a.By == nil) == (a.To == nil):
		return moved{}, Refuse("a clock is advanced by a time or to something", `want {"by": "27s"}, {"to": "next"}, {"to": "end"} or {"to": {"job": "evs/j1", "status": "SUCCESS"}}`)
	case a.By != nil:
		c.Advance(time.Duration(*a.By))
	case json.Unmarshal(a.To, &word) != nil:
		err = v.advanceTo(a.To)
	case word == "next":
		_, err = s.AdvanceNext()
	case word == "end":
		_, waiting = s.AdvanceEnd()
	default:
		err = Refuse(fmt.Sprintf("there is no %q to advance to", word), "want next, end or a job's status")
	}
	if err != nil {
		return moved{}, err
	}
	m := moved{clockDoc: clockOf(s), Waiting: sorted(waiting)}
	m.Advanced = Duration(m.Now.Sub(before))
	return m, nil
}

// advanceTo moves the clock to a job's status.
func (v *request) advanceTo(to json.RawMessage) error {
	var g goal
	dec := json.NewDecoder(strings.NewReader(string(to)))
	dec.DisallowUnknownFields()
	api, id, ok := "", "", false
	if err := dec.Decode(&g); err == nil {
		api, id, ok = strings.Cut(g.Job, "/")
	}
	if !ok || g.Status == "" {
		return Refuse("a job's status is told by both", `want {"to": {"job": "evs/j1", "status": "SUCCESS"}}`)
	}
	if err := v.known(api); err != nil {
		return err
	}
	ref := job.Ref{API: api, ID: id}
	_, err := v.session.AdvanceTo(ref, g.Status)
	if err != nil && errorOf(err).Code == "unknown_job" {
		return v.unknown(ref, err)
	}
	return err
}

// instant is when a clock is to be.
type instant struct {
	Now time.Time `json:"now"`
}

func setClock(v *request, to instant) (moved, error) {
	c := v.session.Clock()
	before := c.Now()
	switch {
	case to.Now.IsZero():
		return moved{}, Refuse("there is no instant to set the clock to", `want {"now": "2026-01-02T15:04:05Z"}`)
	case to.Now.Before(before):
		return moved{}, &Error{
			Status: http.StatusConflict, Code: "backward", Message: "time never runs backward; it is " + before.Format(time.RFC3339Nano),
			Hint: "take a snapshot at an instant to come back to, or make a session that begins there",
		}
	}
	c.Set(to.Now)
	return v.steered(before)
}

func pauseClock(v *request, _ none) (moved, error) { return v.steered(v.session.Clock().Pause()) }

func resumeClock(v *request, _ none) (moved, error) { return v.steered(v.session.Clock().Resume()) }

// pace is how fast a clock is to go.
type pace struct {
	Factor float64 `json:"factor"`
}

func scaleClock(v *request, p pace) (moved, error) {
	if err := v.session.Clock().Scale(p.Factor); err != nil {
		return moved{}, Refuse(err.Error(), `want {"factor": 60}`)
	}
	return v.steered(v.session.Clock().Now())
}

// mode is how a clock is to go.
type mode struct {
	Mode string `json:"mode"`
}

func switchClock(v *request, m mode) (moved, error) {
	if m.Mode == "" {
		return moved{}, Refuse("there is no mode to put the clock into", "want "+clock.Modes)
	}
	if err := v.session.Clock().SetMode(m.Mode); err != nil {
		return moved{}, err
	}
	return v.steered(v.session.Clock().Now())
}

// steered tells the clock and how far it went since.
func (v *request) steered(before time.Time) (moved, error) {
	m := moved{clockDoc: clockOf(v.session)}
	m.Advanced = Duration(max(m.Now.Sub(before), 0))
	return m, nil
}
