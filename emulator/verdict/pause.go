package verdict

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/journal"
)

// moment is an instant by the session's clock and by real time, and how many seconds of the one pass in a second of the other; 0 if
// the clock does not run.
type moment struct {
	at, arrived time.Time
	pace        float64
}

func momentOf(e *journal.Entry) moment { return moment{e.At, e.Arrived, paceOf(e.Clock)} }

// after returns the moment a span of real time later.
func (m moment) after(d time.Duration) moment {
	m.at, m.arrived = m.at.Add(time.Duration(float64(d)*m.pace)), m.arrived.Add(d)
	return m
}

// paceOf returns the pace of a clock by its mode: "real", "60x"; 0 for one that does not run by itself.
func paceOf(mode string) float64 {
	if mode == "real" {
		return 1
	}
	if factor, ok := strings.CutSuffix(mode, "x"); ok {
		if pace, err := strconv.ParseFloat(factor, 64); err == nil {
			return pace
		}
	}
	return 0
}

// The clock's instants and those of real time are read one after the other, and a busy machine may do something else in between.
const (
	driftAlways = 100 * time.Millisecond
	driftPart   = 0.02
)

// pauseBetween returns the real time between two moments. It reports false if the session's time did not run along with it: then
// somebody moves the clock, and the pause says nothing about the client.
func pauseBetween(a, b moment) (time.Duration, bool) {
	real, byClock := b.arrived.Sub(a.arrived), b.at.Sub(a.at)
	if a.pace == 0 || a.pace != b.pace {
		return real, false
	}
	drift := time.Duration(float64(byClock)/a.pace) - real
	return real, drift.Abs() <= driftAlways+time.Duration(driftPart*float64(real.Abs()))
}

// pauses counts those that cannot be judged.
type pauses struct {
	graded, ungraded int
	mode             string // the clock's mode at the first that is not graded
}

// measure sets the pause of a look.
func (p *pauses) measure(l *look, e *journal.Entry) {
	t := l.track
	if t.last.N == 0 || (!l.ask && t.call == "") {
		return
	}
	l.pause, l.graded = pauseBetween(t.last.moment, momentOf(e))
	if l.graded {
		p.graded++
		return
	}
	if p.ungraded++; p.ungraded == 1 {
		p.mode = e.Clock
	}
}

// notGraded returns why findings about pauses could not be looked for; empty if they could.
func (p *pauses) notGraded() string {
	switch {
	case p.ungraded == 0:
		return ""
	case paceOf(p.mode) == 0:
		return fmt.Sprintf("%d of %d pauses: the clock was %s, so that the client's own time and the session's have nothing to do with each other",
			p.ungraded, p.ungraded+p.graded, p.mode)
	default:
		return fmt.Sprintf("%d of %d pauses: the clock was moved, or its pace changed, between the two requests", p.ungraded, p.ungraded+p.graded)
	}
}
