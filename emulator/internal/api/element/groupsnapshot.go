package element

import (
	"cmp"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// volumesPerGroupSnapshot is the limit of volumes in a group snapshot (ND getlimits).
const volumesPerGroupSnapshot = 32

// groupSnapshot is the state of a group snapshot. Its members are the snapshots that name it.
type groupSnapshot struct {
	id   int64
	uuid string
	snapshotOptions
}

func groupSnapshotName(id int64) world.Name {
	return world.Name{API: name, Kind: "groupsnapshot", ID: formatID(id)}
}

// groupSnapshotByID returns a group snapshot and its members. It returns xGroupSnapshotDoesNotExist if there is none, or
// all members were deleted.
func groupSnapshotByID(tx *world.Tx, id int64) (world.Resource, []world.Resource, error) {
	t, ok := tx.Resource(groupSnapshotName(id))
	members := membersOf(tx, id)
	if !ok || len(members) == 0 {
		return t, nil, apiError("xGroupSnapshotDoesNotExist")
	}
	return t, members, nil
}

// membersOf returns the snapshots of a group, sorted by id.
func membersOf(tx *world.Tx, group int64) []world.Resource {
	return slices.DeleteFunc(snapshots(tx), func(t world.Resource) bool { return propsOf[snapshot](t).group != group })
}

// addGroupSnapshot creates a group snapshot of volumes: all of them or none.
func addGroupSnapshot(tx *world.Tx, volumes []volume, o snapshotOptions) (int64, error) {
	for _, v := range volumes {
		if len(snapshotsOf(tx, v.id)) >= snapshotsPerVolume && !o.expiration.fifo {
			return 0, apiError("xMaxSnapshotsPerVolumeExceeded")
		}
	}
	g := groupSnapshot{
		id: int64(tx.Next(counter("groupsnapshot"))), uuid: tx.UUID(counter("groupsnapshot")).String(), snapshotOptions: o,
	}
	g.name = cmp.Or(g.name, instant(tx.At()))
	o.name = g.name
	tx.Put(groupSnapshotName(g.id), "", snapshotDone, g)
	for _, v := range volumes {
		if _, err := addSnapshot(tx, v, g.id, o); err != nil {
			return 0, err
		}
	}
	return g.id, nil
}

// GroupSnapshot is the object of ND groupsnapshot.
type GroupSnapshot struct {
	Attributes map[string]any `json:"attributes"`
	Created    string         `json:"createTime"`
	Replicate  bool           `json:"enableRemoteReplication"`
	ID         int64          `json:"groupSnapshotID"`
	UUID       string         `json:"groupSnapshotUUID"`
	Members    []Snapshot     `json:"members"`
	Name       string         `json:"name"`
	Status     string         `json:"status"`
}

// groupSnapshotDoc returns the group snapshot object.
func groupSnapshotDoc(tx *world.Tx, t world.Resource, members []world.Resource) GroupSnapshot {
	g := propsOf[groupSnapshot](t)
	d := GroupSnapshot{
		Attributes: objectOrEmpty(g.attributes), Created: instant(t.Born), Replicate: g.replicate, ID: g.id, UUID: g.uuid,
		Members: []Snapshot{}, Name: g.name, Status: t.Status,
	}
	for _, m := range members {
		d.Members = append(d.Members, snapshotDoc(tx, m))
	}
	return d
}
