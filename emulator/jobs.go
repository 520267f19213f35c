package emulator

import (
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Jobs is the jobs of a session: looked at, started and steered from outside of the APIs. Nothing of it counts as a poll.
type Jobs struct{ core *sessions.Session }

// List returns the top-level jobs of an API that a client can see, oldest first.
func (j Jobs) List(api string) []job.Snapshot {
	var snaps []job.Snapshot
	_ = j.core.World().Do(func(tx *world.Tx) error {
		snaps = tx.Jobs(api)
		return nil
	})
	return snaps
}

// Peek returns a job as it is now, without counting a poll. It returns a *job.Error for a job that a client cannot see.
func (j Jobs) Peek(ref job.Ref) (job.Snapshot, error) { return j.core.World().Peek(ref) }

// Start reads a scenario and starts its jobs beside the running ones, all or none. The scenario can have no seed, profile,
// settings and rules, which hold for a whole session. Start returns the jobs' first snapshots. Its error is scenario.Diagnostics, a
// *JobsOnlyError, a *job.DuplicateError or a *job.LimitError.
func (j Jobs) Start(src Source) ([]job.Snapshot, error) {
	return j.core.Do(playback.Command{Do: playback.Start, Source: src})
}

// StartSpecs starts jobs given as Go values, all of them or, when a name is taken, none. Their payloads must be made by the API's
// vocabulary (see Vocabularies). From then on Snapshot, which is a text, returns a *GoValueError; a Fork has Go values too. It
// returns the jobs' first snapshots, or an error about a spec that no job can be made of.
func (j Jobs) StartSpecs(specs ...job.Spec) ([]job.Snapshot, error) {
	return j.core.StartSpecs(specs...)
}

// Force ends a job's script and sets it to a step of the scenario language, as in "{status: FAIL, error: EVS.2024}". It returns a
// *job.Error for a job that a client cannot see, or scenario.Diagnostics.
func (j Jobs) Force(ref job.Ref, step string) (job.Snapshot, error) {
	return j.core.ForceTo(ref, step)
}

// ForceStep is Force with a step given as a Go value, whose payload must be made by the API's vocabulary. From then on Snapshot
// returns a *GoValueError.
func (j Jobs) ForceStep(ref job.Ref, step job.Step) (job.Snapshot, error) {
	return j.core.State().ForceStep(ref, step)
}

// Hold stops a job where it is: neither time nor polls end its step. Time in which it is held does not count.
func (j Jobs) Hold(ref job.Ref) (job.Snapshot, error) { return j.core.Hold(ref) }

// Release ends a hold.
func (j Jobs) Release(ref job.Ref) (job.Snapshot, error) { return j.core.Release(ref) }
