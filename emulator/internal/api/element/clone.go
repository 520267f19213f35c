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

// cloneJobsPerVolume is how many clones of a volume can be made at a time (ND getlimits).
const cloneJobsPerVolume = 2

// clonePace is how a clone goes by itself; the time is inferred. It is read only.
var clonePace = inTime(10 * time.Second)

// inTime is the script of a job that runs for some time and succeeds.
func inTime(d time.Duration) *job.Timeline {
	return job.Steps(
		job.Step{Status: running, Phase: job.Running, Until: job.After(job.Fixed(d))},
		job.Step{Status: complete, Phase: job.Succeeded},
	)
}

// accessWords are the kinds of access to a volume (ND modifyvolume).
func accessWords() []string {
	return []string{"readOnly", "readWrite", "locked", "replicationTarget", "snapMirrorTarget"}
}

// copyOf is what a clone changes of its source. Zero values leave it: Trident sends "newSize":0 and "access":"".
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
	o.volumeID = in.needInteger("volumeID")
	o.access = in.word("access", accessWords()...)
	o.accountID = in.integer("newAccountID")
	o.size = in.integer("newSize")
	o.attributes = in.object("attributes")
}

// of is the source with the changes.
func (o copyOf) of(source volume) volume {
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
	p.name = in.needText("name")
	in.fail(checkName(p.name))
	p.enable512e = in.truthIfSaid("enable512e")
	p.snapMirror = in.truth("enableSnapMirrorReplication", false)
	in.integer("snapshotID")
}

// VolumeClone is a clone that has begun.
type VolumeClone struct {
	Handle   int64            `json:"asyncHandle"`
	CloneID  int64            `json:"cloneID"`
	Curve    map[string]int64 `json:"curve"`
	Volume   Volume           `json:"volume"`
	VolumeID int64            `json:"volumeID"`
}

// CloneVolume starts a copy of a volume into a new one (ND clonevolume). The new one has the status init, and is in no
// list, until its job has succeeded; if it fails there never is one.
func (service) CloneVolume(r *http.Request, p *CloneVolumeParams, a *VolumeClone) error {
	c := callOf(r)
	return c.Do(func(tx *world.Tx) error {
		v, err := p.planned(tx)
		if err != nil {
			return err
		}
		v.id = int64(tx.Next(counter("volume")))
		k := cloning{id: newCloneID(tx, cloneName), target: v.id}
		s, err := begin(c, tx, clone, attributes{volumeID: p.volumeID, clone: &k}, clonePace)
		if err != nil {
			return err
		}
		t := initVolume(tx, s.Ref, v)
		*a = VolumeClone{number(s.ID), k.id, curve, volumeDoc(t), v.id}
		return nil
	})
}

// planned is the volume that a clone is to be, if its source and its limits allow it. The name of the refusal is one that
// Cinder knows; it is inferred that it is this one.
func (o copyOf) planned(tx *world.Tx) (volume, error) {
	t, err := activeVolume(tx, o.volumeID)
	if err != nil {
		return volume{}, err
	}
	if o.accountID != 0 {
		if _, err := knownAccount(tx, o.accountID); err != nil {
			return volume{}, err
		}
	}
	if len(liveJobsOf(tx, clone, o.volumeID)) >= cloneJobsPerVolume {
		return volume{}, refuse("xMaxClonesPerVolumeExceeded")
	}
	v := o.of(volumeOf(t))
	return v, checkVolume(v)
}

// initVolume is a volume that a job makes.
func initVolume(tx *world.Tx, by job.Ref, v volume) world.Resource {
	v.maker = by
	tx.Put(volumeName(v.id), "", volumeInit, v)
	tx.Apply(volumeName(v.id), world.Effect{Job: by, Live: volumeInit, Done: volumeActive, Failed: volumeFailed, Makes: true})
	t, _ := tx.Resource(volumeName(v.id))
	return t
}

// newCloneID is the next number of a clone or group that none of a scenario has; by makes its further name, and
// tells the counters apart.
func newCloneID(tx *world.Tx, by func(int64) string) int64 {
	for {
		id := int64(tx.Next(counter(by(0))))
		if _, taken := tx.Find(name, by(id)); !taken {
			return id
		}
	}
}

// CopyVolumeParams are the parameters of CopyVolume.
type CopyVolumeParams struct{ volumeID, target int64 }

func (p *CopyVolumeParams) read(in *params) {
	p.volumeID = in.needInteger("volumeID")
	p.target = in.needInteger("dstVolumeID")
	in.integer("snapshotID")
}

// VolumeCopy is a copy that has begun.
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
		s, err := begin(c, tx, clone, attributes{volumeID: p.volumeID, clone: &k}, clonePace)
		*a = VolumeCopy{number(s.ID), k.id}
		return err
	})
}

// CancelCloneParams are the parameters of CancelClone.
type CancelCloneParams struct{ cloneID int64 }

func (p *CancelCloneParams) read(in *params) { p.cloneID = in.needInteger("cloneID") }

// CancelClone stops a clone or copy and removes its handle (ND cancelclone).
func (service) CancelClone(r *http.Request, p *CancelCloneParams, _ *None) error {
	return cancel(callOf(r), cloneName(p.cloneID), "CloneID "+decimal(p.cloneID)+" does not exist.")
}

// cancel removes a job that goes by a further name, unless its script waits for just that and goes on. The refusal of an
// unknown one is inferred.
func cancel(c *wire.Call, alias, unknown string) error {
	return c.Do(func(tx *world.Tx) error {
		ref, _ := tx.Find(name, alias)
		s := tx.Peek(ref)
		if s.Absence != job.Present || s.Phase.Over() {
			return refuseAs("xInvalidParameter", unknown)
		}
		e := job.Event{Kind: job.Dropped}
		if s.Until.Signal == cancelClone {
			e = job.Event{Kind: job.Signalled, Signal: cancelClone}
		}
		_, err := tx.Record(ref, e)
		return err
	})
}
