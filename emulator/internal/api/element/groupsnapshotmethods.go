package element

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// CreateGroupSnapshotParams are the parameters of CreateGroupSnapshot.
type CreateGroupSnapshotParams struct {
	volumes []int64
	snapshotOptions
	expiry
}

func (p *CreateGroupSnapshotParams) read(in *params) {
	p.volumes = in.requireIntegers("volumes")
	p.snapshotOptions.read(in)
	p.expiry.read(in)
}

// CreatedGroupSnapshot is the result of CreateGroupSnapshot.
type CreatedGroupSnapshot struct {
	Group   GroupSnapshot  `json:"groupSnapshot"`
	ID      int64          `json:"groupSnapshotID"`
	Members []MemberOfList `json:"members"`
}

// MemberOfList is a member of a new group snapshot in short.
type MemberOfList struct {
	Checksum string `json:"checksum"`
	ID       int64  `json:"snapshotID"`
	UUID     string `json:"snapshotUUID"`
	VolumeID int64  `json:"volumeID"`
}

// CreateGroupSnapshot makes snapshots of several volumes at once (ND creategroupsnapshot).
func (service) CreateGroupSnapshot(r *http.Request, p *CreateGroupSnapshotParams, a *CreatedGroupSnapshot) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		volumes, err := p.sources(tx)
		if err != nil {
			return err
		}
		p.snapshotOptions.expiration = p.expiry.expiration(tx)
		id, err := addGroupSnapshot(tx, volumes, p.snapshotOptions)
		if err != nil {
			return err
		}
		t, members, err := groupSnapshotByID(tx, id)
		d := groupSnapshotDoc(tx, t, members)
		*a = CreatedGroupSnapshot{d, id, memberList(d)}
		return err
	})
}

// sources returns the volumes of the group. The texts of the errors are [inferred].
func (p *CreateGroupSnapshotParams) sources(tx *world.Tx) ([]volume, error) {
	switch n := len(p.volumes); {
	case n == 0:
		return nil, apiErrorWithMessage("xInvalidParameter", "No volumes specified")
	case n > volumesPerGroupSnapshot:
		return nil, apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of volumes per group snapshot")
	}
	var volumes []volume
	for i, id := range p.volumes {
		t, err := activeVolume(tx, id)
		if err != nil {
			return nil, err
		}
		if slices.Contains(p.volumes[:i], id) {
			return nil, apiErrorWithMessage("xInvalidParameter", "VolumeID "+formatID(id)+" is specified twice.")
		}
		volumes = append(volumes, volumeOf(t))
	}
	return volumes, nil
}

// ListGroupSnapshotsParams are the parameters of ListGroupSnapshots.
type ListGroupSnapshotsParams struct {
	group   int64
	volumes []int64
}

func (p *ListGroupSnapshotsParams) read(in *params) {
	p.group = in.integer("groupSnapshotID")
	p.volumes = in.integers("volumes")
}

// GroupSnapshots is the result of ListGroupSnapshots.
type GroupSnapshots struct {
	Groups []GroupSnapshot `json:"groupSnapshots"`
}

// ListGroupSnapshots lists the group snapshots of some volumes or of all, or one group snapshot (ND listgroupsnapshots).
func (service) ListGroupSnapshots(r *http.Request, p *ListGroupSnapshotsParams, a *GroupSnapshots) error {
	a.Groups = []GroupSnapshot{}
	return callOf(r).Do(func(tx *world.Tx) error {
		if p.group != 0 {
			if _, _, err := groupSnapshotByID(tx, p.group); err != nil {
				return err
			}
		}
		for _, t := range tx.Resources(name, "groupsnapshot") {
			g := propsOf[groupSnapshot](t)
			if members := membersOf(tx, g.id); len(members) > 0 && (p.group == 0 || p.group == g.id) && p.selects(members) {
				a.Groups = append(a.Groups, groupSnapshotDoc(tx, t, members))
			}
		}
		return nil
	})
}

// selects reports whether one of the members is of a volume that the call names, or it names none.
func (p *ListGroupSnapshotsParams) selects(members []world.Resource) bool {
	return len(p.volumes) == 0 || slices.ContainsFunc(members, func(t world.Resource) bool {
		return slices.Contains(p.volumes, propsOf[snapshot](t).volumeID)
	})
}

// DeleteGroupSnapshotParams are the parameters of DeleteGroupSnapshot.
type DeleteGroupSnapshotParams struct {
	group int64
	keep  bool
}

func (p *DeleteGroupSnapshotParams) read(in *params) {
	p.group = in.requireInteger("groupSnapshotID")
	p.keep = in.boolean("saveMembers", false)
}

// DeleteGroupSnapshot deletes a group snapshot. Its members are deleted too, or are snapshots without a group from now on
// (ND deletegroupsnapshot).
func (service) DeleteGroupSnapshot(r *http.Request, p *DeleteGroupSnapshotParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, members, err := groupSnapshotByID(tx, p.group)
		if err != nil {
			return err
		}
		tx.Delete(t.Name)
		for _, m := range members {
			if !p.keep {
				tx.Delete(m.Name)
				continue
			}
			s := propsOf[snapshot](m)
			s.group = 0
			tx.Change(m.Name, "", s)
		}
		return nil
	})
}
