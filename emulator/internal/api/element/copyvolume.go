package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// CopyVolumeParams are the parameters of CopyVolume.
type CopyVolumeParams struct{ volumeID, target, snapshotID int64 }

func (p *CopyVolumeParams) read(in *params) {
	p.volumeID = in.requireInteger("volumeID")
	p.target = in.requireInteger("dstVolumeID")
	p.snapshotID = in.integer("snapshotID")
}

// check returns an error if the destination cannot be overwritten: it must be another volume of the same size (ND copyvolume).
// The texts are [inferred].
func (p *CopyVolumeParams) check(tx *world.Tx) error {
	source, err := activeVolume(tx, p.volumeID)
	if err != nil {
		return err
	}
	size := volumeOf(source).size
	s, err := sourceSnapshot(tx, volumeOf(source), p.snapshotID)
	if err != nil {
		return err
	}
	if s.id != 0 {
		size = s.size
	}
	target, err := activeVolume(tx, p.target)
	switch {
	case err != nil:
		return err
	case p.target == p.volumeID:
		return apiErrorWithMessage("xInvalidParameter", "The source and destination volumes must be different.")
	case size != volumeOf(target).size:
		return apiErrorWithMessage("xInvalidParameter", "The source and destination volumes must be the same size.")
	}
	return checkCloneLimits(tx, p.volumeID)
}

// VolumeCopy is the result of CopyVolume.
type VolumeCopy struct {
	Handle  int64 `json:"asyncHandle"`
	CloneID int64 `json:"cloneID"`
}

// CopyVolume starts a copy of a volume over another one (ND copyvolume).
func (service) CopyVolume(r *http.Request, p *CopyVolumeParams, a *VolumeCopy) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		if err := p.check(tx); err != nil {
			return err
		}
		k := cloning{id: newCloneID(tx, cloneName), target: p.target}
		s, err := startJob(c, tx, clone, attributes{volumeID: p.volumeID, clone: &k}, cloneTimeline)
		*a = VolumeCopy{parseID(s.ID), k.id}
		return err
	})
}
