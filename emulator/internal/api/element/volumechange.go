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
	p.name = in.requireText("name")
	p.accountID = in.requireInteger("accountID")
	p.size = in.requireInteger("totalSize")
	p.enable512e = in.boolean("enable512e", true) // ND calls it required
	p.snapMirror = in.boolean("enableSnapMirrorReplication", false)
	p.access = cmp.Or(in.enum("access", accessWords()...), "readWrite")
	p.attributes = in.volumeAttributes()
	p.qos = in.qos().applyTo(defaultQoS())
	p.qosPolicy, _ = in.policy()
	in.ignore("fifoSize", "minFifoSize", "protectionScheme")
}

// ChangedVolume is the result of CreateVolume, ModifyVolume and DeleteVolume.
type ChangedVolume struct {
	Curve    map[string]int64 `json:"curve"`
	Volume   Volume           `json:"volume"`
	VolumeID int64            `json:"volumeID"`
}

func changed(tx *world.Tx, t world.Resource) ChangedVolume {
	return ChangedVolume{curve, volumeDoc(tx, t), volumeOf(t).id}
}

// CreateVolume creates a volume at once (ND createvolume).
func (service) CreateVolume(r *http.Request, p *CreateVolumeParams, a *ChangedVolume) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		if _, err := accountByID(tx, p.accountID); err != nil {
			return err
		}
		if err := checkVolume(p.volume); err != nil {
			return err
		}
		if err := checkPolicy(tx, p.qosPolicy); err != nil {
			return err
		}
		p.size = roundUp(p.size)
		p.id = newVolumeID(tx)
		*a = changed(tx, tx.Put(volumeName(p.id), "", volumeActive, p.volume))
		return nil
	})
}

// ModifyVolumeParams are the parameters of ModifyVolume. Zero values leave the present ones: Trident sends them.
type ModifyVolumeParams struct {
	volumeID   int64
	accountID  int64
	size       int64
	access     string
	attributes map[string]any
	qos        qosChange
	policy     int64
	setPolicy  bool
	snapMirror *bool
}

func (p *ModifyVolumeParams) read(in *params) {
	p.volumeID = in.requireInteger("volumeID")
	p.accountID = in.integer("accountID")
	p.size = in.integer("totalSize")
	p.access = in.enum("access", accessWords()...)
	p.attributes = in.volumeAttributes()
	p.qos = in.qos()
	p.policy, p.setPolicy = in.policy()
	p.snapMirror = in.optionalBoolean("enableSnapMirrorReplication")
	in.ignore("createTime", "fifoSize", "minFifoSize", "mode", "setCreateTime")
}

// ModifyVolume changes a volume at once (ND modifyvolume). A volume can only grow.
func (service) ModifyVolume(r *http.Request, p *ModifyVolumeParams, a *ChangedVolume) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := changeableVolume(tx, p.volumeID)
		if err != nil {
			return err
		}
		v, err := p.applyTo(tx, volumeOf(t))
		if err != nil {
			return err
		}
		tx.Change(t.Name, "", v)
		t, _ = tx.Resource(t.Name)
		*a = changed(tx, t)
		return nil
	})
}

// applyTo returns the volume with the changes.
func (p *ModifyVolumeParams) applyTo(tx *world.Tx, v volume) (volume, error) {
	if p.accountID != 0 {
		if _, err := accountByID(tx, p.accountID); err != nil {
			return v, err
		}
		v.accountID = p.accountID
	}
	if p.size != 0 && roundUp(p.size) < v.size {
		return v, apiError("xVolumeShrinkProhibited")
	}
	v.size = cmp.Or(roundUp(p.size), v.size)
	v.access = cmp.Or(p.access, v.access)
	if p.qos != (qosChange{}) || p.setPolicy {
		v.qos, v.qosPolicy = p.qos.applyTo(qosOf(tx, v)), p.policy
	}
	if err := checkPolicy(tx, v.qosPolicy); err != nil {
		return v, err
	}
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

func (p *VolumeIDParams) read(in *params) { p.volumeID = in.requireInteger("volumeID") }

// DeleteVolume marks a volume for deletion and stops its bulk jobs (ND deletevolume), which fail [inferred].
func (service) DeleteVolume(r *http.Request, p *VolumeIDParams, a *ChangedVolume) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, ok := lookUpVolume(tx, p.volumeID)
		if !ok || !t.Made || t.Status == volumeDeleted {
			return apiErrorWithMessage("xVolumeIDDoesNotExist", fmt.Sprintf("Volume %d does not exist.", p.volumeID))
		}
		t, err := deleteVolume(tx, t)
		*a = changed(tx, t)
		return err
	})
}

// deleteVolume marks a volume for deletion, and stops its bulk jobs.
func deleteVolume(tx *world.Tx, t world.Resource) (world.Resource, error) {
	for _, s := range bulkJobsOf(tx, volumeOf(t).id) {
		if _, err := tx.Record(s.Ref, job.Event{Kind: job.Forced, Step: stopped}); err != nil {
			return t, err
		}
	}
	tx.Change(t.Name, volumeDeleted, nil)
	t, _ = tx.Resource(t.Name)
	return t, nil
}

// stopped is the last step of a bulk job whose volume was deleted. It is read only.
var stopped = job.Step{Status: failed, Phase: job.Failed, Payload: payload{}}

// PurgeDeletedVolume removes a deleted volume permanently (ND purgedeletedvolume).
func (service) PurgeDeletedVolume(r *http.Request, p *VolumeIDParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := deletedVolume(tx, p.volumeID)
		if err == nil {
			tx.Delete(t.Name)
		}
		return err
	})
}

// RestoreDeletedVolume makes a deleted volume active again (ND restoredeletedvolume).
func (service) RestoreDeletedVolume(r *http.Request, p *VolumeIDParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := deletedVolume(tx, p.volumeID)
		if err == nil {
			tx.Change(t.Name, volumeActive, nil)
		}
		return err
	})
}

// deletedVolume returns a volume that is marked for deletion. It returns xVolumeIDDoesNotExist for any other
// [inferred].
func deletedVolume(tx *world.Tx, id int64) (world.Resource, error) {
	t, err := existingVolume(tx, id)
	if err == nil && t.Status != volumeDeleted {
		err = apiError("xVolumeIDDoesNotExist", formatID(id))
	}
	return t, err
}
