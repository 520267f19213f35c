package render

import (
	"math"

	"github.com/jobsim/jobsim/emulator/job"
)

// derived returns the phases of a parent that has no script of its own.
func derived(spec job.Spec, born window) []row {
	begin, end := window{min: math.MaxInt64, max: math.MaxInt64}, born
	for _, c := range spec.Children {
		starts := born.after(c.Starts)
		begin.min, begin.max = min(begin.min, starts.min), min(begin.max, starts.max)
		begin.open = begin.open || starts.open
		e := endOf(c, starts)
		end.min, end.max = max(end.min, e.min), max(end.max, e.max)
		end.open, end.late, end.never = end.open || e.open, end.late || e.late, end.never || e.never
	}
	rows := []row{
		phase(spec.ParentSteps[job.Pending].Status, "when a sub-job begins", born, begin),
		phase(spec.ParentSteps[job.Running].Status, "when all have ended", begin, end),
	}
	if begin == born {
		rows = rows[1:]
	}
	if !end.never {
		rows = append(rows, phase(finalStatus(spec), final, end, window{never: true}))
	}
	return rows
}

// phase returns a row of a job that has no script.
func phase(status, ends string, from, to window) row {
	return row{place: "-", status: status, chance: 1, ends: ends, from: from, to: to, passes: []pass{{from, to, false}}}
}

// finalStatus returns the status in which a job without a script ends, or both if it can succeed and fail.
func finalStatus(spec job.Spec) string {
	success, failure := spec.ParentSteps[job.Succeeded].Status, spec.ParentSteps[job.Failed].Status
	switch succeeds, fails := outcomes(spec); {
	case succeeds && !fails:
		return success
	case fails && !succeeds:
		return failure
	default:
		return success + "/" + failure
	}
}

// outcomes reports whether a job can succeed, and whether it can fail.
func outcomes(spec job.Spec) (succeeds, fails bool) {
	if spec.Timeline != nil {
		for _, step := range spec.Timeline.Explain() {
			if step.Until.Final() {
				fails = fails || step.Phase == job.Failed
				succeeds = succeeds || step.Phase == job.Succeeded
			}
		}
		return succeeds, fails
	}
	succeeds = true
	for _, c := range spec.Children {
		well, ill := outcomes(c)
		succeeds, fails = succeeds && well, fails || ill
	}
	return succeeds, fails
}

// endOf returns when a job ends that is born in a window.
func endOf(spec job.Spec, born window) window {
	if spec.Timeline == nil {
		rows := derived(spec, born)
		if last := rows[len(rows)-1]; last.ends == final {
			return last.from
		}
		return window{never: true}
	}
	l := spec.Timeline.Lifetime()
	if !l.Ends {
		return window{never: true}
	}
	end := born.after(job.Span{Min: l.Earliest, Max: l.Latest})
	end.open = end.open || l.Open
	end.late = end.late || !l.Always
	return end
}
