package element

import (
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// targets returns what a scenario's job acts on: its volume and snapshot, the volume that a clone makes, its drives, or the
// node whose mode it changes.
func targets(s job.Spec) []job.Target {
	a, _ := s.Attributes.(attributes)
	var all []job.Target
	if a.volumeID != 0 {
		all = append(all, job.Target{Resource: scriptedVolume(a.volumeID)})
	}
	if a.bulk != nil && a.bulk.snapshotID != 0 && a.volumeID != 0 {
		all = append(all, job.Target{Resource: scriptedSnapshot(a.bulk.snapshotID, a.volumeID)})
	}
	if a.clone != nil && a.clone.target != 0 {
		all = append(all, clonedVolume(a.clone.target))
	}
	for _, id := range a.drives {
		all = append(all, scriptedDrive(s.Type, id))
	}
	if a.mode != nil {
		for _, id := range a.mode.nodes {
			all = append(all, scriptedNode(*a.mode, id))
		}
	}
	return all
}

func scriptedVolume(id int64) job.Resource {
	return resourceOf(volumeName(id), volumeActive, defaultVolume(id))
}

func scriptedSnapshot(id, volumeID int64) job.Resource {
	return resourceOf(snapshotName(id), snapshotDone, snapshot{
		id: id, uuid: scriptedUUID(id), volumeID: volumeID, volumeName: defaultVolume(volumeID).name, size: lenientSize,
		snapshotOptions: snapshotOptions{name: "snapshot-" + formatID(id)},
	})
}

// clonedVolume returns the volume that a clone makes.
func clonedVolume(id int64) job.Target {
	return job.Target{
		Resource: resourceOf(volumeName(id), volumeInit, defaultVolume(id)), Live: volumeInit, Done: volumeActive, Creates: true,
	}
}

func scriptedDrive(kind string, id int64) job.Target {
	t := job.Target{Resource: resourceOf(driveName(id), driveActive, firstDrive(id))}
	switch kind {
	case driveAdd:
		t.Status, t.Done = driveAvailable, driveActive
	case driveRemoval:
		t.Live, t.Done = driveRemoving, driveAvailable
	case secureErase:
		t.Status, t.Live = driveAvailable, driveErasing
	}
	return t
}

func scriptedNode(change modeChange, id int64) job.Target {
	t := job.Target{
		Resource: resourceOf(nodeName(id), modeDisabled, node{id: id, host: id}),
		Live:     modePreparing, Done: modeReady, Failed: modeDisabled,
	}
	if !change.enables {
		t.Status, t.Live, t.Done, t.Failed = modeReady, modeRecovering, modeDisabled, modeFailed
	}
	return t
}

func resourceOf(n world.Name, status string, props any) job.Resource {
	return job.Resource{ResourceName: job.ResourceName(n), Status: status, Props: props}
}
