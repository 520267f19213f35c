package evs

import (
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// resourceKinds returns the things that a scenario can declare.
func resourceKinds() []job.ResourceKind {
	return []job.ResourceKind{{
		Kind: "volume", Note: "a disk", Statuses: volumeStatuses, Fields: volumeFields, New: declaredVolume,
	}, {
		Kind: "snapshot", Note: "a snapshot of a disk", Statuses: snapshotStatuses, Fields: snapshotFields, New: declaredSnapshot,
	}}
}

// volumeStatuses are the statuses of a disk (evs_04_0040), the default one first. It is read only.
var volumeStatuses = []string{
	available, inUse, creating, failed, "attaching", "detaching", "restoring-backup", "backing-up", "error_restoring",
	"uploading", "downloading", extending, errorExtending, deleting, errorDeleting, retyping, "rollbacking",
	"error_rollbacking", "awaiting-transfer",
}

// volumeFields are what an entry may say about a disk. It is read only.
var volumeFields = []job.Field{
	{Name: "name", Kind: job.Text, Note: "name of the disk"},
	{Name: "description", Kind: job.Text, Note: "description of the disk"},
	{Name: "size", Kind: job.Number, Note: "size in GiB; 10 if omitted"},
	{Name: "volume_type", Kind: job.Text, Note: "type of the disk; SATA if omitted"},
	{Name: "availability_zone", Kind: job.Text, Note: "zone of the disk; eu-de-01 if omitted"},
	{Name: "multiattach", Kind: job.Bool, Note: "whether the disk can be attached to several servers"},
	{Name: "image_id", Kind: job.Text, Note: "image of a system disk"},
	{Name: "snapshot_id", Kind: job.Text, Note: "snapshot that the disk was created from"},
	{Name: "metadata", Kind: job.Object, Note: "metadata of the disk, a mapping of strings"},
	{Name: "tags", Kind: job.Object, Note: "tags of the disk, a mapping of strings"},
	{Name: "attachments", Kind: job.Any, Note: "a list of {server_id, device}; a disk in use has one if omitted"},
}

// snapshotFields are what an entry may say about a snapshot. It is read only.
var snapshotFields = []job.Field{
	{Name: "volume_id", Kind: job.Text, Note: "ID of the disk that it was taken of; required"},
	{Name: "name", Kind: job.Text, Note: "name of the snapshot"},
	{Name: "description", Kind: job.Text, Note: "description of the snapshot"},
	{Name: "size", Kind: job.Number, Note: "size in GiB; 10 if omitted"},
	{Name: "volume_type", Kind: job.Text, Note: "type of its disk; SATA if omitted"},
	{Name: "metadata", Kind: job.Object, Note: "metadata of the snapshot, a mapping of strings"},
}

// declaredSnapshot returns the snapshot of an entry.
func declaredSnapshot(r job.Resource, f job.Fields) ([]job.Resource, error) {
	d := scriptedDisk(f)
	s := snapshot{name: d.name, size: d.size, kind: d.kind}
	if s.volume, _ = f[volumeID].(string); s.volume == "" {
		return nil, &job.FieldError{Field: volumeID, Message: "is required: the ID of the disk that the snapshot was taken of"}
	}
	if text, ok := f["description"].(string); ok {
		s.description = &text
	}
	var err error
	s.metadata, err = otc.StringMap(f, "metadata")
	r.Props = s
	return []job.Resource{r}, err
}

// declaredVolume returns the disk of an entry.
func declaredVolume(r job.Resource, f job.Fields) ([]job.Resource, error) {
	d := scriptedDisk(f)
	if d.size < 1 || d.size > maxSize {
		return nil, &job.FieldError{Field: "size", Message: "must be between 1 and 32768"}
	}
	if !validType(d.kind) {
		return nil, &job.FieldError{Field: "volume_type", Message: "must be a disk type such as SATA, SAS or SSD"}
	}
	if zone, ok := f["availability_zone"].(string); ok {
		d.zone = zone
	}
	if text, ok := f["description"].(string); ok {
		d.description = &text
	}
	d.shared, _ = f["multiattach"].(bool)
	d.image, _ = f["image_id"].(string)
	d.snapshot, _ = f["snapshot_id"].(string)
	var err error
	if d.metadata, err = otc.StringMap(f, "metadata"); err != nil {
		return nil, err
	}
	if d.tags, err = otc.StringMap(f, "tags"); err != nil {
		return nil, err
	}
	if d.attachments, err = declaredAttachments(f, r); err != nil {
		return nil, err
	}
	r.Props = d
	return []job.Resource{r}, nil
}

// declaredAttachments returns the attachments of an entry. A disk in use without any is attached to an invented server.
func declaredAttachments(f job.Fields, r job.Resource) ([]attachment, error) {
	given, ok := f["attachments"]
	if !ok {
		if r.Status == inUse || r.Status == "detaching" {
			return []attachment{{Server: inventedServer, Device: "/dev/vdb"}}, nil
		}
		return nil, nil
	}
	wrong := &job.FieldError{Field: "attachments", Message: `must be a list such as [{server_id: srv-1, device: /dev/vdb}]`}
	list, ok := given.([]any)
	if !ok {
		return nil, wrong
	}
	var all []attachment
	for _, item := range list {
		m, _ := item.(map[string]any)
		a := attachment{Device: "/dev/vdb"}
		if a.Server, ok = m["server_id"].(string); !ok || a.Server == "" {
			return nil, wrong
		}
		if device, there := m["device"]; there {
			if a.Device, ok = device.(string); !ok {
				return nil, wrong
			}
		}
		all = append(all, a)
	}
	return all, nil
}

// inventedServer is the server of a declared disk in use that names none.
const inventedServer = "6a6f6273-696d-4000-8000-736572766572"
