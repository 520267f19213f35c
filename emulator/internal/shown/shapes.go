package shown

import (
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// The shapes of jobs with sub-jobs that a response can show.
const (
	onlySome    = "a running job of which a sub-job has ended and another one has not"
	failedInRun = "a running job of which a sub-job has failed"
	byFailure   = "a failed job with a failed sub-job"
	halfFailed  = "a failed job of which some sub-jobs have succeeded"
	allDone     = "a successful job with all its sub-jobs"
	nested      = "a job whose sub-jobs have sub-jobs"
)

// shapes returns all shapes.
func shapes() []string {
	return []string{onlySome, failedInRun, byFailure, halfFailed, allDone, nested}
}

// shapesOf returns the shapes that a response showed of a job.
func shapesOf(v *journal.JobView) []string {
	phases := make([]job.Phase, 0, len(v.SubJobs))
	deeper := false
	for i := range v.SubJobs {
		if v.SubJobs[i].Deeper {
			deeper = true
			continue
		}
		phases = append(phases, v.SubJobs[i].Phase)
	}
	return shapesBy(v.Phase, phases, deeper)
}

// shapesBy returns the shapes of a job in a phase whose sub-jobs are in phases.
func shapesBy(of job.Phase, phases []job.Phase, deeper bool) []string {
	if len(phases) == 0 {
		return nil
	}
	live, failed, succeeded := 0, 0, 0
	for _, p := range phases {
		switch p {
		case job.Failed:
			failed++
		case job.Succeeded:
			succeeded++
		case job.Pending, job.Running:
			live++
		}
	}
	var all []string
	for shape, holds := range map[string]bool{
		onlySome:    !of.Over() && live > 0 && failed+succeeded > 0,
		failedInRun: !of.Over() && failed > 0,
		byFailure:   of == job.Failed && failed > 0,
		halfFailed:  of == job.Failed && succeeded > 0,
		allDone:     of == job.Succeeded && succeeded == len(phases),
		nested:      deeper,
	} {
		if holds {
			all = append(all, shape)
		}
	}
	return all
}
