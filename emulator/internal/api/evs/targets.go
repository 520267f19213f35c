package evs

import (
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// targets returns the disk that a scenario's job names, and what the job does to it. The volume_id is an entity of the
// job or of one of its steps. A job of an unknown type names a disk that exists and does not change.
func targets(s job.Spec) []job.Target {
	attributes, _ := s.Attributes.(otc.Attributes)
	all := attributes.Entities
	if all[volumeID] == nil && s.Timeline != nil {
		all = stepEntities(s.Timeline.Nodes)
	}
	id, ok := all[volumeID].(string)
	if !ok || id == "" {
		return nil
	}
	d := scriptedDisk(all)
	t := job.Target{Resource: job.Resource{
		ResourceName: job.ResourceName(volume(id)), Project: s.Project, Status: available,
	}}
	switch s.Type {
	case "createVolume", "batchCreateVolume":
		d.maker = s.Ref
		t.Status, t.Live, t.Done, t.Failed, t.Creates = creating, creating, available, failed, true
	case "extendVolume":
		t.Live, t.Failed, t.Alter = extending, errorExtending, otc.Resized(d.size)
		d.size = minSize
	case "deleteVolume", "deleteSingleVolume", "bulkDeleteVolume":
		t.Live, t.Failed, t.Deletes = deleting, errorDeleting, true
	case "retypeVolume":
		t.Live, t.Alter = retyping, withType(d.kind)
	}
	t.Props = d
	return []job.Target{t}
}

// stepEntities returns the entities of the first step that names a disk.
func stepEntities(nodes []job.Node) map[string]any {
	for _, n := range nodes {
		if n.Step != nil {
			if payload, _ := n.Step.Payload.(otc.Payload); payload.Entities[volumeID] != nil {
				return payload.Entities
			}
		}
		if found := stepEntities(n.Nodes); found != nil {
			return found
		}
		for _, branch := range n.Choose {
			if found := stepEntities(branch.Nodes); found != nil {
				return found
			}
		}
	}
	return nil
}

// scriptedDisk returns the disk that a job's entities describe. What they leave out has the defaults of a creation.
func scriptedDisk(entities map[string]any) disk {
	d := disk{size: minSize, kind: defaultKind, zone: defaultZone}
	if name, ok := entities["name"].(string); ok {
		d.name = name
	}
	if kind, ok := entities["volume_type"].(string); ok {
		d.kind = kind
	}
	if size, ok := entities["size"].(int); ok {
		d.size = size
	}
	return d
}
