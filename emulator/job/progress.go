package job

import "time"

// progress returns the percentage that the step shows; mean is that of the children, if they decide.
func (j *Job) progress(s state, step Step, age time.Duration, mean int) int {
	switch {
	case s.report != nil && !s.report.Earlier && s.report.Progress >= 0:
		return s.report.Progress
	case step.Share != nil:
		return step.Share.at(j.passed(s, step, age))
	case step.Phase == Succeeded:
		return 100
	case s.derived && step.Phase != Pending:
		return mean
	case step.Phase == Running:
		return int(100 * j.passed(s, step, age))
	case step.Phase == Failed:
		return j.stoppedAt(s)
	}
	return 0
}

// at returns the percentage once a part of a step, from 0 to 1, is over.
func (p Share) at(part float64) int { return p.From + int(float64(p.To-p.From)*part) }

// passed returns the part of a step that is over, from 0 to 1.
func (j *Job) passed(s state, step Step, age time.Duration) float64 {
	part := 0.0
	if step.Until.Timed && s.forced() == nil {
		_, key := j.script(s)
		if d := drawSpan(key, int(s.step), step.Until.For); d > 0 {
			part = float64(j.worked(s, age)) / float64(d)
		}
	}
	if n := step.Until.Polls; n > 0 {
		part = max(part, float64(s.polls)/float64(n))
	}
	return min(max(part, 0), 1)
}

// stoppedAt returns the percentage that a failed job had before it failed: what its driver reported last, or where the step
// before was when it was left. A running step that fails at its end was nearly done.
func (j *Job) stoppedAt(s state) int {
	const nearlyDone = 99
	if s.report != nil && s.report.Progress >= 0 {
		return s.report.Progress
	}
	if s.since == 0 && s.forced() == nil {
		return 0 // it was born failed
	}
	before := j.left(s)
	part := j.leftAfter(s, before)
	switch {
	case before.Share != nil:
		return before.Share.at(part)
	case before.Phase == Running:
		return min(int(100*part), nearlyDone)
	}
	return 0
}

// leftAfter returns which part of the step before was over when it was left, from 0 to 1.
func (j *Job) leftAfter(s state, before Step) float64 {
	if s.forced() == nil && s.was != atOnce && before.Until.Signal == "" {
		return 1 // its time or its polls were over
	}
	if !before.Until.Timed || before.Until.For.Max == 0 {
		return 0
	}
	lasts := before.Until.For.Max // as an estimate, where the script that drew it is gone
	if s.was != atOnce {
		_, key := j.script(s)
		lasts = drawSpan(key, int(s.was), before.Until.For)
	}
	return min(max(float64(s.since-s.wasSince)/float64(max(lasts, 1)), 0), 1)
}
