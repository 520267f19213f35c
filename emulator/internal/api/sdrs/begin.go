package sdrs

import (
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The default timelines of jobs; they are read only. An action on a group and its sub-jobs take about as long as in the
// example of sdrs_05_0101: eight seconds, and four of them.
var (
	jobSteps    = otc.Script(time.Second, 5*time.Second)
	actionSteps = otc.Script(time.Second, 7*time.Second)
	subJobSteps = otc.Script(500*time.Millisecond, 3400*time.Millisecond)
)

// effect is the effect of a job on one resource.
type effect struct {
	resource world.Name
	change   world.Effect
}

// creation returns the effect of a job that creates the resource.
func creation(on world.Name) effect {
	return effect{on, world.Effect{Live: "creating", Done: available, Failed: statusError, Makes: true, Leaves: true}}
}

// deletion returns the effect of a job that deletes the resource.
func deletion(on world.Name) effect {
	return effect{on, world.Effect{Live: "deleting", Failed: "error-deleting", Ends: true}}
}

// resourceJob returns a job on one resource. Its only entity is the resource's id, as a string: the decoders of
// gophertelekomcloud accept nothing else for pairs and attachments.
func resourceJob(c *wire.Call, k kind, id, kind string) job.Spec {
	return otc.Spec(c, kind, map[string]any{k.label: id}, jobSteps)
}

// begin starts a job and applies its effects.
func begin(c *wire.Call, tx *world.Tx, s job.Spec, effects ...effect) (otc.Started, error) {
	ref, err := otc.Begin(c, tx, s)
	if err != nil {
		return otc.Started{}, err
	}
	apply(tx, ref, effects)
	return otc.Started{ID: ref.ID}, nil
}

// apply applies the effects of a job that has started.
func apply(tx *world.Tx, ref job.Ref, effects []effect) {
	for _, e := range effects {
		e.change.Job = ref
		tx.Apply(e.resource, e.change)
	}
}
