package infer

import (
	"reflect"
	"slices"
	"time"
)

// Step is a step of a timeline.
type Step struct {
	Status  string
	Failed  bool // whether a word that the API does not know is a failure
	For     Span // zero for a step that rests
	Payload []Field
}

// Span is a duration, or a range of durations.
type Span struct{ Min, Max time.Duration }

// segment is a time during which a job was seen in the same status.
type segment struct {
	Step
	first, last time.Time // the first and the last time that it was seen
	since       time.Time // when it began, if a response said so
}

// fold joins sights of one job, in the order of time, into segments.
func fold(list []sight) []segment {
	var all []segment
	for _, s := range list {
		n := len(all)
		if n == 0 || all[n-1].Status != s.status || !reflect.DeepEqual(all[n-1].Payload, s.payload) {
			all = append(all, segment{Step: Step{Status: s.status, Failed: s.failed, Payload: s.payload}, first: s.at})
			n++
		}
		seg := &all[n-1]
		seg.last = s.at
		for _, hint := range [...]time.Time{s.ended, s.updated} {
			if late := hint.Sub(seg.first); late > 0 && late < time.Millisecond {
				hint = seg.first // the time of a poll is cut to milliseconds
			}
			if n > 1 && !hint.IsZero() && hint.Add(time.Second).After(all[n-2].last) && !hint.After(seg.first) {
				seg.since = hint
			}
		}
	}
	return all
}

// begun returns sights with one more in front if the job was over when it was first seen, but not when it began: it ran before.
func begun(list []sight, start time.Time) []sight {
	first := list[0]
	if first.ended.IsZero() || !first.ended.After(start) {
		return list
	}
	running := sight{api: first.api, id: first.id, at: start, status: "RUNNING"}
	if first.api == "element" {
		running.status = "running"
	}
	return append([]sight{running}, list...)
}

// window is when a step can have ended, from the start of the job: after lo, and at hi at the latest.
type window struct{ lo, hi time.Duration }

// windows returns when each step but the last can have ended.
func windows(start time.Time, segments []segment) []window {
	var all []window
	for i := 1; i < len(segments); i++ {
		w := window{segments[i-1].last.Sub(start), segments[i].first.Sub(start)}
		if since := segments[i].since; !since.IsZero() {
			exact := window{since.Sub(start) - 1, since.Sub(start)}
			if since.Nanosecond() == 0 {
				exact.hi += time.Second - 1 // the response has whole seconds
			}
			if exact.hi > w.lo && exact.lo < w.hi {
				w = window{max(w.lo, exact.lo), min(w.hi, exact.hi)}
			}
		}
		all = append(all, w)
	}
	return all
}

// steps returns the timeline of segments, given how long each step but the last is.
func steps(segments []segment, lengths []time.Duration) []Step {
	all := make([]Step, len(segments))
	for i, s := range segments {
		all[i] = s.Step
		if i < len(lengths) {
			all[i].For = Span{lengths[i], lengths[i]}
		}
	}
	return all
}

// sameStatuses reports whether two jobs went through the same steps, whatever their durations.
func sameStatuses(a, b []segment) bool {
	return slices.EqualFunc(a, b, func(x, y segment) bool {
		return x.Status == y.Status && reflect.DeepEqual(x.Payload, y.Payload)
	})
}
