package drs

import (
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// How long a task that a client made stays in a status, unless a scenario says otherwise (inferred: real ones take
// minutes to days).
const (
	creatingTime  = 20 * time.Second
	startingTime  = 20 * time.Second
	fullTime      = time.Minute
	completeTime  = 5 * time.Second
	releasingTime = 10 * time.Second
)

// phases are the phases of the status words. It is read only.
var phases = func() map[string]job.Phase {
	all := map[string]job.Phase{}
	for _, w := range words() {
		all[w.Status] = w.Phase
	}
	return all
}()

func lasts(status string, d time.Duration) job.Step {
	s := rests(status)
	s.Until = job.After(job.Fixed(d))
	return s
}

func rests(status string) job.Step { return job.Step{Status: status, Phase: phases[status]} }

// creation is how a new task comes to wait for its configuration.
func creation() *job.Timeline {
	return job.Steps(lasts(creating, creatingTime), rests(configuration))
}

// release is how a task is stopped.
func release() *job.Timeline {
	return job.Steps(lasts(releaseStarted, releasingTime), rests(releaseComplete))
}

// transfer is how a task of a mode goes when it is started, first waiting for its time.
func transfer(mode string, wait time.Duration) *job.Timeline {
	var steps []job.Step
	if wait > 0 {
		steps = append(steps, lasts(waitingForStart, wait))
	}
	steps = append(steps, lasts(startJobing, startingTime))
	switch mode {
	case increOnly:
		return job.Steps(append(steps, rests(increStarted))...)
	case fullOnly:
		return job.Steps(append(steps, lasts(fullStarted, fullTime), rests(fullComplete))...)
	default:
		return job.Steps(append(steps, lasts(fullStarted, fullTime), lasts(fullComplete, completeTime), rests(increStarted))...)
	}
}

// resume is how a task goes on that was paused or has failed in a status: it starts and comes back to the phase that it
// left. A transfer that was done is not done again.
func resume(mode, from string) *job.Timeline {
	switch from {
	case increStarted, increFailed, fullComplete, "":
		if mode != fullOnly {
			return transfer(increOnly, 0)
		}
	}
	return transfer(mode, 0)
}

// paused is how a paused task rests, under one of the two spellings.
func paused(status string) *job.Timeline { return job.Steps(rests(status)) }
