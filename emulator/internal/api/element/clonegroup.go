package element

import (
	"cmp"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// CloneMember is one clone of a group.
type CloneMember struct {
	Source   int64 `json:"srcVolumeID"`
	VolumeID int64 `json:"volumeID"`
}

// CloneMultipleVolumesParams are the parameters of CloneMultipleVolumes.
type CloneMultipleVolumesParams struct {
	volumes  []copyOf
	defaults copyOf // for volumes without a value of their own
	group    int64  // the group snapshot that is cloned; 0: the volumes themselves
}

func (p *CloneMultipleVolumesParams) read(in *params) {
	in.requireObjects("volumes", func(in *params) {
		var o copyOf
		o.read(in)
		o.name = in.text("name")
		p.volumes = append(p.volumes, o)
	})
	p.defaults.access = in.enum("access", accessWords()...)
	p.defaults.accountID = in.integer("newAccountID")
	p.defaults.snapMirror = in.boolean("enableSnapMirrorReplication", false)
	p.group = in.integer("groupSnapshotID")
}

// GroupClone is the result of CloneMultipleVolumes.
type GroupClone struct {
	Handle  int64         `json:"asyncHandle"`
	GroupID int64         `json:"groupCloneID"`
	Members []CloneMember `json:"members"`
}

// CloneMultipleVolumes starts copies of several volumes at once, as one job (ND clonemultiplevolumes).
func (service) CloneMultipleVolumes(r *http.Request, p *CloneMultipleVolumesParams, a *GroupClone) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		planned, err := p.planned(tx)
		if err != nil {
			return err
		}
		members := make([]CloneMember, len(planned))
		for i := range planned {
			planned[i].id = newVolumeID(tx)
			members[i] = CloneMember{p.volumes[i].volumeID, planned[i].id}
		}
		k := cloning{group: newCloneID(tx, groupName), members: members}
		s, err := startJob(c, tx, clone, attributes{clone: &k}, cloneTimeline)
		if err != nil {
			return err
		}
		for _, v := range planned {
			initVolume(tx, s.Ref, v)
		}
		*a = GroupClone{parseID(s.ID), k.group, members}
		return nil
	})
}

// planned returns the volumes that the clones will be. It returns an error if one of them is not possible.
func (p *CloneMultipleVolumesParams) planned(tx *world.Tx) ([]volume, error) {
	if len(p.volumes) == 0 {
		return nil, apiErrorWithMessage("xInvalidParameter", "No volumes specified")
	}
	all, sources := make([]volume, 0, len(p.volumes)), make([]int64, 0, len(p.volumes))
	for _, o := range p.volumes {
		if o.access == "" {
			o.access = p.defaults.access
		}
		if o.accountID == 0 {
			o.accountID = p.defaults.accountID
		}
		o.snapMirror = p.defaults.snapMirror
		if p.group != 0 {
			var err error
			if o.snapshotID, err = memberOf(tx, p.group, o.volumeID); err != nil {
				return nil, err
			}
		}
		v, err := o.planned(tx)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
		sources = append(sources, o.volumeID)
	}
	return all, checkCloneLimits(tx, sources...)
}

// memberOf returns the snapshot of a volume in a group snapshot.
func memberOf(tx *world.Tx, group, volumeID int64) (int64, error) {
	_, members, err := groupSnapshotByID(tx, group)
	for _, m := range members {
		if s := propsOf[snapshot](m); s.volumeID == volumeID {
			return s.id, nil
		}
	}
	return 0, cmp.Or(err, apiErrorWithMessage("xInvalidParameter", "The group snapshot has no snapshot of the volume."))
}

// CancelGroupCloneParams are the parameters of CancelGroupClone. The example of ND cancelgroupclone has cloneID.
type CancelGroupCloneParams struct{ group int64 }

func (p *CancelGroupCloneParams) read(in *params) {
	if _, ok := in.find("groupCloneID"); !ok {
		if _, ok := in.find("cloneID"); ok {
			p.group = in.integer("cloneID")
			return
		}
	}
	p.group = in.requireInteger("groupCloneID")
}

// CancelGroupClone stops a group of clones and removes its handle (ND cancelgroupclone).
func (service) CancelGroupClone(r *http.Request, p *CancelGroupCloneParams, _ *None) error {
	return cancel(callOf(r), groupName, p.group, "GroupCloneID "+formatID(p.group)+" does not exist.")
}
