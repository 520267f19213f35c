package drs

import (
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// The default duration of each status of a task that a client created [inferred: real ones take minutes to days].
const (
	creatingTime  = 20 * time.Second
	startingTime  = 20 * time.Second
	fullTime      = time.Minute
	completeTime  = 5 * time.Second
	releasingTime = 10 * time.Second
)

// phases maps the status words to their phases. It is read only.
var phases = func() map[string]job.Phase {
	all := map[string]job.Phase{}
	for _, w := range words() {
		all[w.Status] = w.Phase
	}
	return all
}()

func lasting(status string, d time.Duration) job.Step {
	s := final(status)
	s.Until = job.After(job.Fixed(d))
	return s
}

func final(status string) job.Step { return job.Step{Status: status, Phase: phases[status]} }

// creation returns the timeline of a new task up to its configuration.
func creation() *job.Timeline {
	return job.Steps(lasting(creating, creatingTime), final(configuration))
}

// release returns the timeline of a task that is being stopped.
func release() *job.Timeline {
	return job.Steps(lasting(releaseStarted, releasingTime), final(releaseComplete))
}

// transfer returns the timeline of a task of a mode that starts after a wait.
func transfer(mode string, wait time.Duration) *job.Timeline { return transferFrom(mode, wait, 0) }

// transferFrom is transfer for a task of whose full transfer a percentage is done.
func transferFrom(mode string, wait time.Duration, done int) *job.Timeline {
	var steps []job.Step
	if wait > 0 {
		steps = append(steps, lasting(waitingForStart, wait))
	}
	steps = append(steps, lasting(startJobing, startingTime))
	full := lasting(fullStarted, fullTime*time.Duration(100-done)/100)
	switch mode {
	case increOnly:
		return job.Steps(append(steps, final(increStarted))...)
	case fullOnly:
		return job.Steps(append(steps, full, final(fullComplete))...)
	default:
		return job.Steps(append(steps, full, lasting(fullComplete, completeTime), final(increStarted))...)
	}
}

// reEdit returns the timeline of the subtask of an edited synchronization.
func reEdit() *job.Timeline {
	return job.Steps(
		lasting("CHILD_TRANSFER_STARTING", startingTime), lasting("CHILD_TRANSFER_STARTED", startingTime),
		lasting("CHILD_TRANSFER_COMPLETE", completeTime), lasting("RELEASE_CHILD_TRANSFER_STARTED", releasingTime),
		final(childReleased))
}

// resume returns the timeline of a task that was paused or has failed in a status: it starts and returns to the phase
// that it left. A completed transfer is not repeated.
func resume(mode, from string, done int) *job.Timeline {
	switch {
	case mode == fullOnly && from == fullComplete:
		return job.Steps(lasting(startJobing, startingTime), final(fullComplete))
	case mode == fullOnly, from != "" && !slices.Contains([]string{increStarted, increFailed, fullComplete}, from):
		return transferFrom(mode, 0, done)
	default:
		return transfer(increOnly, 0)
	}
}

// paused returns the timeline of a paused task, with one of the two spellings.
func paused(status string) *job.Timeline { return job.Steps(final(status)) }
