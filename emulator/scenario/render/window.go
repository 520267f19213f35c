package render

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// window is when something happens: between two instants, from the first one on, or never.
type window struct {
	min, max time.Duration
	open     bool // as if steps that only a client ends took no time
	late     bool // no latest instant is known
	never    bool
}

func (w window) String() string {
	text := job.FormatDuration(w.min)
	if w.open {
		text = "+" + text
	}
	switch {
	case w.late:
		return "from " + text
	case w.min == w.max:
		return text
	default:
		return text + ".." + job.FormatDuration(w.max)
	}
}

// after returns the window that begins a span after w.
func (w window) after(s job.Span) window {
	w.min += s.Min
	w.max += s.Max
	return w
}

// or returns the window of an event that happens in w on one path and in other on another one.
func (w window) or(other window) window {
	return window{
		min: min(w.min, other.min), max: max(w.max, other.max), open: w.open || other.open, late: w.late || other.late,
	}
}

// end returns when a step ends that begins in w.
func (w window) end(e job.Exit) window {
	if e.Final() {
		return window{never: true}
	}
	end := w.after(e.For)
	if e.Polls > 0 || e.Signal != "" {
		end.min = w.min
	}
	end.open = w.open || !e.Timed
	return end
}

// last returns the latest instant of w that is known.
func (w window) last() time.Duration {
	if w.late || w.never {
		return w.min
	}
	return w.max
}
