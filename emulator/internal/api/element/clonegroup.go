package element

import (
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
	volumes []copyOf
	usual   copyOf // what holds for volumes that do not say otherwise
}

func (p *CloneMultipleVolumesParams) read(in *params) {
	in.needObjects("volumes", func(in *params) {
		var o copyOf
		o.read(in)
		o.name = in.text("name")
		p.volumes = append(p.volumes, o)
	})
	p.usual.access = in.word("access", accessWords()...)
	p.usual.accountID = in.integer("newAccountID")
	p.usual.snapMirror = in.truth("enableSnapMirrorReplication", false)
	in.integer("groupSnapshotID")
}

// GroupClone is a group of clones that has begun.
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
			planned[i].id = int64(tx.Next(counter("volume")))
			members[i] = CloneMember{p.volumes[i].volumeID, planned[i].id}
		}
		k := cloning{group: newCloneID(tx, groupName), members: members}
		s, err := begin(c, tx, clone, attributes{clone: &k}, clonePace)
		if err != nil {
			return err
		}
		for _, v := range planned {
			initVolume(tx, s.Ref, v)
		}
		*a = GroupClone{number(s.ID), k.group, members}
		return nil
	})
}

// planned are the volumes that the clones are to be: all of them or none.
func (p *CloneMultipleVolumesParams) planned(tx *world.Tx) ([]volume, error) {
	if len(p.volumes) == 0 {
		return nil, refuseAs("xInvalidParameter", "No volumes specified")
	}
	all := make([]volume, 0, len(p.volumes))
	for _, o := range p.volumes {
		if o.access == "" {
			o.access = p.usual.access
		}
		if o.accountID == 0 {
			o.accountID = p.usual.accountID
		}
		o.snapMirror = p.usual.snapMirror
		v, err := o.planned(tx)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// CancelGroupCloneParams are the parameters of CancelGroupClone. The example of ND cancelgroupclone says cloneID.
type CancelGroupCloneParams struct{ group int64 }

func (p *CancelGroupCloneParams) read(in *params) {
	if _, ok := in.find("groupCloneID"); !ok {
		if _, ok := in.find("cloneID"); ok {
			p.group = in.integer("cloneID")
			return
		}
	}
	p.group = in.needInteger("groupCloneID")
}

// CancelGroupClone stops a group of clones and removes its handle (ND cancelgroupclone).
func (service) CancelGroupClone(r *http.Request, p *CancelGroupCloneParams, _ *None) error {
	return cancel(callOf(r), groupName(p.group), "GroupCloneID "+decimal(p.group)+" does not exist.")
}
