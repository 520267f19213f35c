package journal

import (
	"fmt"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Why returns one line with the reason of the response: the step of each job that it showed, what ends that step, and what a
// rule did, or why the request was refused.
func (e *Entry) Why() string {
	var parts []string
	for i := range e.Observed {
		parts = append(parts, e.Observed[i].why(e.At))
	}
	for i := range e.NotFound {
		parts = append(parts, e.NotFound[i].absent(e.At))
	}
	if e.Rule != "" {
		parts = append(parts, e.requested()+"rule "+e.Rule+" "+e.Effect)
	}
	if e.Refused != "" && len(e.NotFound) == 0 {
		parts = append(parts, "refused: "+e.Refused)
	}
	return strings.Join(parts, "; ")
}

// requested returns the names of the jobs that a call was about whose response came from a rule.
func (e *Entry) requested() string {
	names := make([]string, len(e.Requested))
	for i, ref := range e.Requested {
		names[i] = ref.String()
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, ", ") + ": "
}

// why returns the job's step, counted from 1, and what ends it.
func (t *JobView) why(at time.Time) string {
	text := fmt.Sprintf("%s step %d %s since %s", t.Job, t.Step+1, t.Status, formatInstant(t.Since, at))
	switch {
	case t.Held:
		text += ", held"
	case t.Forced:
		text += ", forced"
	}
	if t.Stale {
		text += ", shown late"
	}
	return text + t.ends(at)
}

// ends returns what ends the step.
func (t *JobView) ends(at time.Time) string {
	if t.Held || t.Forced {
		return ""
	}
	if t.Derived && !t.Phase.Over() {
		return t.endsWithSubJobs(at)
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
		return ", final"
	}
	return strings.Join(ends, "")
}

// endsWithSubJobs returns what ends the step of a job without a timeline of its own. Its next instant is the next change of any
// of its sub-jobs, which need not be its own end.
func (t *JobView) endsWithSubJobs(at time.Time) string {
	text := ", until its sub-jobs end"
	if !t.Next.IsZero() {
		text += ", the next of them changes at " + formatInstant(t.Next, at)
	}
	return text
}

// absent returns why a client cannot see the job.
func (t *JobView) absent(at time.Time) string {
	text := fmt.Sprintf("%s: %s", t.Job, t.Absence)
	if !t.Gone.IsZero() {
		text += " at " + formatInstant(t.Gone, at)
	}
	if !t.Next.IsZero() && t.Absence != job.Present {
		text += ", visible at " + formatInstant(t.Next, at)
	}
	return text
}

// formatInstant returns an instant beside another one: without the date if that is the same.
func formatInstant(at, beside time.Time) string {
	at, beside = at.UTC(), beside.UTC()
	if at.Truncate(24 * time.Hour).Equal(beside.Truncate(24 * time.Hour)) {
		return at.Format("15:04:05.999")
	}
	return at.Format("2006-01-02T15:04:05.999Z")
}
