package element

import (
	"cmp"
	"maps"
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// cloneJobsPerVolume is the limit of clones of a volume at a time (ND getlimits).
const cloneJobsPerVolume = 2

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
	o.attributes = in.object("attributes")
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

// CloneVolumeParams are the parameters of CloneVolume. Snapshots are not emulated, so each snapshotID will do.
type CloneVolumeParams struct{ copyOf }

func (p *CloneVolumeParams) read(in *params) {
	p.copyOf.read(in)
	p.name = in.requireText("name")
	in.fail(checkName(p.name))
	p.enable512e = in.optionalBoolean("enable512e")
	p.snapMirror = in.boolean("enableSnapMirrorReplication", false)
	in.integer("snapshotID")
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
		v.id = int64(tx.Next(counter("volume")))
		k := cloning{id: newCloneID(tx, cloneName), target: v.id}
		s, err := startJob(c, tx, clone, attributes{volumeID: p.volumeID, clone: &k}, cloneTimeline)
		if err != nil {
			return err
		}
		t := initVolume(tx, s.Ref, v)
		*a = VolumeClone{parseID(s.ID), k.id, curve, volumeDoc(t), v.id}
		return nil
	})
}

// planned returns the volume that a clone will be, if its source and the limits allow it. xMaxClonesPerVolumeExceeded
// is a name that Cinder retries; that the limit has this name is [inferred].
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
	if len(liveJobsOf(tx, clone, o.volumeID)) >= cloneJobsPerVolume {
		return volume{}, apiError("xMaxClonesPerVolumeExceeded")
	}
	v := o.applyTo(volumeOf(t))
	return v, checkVolume(v)
}

// initVolume creates a volume with the status init, which the job makes active.
func initVolume(tx *world.Tx, by job.Ref, v volume) world.Resource {
	v.maker = by
	tx.Put(volumeName(v.id), "", volumeInit, v)
	tx.Apply(volumeName(v.id), world.Effect{Job: by, Live: volumeInit, Done: volumeActive, Failed: volumeFailed, Makes: true})
	t, _ := tx.Resource(volumeName(v.id))
	return t
}

// newCloneID returns the next id of a clone or group that no job of a scenario uses. alias returns the job's alias for
// an id, and names the counter.
func newCloneID(tx *world.Tx, alias func(int64) string) int64 {
	for {
		id := int64(tx.Next(counter(alias(0))))
		if _, taken := tx.Find(name, alias(id)); !taken {
			return id
		}
	}
}

// CopyVolumeParams are the parameters of CopyVolume.
type CopyVolumeParams struct{ volumeID, target int64 }

func (p *CopyVolumeParams) read(in *params) {
	p.volumeID = in.requireInteger("volumeID")
	p.target = in.requireInteger("dstVolumeID")
	in.integer("snapshotID")
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
		if _, err := (copyOf{volumeID: p.volumeID}).planned(tx); err != nil {
			return err
		}
		if _, err := activeVolume(tx, p.target); err != nil {
			return err
		}
		k := cloning{id: newCloneID(tx, cloneName), target: p.target}
		s, err := startJob(c, tx, clone, attributes{volumeID: p.volumeID, clone: &k}, cloneTimeline)
		*a = VolumeCopy{parseID(s.ID), k.id}
		return err
	})
}

// CancelCloneParams are the parameters of CancelClone.
type CancelCloneParams struct{ cloneID int64 }

func (p *CancelCloneParams) read(in *params) { p.cloneID = in.requireInteger("cloneID") }

// CancelClone stops a clone or copy and removes its handle (ND cancelclone).
func (service) CancelClone(r *http.Request, p *CancelCloneParams, _ *None) error {
	return cancel(callOf(r), cloneName(p.cloneID), "CloneID "+formatID(p.cloneID)+" does not exist.")
}

// cancel removes the job of an alias, unless its timeline waits for the cancellation and goes on. The error for an
// unknown alias is [inferred].
func cancel(c *wire.Call, alias, unknown string) error {
	return c.Do(func(tx *world.Tx) error {
		ref, _ := tx.Find(name, alias)
		s := tx.Peek(ref)
		if s.Absence != job.Present || s.Phase.Over() {
			return apiErrorWithMessage("xInvalidParameter", unknown)
		}
		e := job.Event{Kind: job.Dropped}
		if s.Until.Signal == cancelClone {
			e = job.Event{Kind: job.Signalled, Signal: cancelClone}
		}
		_, err := tx.Record(ref, e)
		return err
	})
}
