package otc

import (
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Started is the answer of a call that starts a job.
type Started struct {
	ID string `json:"job_id"`
}

// Script is how a job goes unless a scenario says otherwise: it waits, runs, and succeeds.
func Script(waits, runs time.Duration) *job.Timeline {
	return job.Steps(
		job.Step{Status: Init, Phase: job.Pending, Until: job.After(job.Fixed(waits))},
		job.Step{Status: Running, Phase: job.Running, Until: job.After(job.Fixed(runs))},
		job.Step{Status: Success, Phase: job.Succeeded},
	)
}

// Spec is a job that a call of this project starts, named as the services name theirs.
func Spec(c *wire.Call, kind string, entities map[string]any, script *job.Timeline) job.Spec {
	return job.Spec{
		Ref: job.Ref{API: c.API}, Name: NameJob, Type: kind, Project: Project(c),
		Attributes: Attributes{Entities: entities}, Timeline: script, ParentSteps: ParentSteps(),
	}
}

// Child is a sub-job that begins a fixed time after its parent. Its id tells that instant.
func Child(of job.Spec, starts time.Duration) job.Spec {
	of.Starts = job.Fixed(starts)
	of.Name = func(born time.Time, n uint64) string { return NameJob(born.Add(starts), n) }
	return of
}

// Begin starts the job that a call asks for, under the script that a rule may have given, and answers its name.
func Begin(c *wire.Call, tx *world.Tx, s job.Spec) (job.Ref, error) {
	snap, err := c.Begin(tx, s)
	return snap.Ref, err
}
