package infer

import "time"

// units are what durations are rounded to, the roundest first.
var units = []time.Duration{
	24 * time.Hour, time.Hour, 30 * time.Minute, 10 * time.Minute, 5 * time.Minute, time.Minute, 30 * time.Second, 10 * time.Second,
	5 * time.Second, time.Second, 500 * time.Millisecond, 100 * time.Millisecond, 10 * time.Millisecond, time.Millisecond,
	time.Microsecond, time.Nanosecond,
}

// lengths returns how long the steps are that end within these windows, for jobs that went through the same steps: one duration for
// each step that fits all jobs. It reports false if there is none.
func lengths(jobs ...[]window) ([]time.Duration, bool) {
	var all []time.Duration
	at := time.Duration(0) // when the step begins
	for i := range jobs[0] {
		common := jobs[0][i]
		for _, w := range jobs[1:] {
			common.lo, common.hi = max(common.lo, w[i].lo), min(common.hi, w[i].hi)
		}
		length, ok := roundest(max(common.lo-at, 0), common.hi-at)
		if !ok {
			return nil, false
		}
		all = append(all, length)
		at += length
	}
	return all, true
}

// Roundest returns the roundest duration above lo and at most hi, or false if hi is not above lo.
func Roundest(lo, hi time.Duration) (time.Duration, bool) { return roundest(lo, hi) }

// roundest returns the roundest duration above lo and at most hi; of several that are equally round, the one nearest to the middle.
func roundest(lo, hi time.Duration) (time.Duration, bool) {
	if hi <= lo {
		return 0, false
	}
	middle := lo + (hi-lo)/2
	for _, unit := range units {
		below := middle / unit * unit
		above := below + unit
		fits := func(d time.Duration) bool { return d > lo && d <= hi }
		switch {
		case fits(below) && (!fits(above) || middle-below <= above-middle):
			return below, true
		case fits(above):
			return above, true
		}
	}
	return hi, true
}
