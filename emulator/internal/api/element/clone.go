package element

import (
	"cmp"
	"maps"
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The limits of clones at a time (ND getlimits).
const (
	cloneJobsPerVolume = 2
	cloneJobsPerNode   = 8
)

// cloneTimeline is the timeline of a clone; its length is [inferred]. It is read only.
var cloneTimeline = runFor(10 * time.Second)

// runFor returns the timeline of a job that runs for d and succeeds.
func runFor(d time.Duration) *job.Timeline {
	return job.Steps(
		job.Step{Status: running, Phase: job.Running, Until: job.After(job.Fixed(d))},
		job.Step{Status: complete, Phase: job.Succeeded},
	)
}

// accessWords returns the kinds of access to a volume (ND modifyvolume).
func accessWords() []string {
	return []string{"readOnly", "readWrite", "locked", "replicationTarget", "snapMirrorTarget"}
}

// copyOf is what a clone changes of its source. Zero values leave the source's: Trident sends "newSize":0 and
// "access":"".
type copyOf struct {
	volumeID   int64
	snapshotID int64 // 0: the volume itself
	name       string
	access     string
	accountID  int64
	size       int64
	attributes map[string]any
	enable512e *bool
	snapMirror bool
}

func (o *copyOf) read(in *params) {
	o.volumeID = in.requireInteger("volumeID")
	o.access = in.enum("access", accessWords()...)
	o.accountID = in.integer("newAccountID")
	o.size = in.integer("newSize")
	o.attributes = in.volumeAttributes()
}

// applyTo returns the source with the changes.
func (o copyOf) applyTo(source volume) volume {
	v := source
	v.name = cmp.Or(o.name, source.name)
	v.access = cmp.Or(o.access, source.access)
	v.accountID = cmp.Or(o.accountID, source.accountID)
	v.size = roundUp(cmp.Or(o.size, source.size))
	v.snapMirror = o.snapMirror
	v.attributes = maps.Clone(source.attributes)
	if o.attributes != nil {
		v.attributes = o.attributes
	}
	if o.enable512e != nil {
		v.enable512e = *o.enable512e
	}
	return v
}

// CloneVolumeParams are the parameters of CloneVolume.
type CloneVolumeParams struct{ copyOf }

func (p *CloneVolumeParams) read(in *params) {
	p.copyOf.read(in)
	p.name = in.requireText("name")
	in.fail(checkName(p.name))
	p.enable512e = in.optionalBoolean("enable512e")
	p.snapMirror = in.boolean("enableSnapMirrorReplication", false)
	p.snapshotID = in.integer("snapshotID")
}

// VolumeClone is the result of CloneVolume.
type VolumeClone struct {
	Handle   int64            `json:"asyncHandle"`
	CloneID  int64            `json:"cloneID"`
	Curve    map[string]int64 `json:"curve"`
	Volume   Volume           `json:"volume"`
	VolumeID int64            `json:"volumeID"`
}

// CloneVolume starts a copy of a volume into a new one (ND clonevolume). The new volume has the status init, and no
// list contains it, until the job has succeeded. If the job fails, the volume does not exist.
func (service) CloneVolume(r *http.Request, p *CloneVolumeParams, a *VolumeClone) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		v, err := p.planned(tx)
		if err != nil {
			return err
		}
		if err := checkCloneLimits(tx, p.volumeID); err != nil {
			return err
		}
		v.id = newVolumeID(tx)
		k := cloning{id: newCloneID(tx, cloneName), target: v.id}
		s, err := startJob(c, tx, clone, attributes{volumeID: p.volumeID, clone: &k}, cloneTimeline)
		if err != nil {
			return err
		}
		t := initVolume(tx, s.Ref, v)
		*a = VolumeClone{parseID(s.ID), k.id, curve, volumeDoc(tx, t), v.id}
		return nil
	})
}

// planned returns the volume that a clone will be, if its source allows it.
func (o copyOf) planned(tx *world.Tx) (volume, error) {
	t, err := activeVolume(tx, o.volumeID)
	if err != nil {
		return volume{}, err
	}
	if o.accountID != 0 {
		if _, err := accountByID(tx, o.accountID); err != nil {
			return volume{}, err
		}
	}
	source := volumeOf(t)
	s, err := sourceSnapshot(tx, source, o.snapshotID)
	if err != nil {
		return volume{}, err
	}
	if s.id != 0 {
		source.size = s.size
	}
	source.qos = qosOf(tx, source)
	v := o.applyTo(source)
	return v, checkVolume(v)
}

// initVolume creates a volume with the status init, which the job makes active.
func initVolume(tx *world.Tx, by job.Ref, v volume) world.Resource {
	tx.Put(volumeName(v.id), "", volumeInit, v)
	tx.Apply(volumeName(v.id), world.Effect{Job: by, Live: volumeInit, Done: volumeActive, Failed: volumeFailed, Makes: true})
	t, _ := tx.Resource(volumeName(v.id))
	return t
}
