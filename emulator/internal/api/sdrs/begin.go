package sdrs

import (
	"time"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The paces of jobs unless a scenario says otherwise; they are read only. An action on a group and its sub-jobs take about
// the time that the example of sdrs_05_0101 took: eight seconds, and four within them.
var (
	pace       = otc.Script(time.Second, 5*time.Second)
	actionPace = otc.Script(time.Second, 7*time.Second)
	childPace  = otc.Script(500*time.Millisecond, 3400*time.Millisecond)
)

// effect is what a job makes of one resource.
type effect struct {
	on    world.Name
	touch world.Effect
}

// making is the effect of a creation.
func making(on world.Name) effect {
	return effect{on, world.Effect{Live: "creating", Done: available, Failed: broken, Makes: true}}
}

// removing is the effect of a deletion.
func removing(on world.Name) effect {
	return effect{on, world.Effect{Live: "deleting", Failed: "error-deleting", Ends: true}}
}

// attributes is a job on the resource of a kind: its only entity is that one's id, a flat text, since the decoders of
// gophertelekomcloud take nothing else of pairs and attachments.
func attributes(c *wire.Call, k kind, id, kind string) job.Spec {
	return otc.Spec(c, kind, map[string]any{k.label: id}, pace)
}

// begin starts a job and lets it act.
func begin(c *wire.Call, tx *world.Tx, s job.Spec, effects ...effect) (otc.Started, error) {
	ref, err := otc.Begin(c, tx, s)
	if err != nil {
		return otc.Started{}, err
	}
	for _, e := range effects {
		e.touch.Job = ref
		tx.Apply(e.on, e.touch)
	}
	return otc.Started{ID: ref.ID}, nil
}
