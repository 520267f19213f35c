package element

import (
	"cmp"
	"fmt"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// CreateVolumeParams are the parameters of CreateVolume.
type CreateVolumeParams struct{ volume }

func (p *CreateVolumeParams) read(in *params) {
	p.name = in.needText("name")
	p.accountID = in.needInteger("accountID")
	p.size = in.needInteger("totalSize")
	p.enable512e = in.truth("enable512e", true) // ND calls it required
	p.snapMirror = in.truth("enableSnapMirrorReplication", false)
	p.access = cmp.Or(in.word("access", accessWords()...), "readWrite")
	p.attributes = in.object("attributes")
	p.qos = in.qos("qos").on(defaultQoS())
	in.ignore("associateWithQoSPolicy", "fifoSize", "minFifoSize", "protectionScheme", "qosPolicyID")
}

// ChangedVolume is a volume that has just been made, changed or deleted.
type ChangedVolume struct {
	Curve    map[string]int64 `json:"curve"`
	Volume   Volume           `json:"volume"`
	VolumeID int64            `json:"volumeID"`
}

func changed(t world.Resource) ChangedVolume {
	return ChangedVolume{curve, volumeDoc(t), volumeOf(t).id}
}

// CreateVolume makes a volume, at once (ND createvolume).
func (service) CreateVolume(r *http.Request, p *CreateVolumeParams, a *ChangedVolume) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		if _, err := knownAccount(tx, p.accountID); err != nil {
			return err
		}
		if err := checkVolume(p.volume); err != nil {
			return err
		}
		p.size = roundUp(p.size)
		p.id = int64(tx.Next(counter("volume")))
		*a = changed(tx.Put(volumeName(p.id), "", volumeActive, p.volume))
		return nil
	})
}

// ModifyVolumeParams are the parameters of ModifyVolume. Zero values leave what is there, as Trident sends them.
type ModifyVolumeParams struct {
	volumeID   int64
	accountID  int64
	size       int64
	access     string
	attributes map[string]any
	qos        qosChange
	snapMirror *bool
}

func (p *ModifyVolumeParams) read(in *params) {
	p.volumeID = in.needInteger("volumeID")
	p.accountID = in.integer("accountID")
	p.size = in.integer("totalSize")
	p.access = in.word("access", accessWords()...)
	p.attributes = in.object("attributes")
	p.qos = in.qos("qos")
	p.snapMirror = in.truthIfSaid("enableSnapMirrorReplication")
	in.ignore("associateWithQoSPolicy", "createTime", "fifoSize", "minFifoSize", "mode", "qosPolicyID", "setCreateTime")
}

// ModifyVolume changes a volume, at once (ND modifyvolume). A volume can only grow.
func (service) ModifyVolume(r *http.Request, p *ModifyVolumeParams, a *ChangedVolume) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := activeVolume(tx, p.volumeID)
		if err != nil {
			return err
		}
		v, err := p.on(tx, volumeOf(t))
		if err != nil {
			return err
		}
		tx.Change(t.Name, "", v)
		t, _ = tx.Resource(t.Name)
		*a = changed(t)
		return nil
	})
}

// on is the volume with the changes.
func (p *ModifyVolumeParams) on(tx *world.Tx, v volume) (volume, error) {
	if p.accountID != 0 {
		if _, err := knownAccount(tx, p.accountID); err != nil {
			return v, err
		}
		v.accountID = p.accountID
	}
	if p.size != 0 && roundUp(p.size) < v.size {
		return v, refuse("xVolumeShrinkProhibited")
	}
	v.size = cmp.Or(roundUp(p.size), v.size)
	v.access = cmp.Or(p.access, v.access)
	v.qos = p.qos.on(v.qos)
	if p.attributes != nil {
		v.attributes = p.attributes
	}
	if p.snapMirror != nil {
		v.snapMirror = *p.snapMirror
	}
	return v, checkVolume(v)
}

// VolumeIDParams are the parameters of the methods on one volume.
type VolumeIDParams struct{ volumeID int64 }

func (p *VolumeIDParams) read(in *params) { p.volumeID = in.needInteger("volumeID") }

// DeleteVolume marks a volume for deletion and stops its bulk jobs (ND deletevolume). How a stopped job ends is inferred:
// it fails.
func (service) DeleteVolume(r *http.Request, p *VolumeIDParams, a *ChangedVolume) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, ok := anyVolume(tx, p.volumeID)
		if !ok || !t.Made || t.Status == volumeDeleted {
			return refuseAs("xVolumeIDDoesNotExist", fmt.Sprintf("Volume %d does not exist.", p.volumeID))
		}
		for _, s := range bulkJobsOf(tx, p.volumeID) {
			if _, err := tx.Record(s.Ref, job.Event{Kind: job.Forced, Step: stopped}); err != nil {
				return err
			}
		}
		tx.Change(t.Name, volumeDeleted, nil)
		t, _ = tx.Resource(t.Name)
		*a = changed(t)
		return nil
	})
}

// stopped is the end of a bulk job whose volume was deleted. It is read only.
var stopped = job.Step{Status: failedWord, Phase: job.Failed, Payload: payload{}}

// PurgeDeletedVolume removes a deleted volume for good (ND purgedeletedvolume).
func (service) PurgeDeletedVolume(r *http.Request, p *VolumeIDParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := deletedVolume(tx, p.volumeID)
		if err == nil {
			tx.Delete(t.Name)
		}
		return err
	})
}

// RestoreDeletedVolume takes the mark of deletion off a volume (ND restoredeletedvolume).
func (service) RestoreDeletedVolume(r *http.Request, p *VolumeIDParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := deletedVolume(tx, p.volumeID)
		if err == nil {
			tx.Change(t.Name, volumeActive, nil)
		}
		return err
	})
}

// deletedVolume finds a volume that is marked for deletion. Any other is refused as unknown (inferred).
func deletedVolume(tx *world.Tx, id int64) (world.Resource, error) {
	t, err := knownVolume(tx, id)
	if err == nil && t.Status != volumeDeleted {
		err = refuse("xVolumeIDDoesNotExist", decimal(id))
	}
	return t, err
}
