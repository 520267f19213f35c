package drs

import "github.com/jobsim/jobsim/emulator/job"

// The status words of a task.
const (
	creating           = "CREATING"
	createFailed       = "CREATE_FAILED"
	configuration      = "CONFIGURATION"
	startJobing        = "STARTJOBING"
	waitingForStart    = "WAITING_FOR_START"
	startJobFailed     = "START_JOB_FAILED"
	pauseing           = "PAUSEING"
	pausing            = "PAUSING"
	fullStarted        = "FULL_TRANSFER_STARTED"
	fullFailed         = "FULL_TRANSFER_FAILED"
	fullComplete       = "FULL_TRANSFER_COMPLETE"
	increStarted       = "INCRE_TRANSFER_STARTED"
	increFailed        = "INCRE_TRANSFER_FAILED"
	releaseStarted     = "RELEASE_RESOURCE_STARTED"
	releaseFailed      = "RELEASE_RESOURCE_FAILED"
	releaseComplete    = "RELEASE_RESOURCE_COMPLETE"
	childReleased      = "RELEASE_CHILD_TRANSFER_COMPLETE"
	rebuildNodeStarted = "REBUILD_NODE_STARTED"
	deleted            = "DELETED"
)

// words returns the 23 status words of drs_api_0150, in its order, and the seven from other sources. The phase is what
// a word means by itself; a timeline may continue after a final one, like that of a task that resumes after
// INCRE_TRANSFER_FAILED.
func words() []job.Word {
	const (
		page  = "drs_api_0150"
		later = "enum of the status response in huaweicloud-sdk-go-v3 since 0.1.8; not in Open Telekom Cloud's reference"
	)
	word := func(status string, phase job.Phase, note, source string) job.Word {
		return job.Word{Status: status, Phase: phase, Note: note, Source: source}
	}
	return []job.Word{
		word(creating, job.Pending, "being created", page),
		word(createFailed, job.Failed, "could not be created", page),
		word(configuration, job.Pending, "being configured: waits for the client's calls", page),
		word(startJobing, job.Running, "being started", page),
		word(waitingForStart, job.Pending, "scheduled: waits for its start time", page),
		word(startJobFailed, job.Failed, "could not be started", page),
		word(pauseing, job.Pending, "paused, as drs_api_0150 spells it", page),
		word(fullStarted, job.Running, "full migration; initialization of a disaster recovery task", page),
		word(fullFailed, job.Failed, "full migration failed", page),
		word(fullComplete, job.Succeeded, "full migration done; goes on if the task is incremental too", page),
		word(increStarted, job.Running, "incremental migration; disaster recovery in progress", page),
		word(increFailed, job.Failed, "incremental migration failed; the service tries again by itself", page),
		word(releaseStarted, job.Running, "being stopped", page),
		word(releaseFailed, job.Failed, "could not be stopped", page),
		word(releaseComplete, job.Succeeded, "stopped for good", page),
		word("CHANGE_JOB_STARTED", job.Running, "being changed", page),
		word("CHANGE_JOB_FAILED", job.Failed, "could not be changed", page),
		word("CHILD_TRANSFER_STARTING", job.Running, "subtask of an edited synchronization being started", page),
		word("CHILD_TRANSFER_STARTED", job.Running, "subtask being migrated", page),
		word("CHILD_TRANSFER_COMPLETE", job.Succeeded, "subtask migrated", page),
		word("CHILD_TRANSFER_FAILED", job.Failed, "subtask failed", page),
		word("RELEASE_CHILD_TRANSFER_STARTED", job.Running, "subtask being stopped", page),
		word(childReleased, job.Succeeded, "subtask done", page),

		word(pausing, job.Pending, "paused, as live services spell it: a state that rests", "drs_05_0005"),
		word(rebuildNodeStarted, job.Running, "recovering from a fault", later),
		word("REBUILD_NODE_FAILED", job.Failed, "could not recover from a fault", later),
		word(deleted, job.Succeeded, "deleted; such a task may still appear in responses", later),
		word("NODE_UPGRADE_START", job.Running, "node being upgraded", later),
		word("NODE_UPGRADE_COMPLETE", job.Succeeded, "node upgraded", later),
		word("NODE_UPGRADE_FAILED", job.Failed, "node could not be upgraded", later),
	}
}
