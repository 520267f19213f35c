package wire

import (
	"fmt"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// effect is what the rule that claimed a call did to it, in a few words.
func (c *Call) effect() string {
	if c.nth == 0 {
		return ""
	}
	var did []string
	r := c.rule
	if a := r.Answer; a != nil && a.Code != "" {
		did = append(did, "answered "+a.Code)
	} else if a != nil {
		did = append(did, fmt.Sprintf("answered %d", a.Status))
	}
	if r.Start != nil && c.begun {
		did = append(did, "scripted the job")
	}
	if hold := r.DelayOf(c.World.Seed(), c.nth); hold > 0 {
		did = append(did, "delay "+hold.String())
	}
	if r.Break != rule.Whole {
		did = append(did, "break "+string(r.Break))
	}
	if did == nil {
		did = []string{"nothing"}
	}
	return fmt.Sprintf("%s (its call %d)", strings.Join(did, ", "), c.nth)
}

// Why tells in one line why the answer was what it was: the step of each job that it told, what ends that step, and what a
// rule did.
func (e *Entry) Why() string {
	var parts []string
	for i := range e.Observed {
		parts = append(parts, e.Observed[i].why(e.At))
	}
	for i := range e.NotFound {
		parts = append(parts, e.NotFound[i].absent(e.At))
	}
	if e.Rule != "" {
		parts = append(parts, e.unseen()+"rule "+e.Rule+" "+e.Effect)
	}
	return strings.Join(parts, "; ")
}

// unseen names the jobs that a rule answered for, at the beginning of why it did.
func (e *Entry) unseen() string {
	names := make([]string, len(e.Requested))
	for i, ref := range e.Requested {
		names[i] = ref.String()
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, ", ") + ": "
}

// why tells a job's step, counted from 1.
func (t *JobView) why(at time.Time) string {
	text := fmt.Sprintf("%s step %d %s since %s", t.Job, t.Step+1, t.Status, formatInstant(t.Since, at))
	switch {
	case t.Held:
		text += ", held"
	case t.Forced:
		text += ", forced"
	}
	if t.Stale {
		text += ", told late"
	}
	return text + t.ends(at)
}

// ends tells what ends the step.
func (t *JobView) ends(at time.Time) string {
	if t.Held || t.Forced {
		return ""
	}
	var ends []string
	if !t.Next.IsZero() {
		text := ", ends at " + formatInstant(t.Next, at)
		if t.Until.For.Min != t.Until.For.Max {
			text += fmt.Sprintf(" (drawn from %s..%s)", t.Until.For.Min, t.Until.For.Max)
		}
		ends = append(ends, text)
	}
	if n := t.Until.Polls; n > 0 {
		ends = append(ends, fmt.Sprintf(", poll %d of %d", t.Polls+1, n))
	}
	if s := t.Until.Signal; s != "" {
		ends = append(ends, ", until "+s)
	}
	if ends == nil && t.Phase.Over() {
		return ", rests"
	}
	return strings.Join(ends, "")
}

// absent tells why a job could not be seen.
func (t *JobView) absent(at time.Time) string {
	text := fmt.Sprintf("%s: %s", t.Job, t.Absence)
	if !t.Gone.IsZero() {
		text += " at " + formatInstant(t.Gone, at)
	}
	if !t.Next.IsZero() && t.Absence != job.Present {
		text += ", comes at " + formatInstant(t.Next, at)
	}
	return text
}

// formatInstant is an instant as it reads beside another one: without the date if that is the same.
func formatInstant(at, beside time.Time) string {
	at, beside = at.UTC(), beside.UTC()
	if at.Truncate(24 * time.Hour).Equal(beside.Truncate(24 * time.Hour)) {
		return at.Format("15:04:05.999")
	}
	return at.Format("2006-01-02T15:04:05.999Z")
}
