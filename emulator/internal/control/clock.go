package control

import (
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

func clockOf(s Session) admin.Clock {
	c := s.Clock()
	doc := admin.Clock{Mode: c.String(), Now: c.Now(), Pace: c.Pace()}
	if j, ok := s.NextChange(); ok && !j.Next.After(clock.Latest()) {
		doc.Next = &admin.NextChange{Job: j.Ref.String(), At: j.Next, In: admin.Duration(j.Next.Sub(doc.Now))}
	}
	return doc
}

func showClock(r *request, _ none) (admin.Clock, error) { return clockOf(r.session), nil }

func advanceClock(r *request, a admin.Advance) (admin.ClockChange, error) {
	before := r.session.Clock().Now()
	var waiting []job.Ref
	var err error
	switch {
	case (a.By == nil) == (a.To == nil):
		err = Refuse("a clock is advanced by a duration or to a target, not both or neither",
			`want {"by": "27s"}, {"to": "next"}, {"to": "end"} or {"to": {"job": "evs/j1", "status": "SUCCESS"}}`)
	case a.By != nil:
		r.session.Clock().Advance(time.Duration(*a.By))
	case a.To.Word == "next":
		_, err = r.session.AdvanceNext()
	case a.To.Word == "end":
		_, waiting = r.session.AdvanceEnd()
	default:
		err = r.advanceTo(*a.To)
	}
	if err != nil {
		return admin.ClockChange{}, err
	}
	doc, err := r.clockChange(before)
	doc.Waiting = jobNames(waiting)
	return doc, err
}

// advanceTo moves the clock to the instant at which a job has a status.
func (r *request) advanceTo(to admin.Target) error {
	api, id, ok := strings.Cut(to.Job, "/")
	if !ok {
		return Refuse("a job is named by its API and its ID", `want {"to": {"job": "evs/j1", "status": "SUCCESS"}}`)
	}
	if err := r.checkAPI(api); err != nil {
		return err
	}
	ref := job.Ref{API: api, ID: id}
	_, err := r.session.AdvanceTo(ref, to.Status)
	return r.jobError(ref, err)
}

func setClock(r *request, to admin.SetClock) (admin.ClockChange, error) {
	c := r.session.Clock()
	before := c.Now()
	switch {
	case to.Now.IsZero():
		return admin.ClockChange{}, Refuse("there is no instant to set the clock to", `want {"now": "2026-01-02T15:04:05Z"}`)
	case clock.Check(to.Now) != nil:
		return admin.ClockChange{}, clock.Check(to.Now)
	case to.Now.Before(before):
		return admin.ClockChange{}, &admin.Error{
			Status: http.StatusConflict, Code: "backward", Message: "a clock never runs backward; it is " + before.Format(time.RFC3339Nano),
			Hint: "take a snapshot at an instant to come back to, or create a session whose clock begins there",
		}
	}
	c.Set(to.Now)
	return r.clockChange(before)
}

func pauseClock(r *request, _ none) (admin.ClockChange, error) {
	return r.clockChange(r.session.Clock().Pause())
}

func resumeClock(r *request, _ none) (admin.ClockChange, error) {
	return r.clockChange(r.session.Clock().Resume())
}

func scaleClock(r *request, s admin.ScaleClock) (admin.ClockChange, error) {
	if err := r.session.Clock().Scale(s.Factor); err != nil {
		return admin.ClockChange{}, Refuse(err.Error(), `want {"factor": 60}`)
	}
	return r.clockChange(r.session.Clock().Now())
}

func setClockMode(r *request, m admin.ClockMode) (admin.ClockChange, error) {
	if m.Mode == "" {
		return admin.ClockChange{}, Refuse("there is no mode to set", "want "+clock.Modes)
	}
	if err := r.session.Clock().SetMode(m.Mode); err != nil {
		return admin.ClockChange{}, err
	}
	return r.clockChange(r.session.Clock().Now())
}

// clockChange returns the clock and how far it moved since an instant.
func (r *request) clockChange(before time.Time) (admin.ClockChange, error) {
	doc := admin.ClockChange{Clock: clockOf(r.session)}
	doc.Advanced = admin.Duration(max(doc.Now.Sub(before), 0))
	return doc, nil
}
