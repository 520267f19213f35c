package otc

import (
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Started is the response of a call that starts a job.
type Started struct {
	ID string `json:"job_id"`
}

// Script returns the timeline of a job that waits, runs and succeeds.
func Script(waits, runs time.Duration) *job.Timeline {
	return job.Steps(
		job.Step{Status: Init, Phase: job.Pending, Until: job.After(job.Fixed(waits))},
		job.Step{Status: Running, Phase: job.Running, Until: job.After(job.Fixed(runs))},
		job.Step{Status: Success, Phase: job.Succeeded},
	)
}

// Spec returns a job that a call of this project starts, with an ID of the services' form.
func Spec(c *wire.Call, kind string, entities map[string]any, timeline *job.Timeline) job.Spec {
	return job.Spec{
		Ref: job.Ref{API: c.API}, Name: NameJob, Type: kind, Project: Project(c),
		Attributes: Attributes{Entities: entities}, Timeline: timeline, ParentSteps: ParentSteps(),
	}
}

// Child returns a sub-job that begins a fixed time after its parent. Its ID contains that instant.
func Child(of job.Spec, starts time.Duration) job.Spec {
	of.Starts = job.Fixed(starts)
	of.Name = func(born time.Time, n uint64) string { return NameJob(born.Add(starts), n) }
	return of
}

// Begin starts a job of a call, with the timeline of the rule that claimed the call if it has one. It returns the job's
// name.
func Begin(c *wire.Call, tx *world.Tx, s job.Spec) (job.Ref, error) {
	snap, err := c.Begin(tx, s)
	return snap.Ref, err
}
