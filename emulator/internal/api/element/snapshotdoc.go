package element

import (
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// snapshotDone is the status of a snapshot that can be used. ND snapshot writes Done, the examples of all methods but one
// done.
const snapshotDone = "done"

// Snapshot is the object of ND snapshot.
type Snapshot struct {
	Attributes       map[string]any `json:"attributes"`
	Checksum         string         `json:"checksum"`
	Created          string         `json:"createTime"`
	Replicate        bool           `json:"enableRemoteReplication"`
	ExpirationReason string         `json:"expirationReason"`
	ExpirationTime   *string        `json:"expirationTime"`
	GroupID          int64          `json:"groupID"`
	GroupUUID        string         `json:"groupSnapshotUUID"`
	InstanceCreated  string         `json:"instanceCreateTime"`
	InstanceUUID     string         `json:"instanceSnapshotUUID"`
	Name             string         `json:"name"`
	Label            *string        `json:"snapMirrorLabel"`
	ID               int64          `json:"snapshotID"`
	UUID             string         `json:"snapshotUUID"`
	Status           string         `json:"status"`
	TotalSize        int64          `json:"totalSize"`
	VirtualVolumeID  *string        `json:"virtualVolumeID"`
	VolumeID         int64          `json:"volumeID"`
	VolumeName       string         `json:"volumeName"`
}

// snapshotDoc returns the snapshot object.
func snapshotDoc(tx *world.Tx, t world.Resource) Snapshot {
	s := propsOf[snapshot](t)
	d := Snapshot{
		Attributes: objectOrEmpty(s.attributes), Checksum: noChecksum, Created: instant(t.Born), Replicate: s.replicate,
		ExpirationReason: "None", GroupID: s.group, GroupUUID: noUUID, InstanceCreated: instant(t.Born), InstanceUUID: s.uuid,
		Name: s.name, ID: s.id, UUID: s.uuid, Status: t.Status, TotalSize: s.size, VolumeID: s.volumeID,
		VolumeName: s.volumeName,
	}
	if group, ok := tx.Resource(groupSnapshotName(s.group)); ok {
		d.GroupUUID = propsOf[groupSnapshot](group).uuid
	}
	switch {
	case s.expiration.fifo:
		d.ExpirationReason, d.ExpirationTime = "fifo", new("fifo")
	case !s.expiration.at.IsZero():
		d.ExpirationReason, d.ExpirationTime = "Api", new(instant(s.expiration.at))
	}
	if s.label != "" {
		d.Label = &s.label
	}
	return d
}

// read reads the parameters that the methods of snapshots and group snapshots have.
func (o *snapshotOptions) read(in *params) {
	o.name = in.text("name")
	if len(o.name) > 255 { // ND getlimits
		in.fail(apiErrorWithMessage("xInvalidParameter", "The snapshot name must be 1 to 255 characters in length."))
	}
	o.attributes = in.object("attributes")
	o.replicate = in.boolean("enableRemoteReplication", false)
	o.label = in.text("snapMirrorLabel")
	in.ignore("ensureSerialCreation") // nothing is replicated
}
