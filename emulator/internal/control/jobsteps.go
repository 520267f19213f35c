package control

import (
	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// maxJobSteps is the maximum number of past steps of a job in a list, and of those ahead: a script can have 10,000.
const maxJobSteps = 200

// listedJob returns a job of a list, with the steps of itself and of all its sub-jobs if they are asked for.
func listedJob(tx *world.Tx, s job.Snapshot, steps bool) admin.Job {
	doc := jobOf(s)
	if !steps {
		return doc
	}
	doc.Steps = jobSteps(tx, s)
	doc.SubJobs = nil
	for _, ref := range tx.SubJobs(s.Ref) {
		doc.SubJobs = append(doc.SubJobs, listedJob(tx, tx.Peek(ref), true))
	}
	return doc
}

// jobSteps returns the steps that a job came to, and those ahead.
func jobSteps(tx *world.Tx, s job.Snapshot) []admin.JobStep {
	past, ahead := tx.History(s.Ref), tx.Schedule(s.Ref)
	if len(past) > 0 && len(ahead) > 0 {
		ahead = ahead[1:] // the present step is the last one of the past
	}
	begun := len(past)
	if begun > maxJobSteps {
		past, begun = past[begun-maxJobSteps:], maxJobSteps
	}
	all := append(past, ahead[:min(len(ahead), maxJobSteps)]...)
	docs := make([]admin.JobStep, len(all))
	for i, step := range all {
		docs[i] = admin.JobStep{
			Step: step.Index + 1, Status: step.Status, Phase: step.Phase.String(), From: instant(step.At), Ahead: i >= begun,
			WaitsFor: waitsFor(job.Snapshot{Until: step.Until}),
		}
		if i > 0 {
			docs[i-1].To = docs[i].From
		}
	}
	if begun > 0 && begun == len(docs) {
		docs[begun-1].To = instant(s.Gone)
	}
	if begun > 0 && s.Absence == job.Present {
		docs[begun-1].WaitsFor = waitsFor(s)
	}
	return docs
}
