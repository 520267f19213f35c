package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// RollbackToGroupSnapshotParams are the parameters of RollbackToGroupSnapshot.
type RollbackToGroupSnapshotParams struct {
	group      int64
	keep       bool
	name       string
	attributes map[string]any
}

func (p *RollbackToGroupSnapshotParams) read(in *params) {
	p.group = in.requireInteger("groupSnapshotID")
	p.keep = in.boolean("saveCurrentState", false)
	p.name = in.text("name")
	p.attributes = in.object("attributes")
}

// RolledBackGroup is the result of RollbackToGroupSnapshot: the group that was rolled back to, and the id and the members of the
// group that keeps the state before. Without saveCurrentState the first two are null, and the members are those of the group that
// was rolled back to [inferred].
type RolledBackGroup struct {
	Group   *GroupSnapshot `json:"groupSnapshot"`
	ID      *int64         `json:"groupSnapshotID"`
	Members []MemberOfList `json:"members"`
}

// RollbackToGroupSnapshot makes each snapshot of a group the content of its volume, at once (ND rollbacktogroupsnapshot).
func (service) RollbackToGroupSnapshot(r *http.Request, p *RollbackToGroupSnapshotParams, a *RolledBackGroup) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, members, err := groupSnapshotByID(tx, p.group)
		if err != nil {
			return err
		}
		var volumes []volume
		for _, m := range members {
			v, err := activeVolume(tx, propsOf[snapshot](m).volumeID)
			if err != nil {
				return err
			}
			volumes = append(volumes, volumeOf(v))
		}
		d := groupSnapshotDoc(tx, t, members)
		if !p.keep {
			a.Members = memberList(d)
			return nil
		}
		id, err := addGroupSnapshot(tx, volumes, snapshotOptions{name: p.name, attributes: p.attributes})
		if err != nil {
			return err
		}
		t, members, err = groupSnapshotByID(tx, id)
		*a = RolledBackGroup{&d, &id, memberList(groupSnapshotDoc(tx, t, members))}
		return err
	})
}

// memberList returns the members of a group snapshot in short.
func memberList(d GroupSnapshot) []MemberOfList {
	list := []MemberOfList{}
	for _, m := range d.Members {
		list = append(list, MemberOfList{m.Checksum, m.ID, m.UUID, m.VolumeID})
	}
	return list
}
