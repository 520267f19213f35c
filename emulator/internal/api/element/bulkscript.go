package element

import (
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// driveSession lets the script of one session drive the session of a key: from now on its timeline is that of the script's job.
// Ansible's backup starts a write session without a script, passes its key to the script of a read, polls the read alone
// and never calls UpdateBulkVolumeStatus for the write. That the script ends both is [inferred]. A key that belongs to no
// running session here is one of another cluster. What is done to the script's job later, by a control command or by the
// deletion of its volume, does not reach the driven session.
func driveSession(tx *world.Tx, script job.Ref, key string) error {
	ref, ok := tx.Find(name, keyName(key))
	if !ok || ref == script {
		return nil
	}
	driven := tx.Peek(ref)
	if driven.Absence != job.Present || driven.Phase.Over() {
		return nil
	}
	_, err := tx.Record(ref, job.Event{Kind: job.Redirected, Timeline: mirror(tx, script)})
	return err
}

// mirror returns the statuses and durations of a job's timeline. It ends with the first step that time alone does not end.
func mirror(tx *world.Tx, ref job.Ref) *job.Timeline {
	schedule := tx.Schedule(ref)
	steps := make([]job.Step, 0, len(schedule))
	for i, s := range schedule {
		step := job.Step{Status: s.Status, Phase: s.Phase, Share: s.Share}
		if i+1 == len(schedule) || schedule[i+1].At.IsZero() {
			return job.Steps(append(steps, step)...)
		}
		from := s.At
		if i == 0 {
			from = tx.At()
		}
		step.Until = job.After(job.Fixed(schedule[i+1].At.Sub(from)))
		steps = append(steps, step)
	}
	return nil
}
