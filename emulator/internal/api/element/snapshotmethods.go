package element

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// CreateSnapshotParams are the parameters of CreateSnapshot.
type CreateSnapshotParams struct {
	volumeID, snapshotID int64
	snapshotOptions
	expiry
}

func (p *CreateSnapshotParams) read(in *params) {
	p.volumeID = in.requireInteger("volumeID")
	p.snapshotID = in.integer("snapshotID")
	p.snapshotOptions.read(in)
	p.expiry.read(in)
}

// CreatedSnapshot is the result of CreateSnapshot, and of RollbackToSnapshot, where a state that was not kept is null.
type CreatedSnapshot struct {
	Checksum string    `json:"checksum"`
	Snapshot *Snapshot `json:"snapshot"`
	ID       *int64    `json:"snapshotID"`
}

func createdSnapshot(tx *world.Tx, s snapshot) CreatedSnapshot {
	t, _ := tx.Resource(snapshotName(s.id))
	return CreatedSnapshot{noChecksum, new(snapshotDoc(tx, t)), &s.id}
}

// CreateSnapshot makes a snapshot of a volume, or of one of its snapshots, at once (ND createsnapshot).
func (service) CreateSnapshot(r *http.Request, p *CreateSnapshotParams, a *CreatedSnapshot) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := activeVolume(tx, p.volumeID)
		if err != nil {
			return err
		}
		v := volumeOf(t)
		source, err := sourceSnapshot(tx, v, p.snapshotID)
		if err != nil {
			return err
		}
		if source.size != 0 {
			v.size = source.size
		}
		p.snapshotOptions.expiration = p.expiry.expiration(tx)
		made, err := addSnapshot(tx, v, 0, p.snapshotOptions)
		if err == nil {
			*a = createdSnapshot(tx, made)
		}
		return err
	})
}

// ListSnapshotsParams are the parameters of ListSnapshots.
type ListSnapshotsParams struct{ volumeID, snapshotID int64 }

func (p *ListSnapshotsParams) read(in *params) {
	p.volumeID = in.integer("volumeID")
	p.snapshotID = in.integer("snapshotID")
}

// Snapshots is the result of ListSnapshots.
type Snapshots struct {
	Snapshots []Snapshot `json:"snapshots"`
}

// ListSnapshots lists the snapshots of a volume or of all volumes, or one snapshot (ND listsnapshots). A snapshot that does
// not exist is an error, as is a volume [inferred].
func (service) ListSnapshots(r *http.Request, p *ListSnapshotsParams, a *Snapshots) error {
	a.Snapshots = []Snapshot{}
	return callOf(r).Do(func(tx *world.Tx) error {
		if p.volumeID != 0 {
			if _, ok := lookUpVolume(tx, p.volumeID); !ok {
				return apiError("xVolumeIDDoesNotExist", formatID(p.volumeID))
			}
		}
		if p.snapshotID != 0 {
			if _, err := snapshotByID(tx, p.snapshotID); err != nil {
				return err
			}
		}
		for _, t := range snapshots(tx) {
			s := propsOf[snapshot](t)
			if (p.volumeID == 0 || p.volumeID == s.volumeID) && (p.snapshotID == 0 || p.snapshotID == s.id) {
				a.Snapshots = append(a.Snapshots, snapshotDoc(tx, t))
			}
		}
		return nil
	})
}

// DeleteSnapshotParams are the parameters of DeleteSnapshot.
type DeleteSnapshotParams struct{ snapshotID int64 }

func (p *DeleteSnapshotParams) read(in *params) {
	p.snapshotID = in.requireInteger("snapshotID")
	in.boolean("overrideSnapMirrorHold", false) // nothing is replicated
}

// DeleteSnapshot deletes a snapshot, at once (ND deletesnapshot).
func (service) DeleteSnapshot(r *http.Request, p *DeleteSnapshotParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := snapshotByID(tx, p.snapshotID)
		if err == nil {
			tx.Delete(t.Name)
		}
		return err
	})
}
