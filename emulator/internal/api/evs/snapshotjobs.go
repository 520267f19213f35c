package evs

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// The calls on snapshots return no job ID; their jobs can be scripted by rules all the same, like those of Cinder's calls.

// snapshotRequest is the body of a creation or an update of a snapshot (evs_04_2016, evs_04_2018).
type snapshotRequest struct {
	id          string
	Volume      string      `json:"volume_id"`
	Force       otc.Flag    `json:"force"`
	Name        *string     `json:"name"`
	Description *string     `json:"description"`
	Metadata    otc.Strings `json:"metadata"`
}

// decodeSnapshot returns a decoder of the body.
func (f family) decodeSnapshot(c *wire.Call) (snapshotRequest, error) {
	q := snapshotRequest{id: otc.Var(c, "snapshot_id")}
	ok, err := f.member(c, "snapshot", &q)
	switch {
	case err != nil:
		return q, err
	case !ok:
		return q, f.refuse("EVS.2108")
	case q.Name != nil && len(*q.Name) > maxText:
		return q, f.refuse("EVS.1003")
	case q.Description != nil && len(*q.Description) > maxText:
		return q, f.refuse("EVS.1004")
	}
	return q, nil
}

// createSnapshot handles POST …/cloudsnapshots and POST …/snapshots. The error of a busy disk is inferred.
func (f family) createSnapshot() http.Handler {
	do := func(c *wire.Call, tx *world.Tx, q snapshotRequest) (snapshotEnvelope, error) {
		t, d, err := f.find(c, tx, q.Volume)
		if err != nil {
			return snapshotEnvelope{}, err
		}
		if !oneOf(t.Status, available, inUse) && !(bool(q.Force) && t.Status == "attaching") {
			return snapshotEnvelope{}, f.table.ErrorWithMessage("EVS.5400",
				"Invalid volume: Volume "+t.ID+" status must be available or in-use, but current status is: "+t.Status+".")
		}
		s := snapshot{description: q.Description, volume: t.ID, size: d.size, kind: d.kind, metadata: q.Metadata}
		if q.Name != nil {
			s.name = *q.Name
		}
		id := tx.UUID("snapshot").String()
		s.maker, err = otc.Begin(c, tx, otc.Spec(c, "createSnapshot", snapshotEntities(id, s), defaultTimeline))
		if err != nil {
			return snapshotEnvelope{}, err
		}
		tx.Put(snapshotName(id), otc.Project(c), creating, s)
		tx.Apply(snapshotName(id), world.Effect{Job: s.maker, Live: creating, Done: available, Failed: failed, Makes: true, Leaves: true})
		made, _ := tx.Resource(snapshotName(id))
		return snapshotEnvelope{newSnapshotDoc(made, s)}, nil
	}
	return otc.Op("createSnapshot", http.StatusAccepted, f.fail, f.decodeSnapshot, do)
}

// snapshotEntities returns the entities of a job that works on a snapshot.
func snapshotEntities(id string, s snapshot) map[string]any {
	return map[string]any{snapshotID: id, volumeID: s.volume, "name": s.name, "size": s.size}
}

// snapshotID is the entity that names a snapshot.
const snapshotID = "snapshot_id"

// updateSnapshot handles PUT of each family: a new name or description, at once.
func (f family) updateSnapshot() http.Handler {
	do := func(c *wire.Call, tx *world.Tx, q snapshotRequest) (snapshotEnvelope, error) {
		if _, _, err := f.findSnapshot(c, tx, q.id); err != nil {
			return snapshotEnvelope{}, err
		}
		tx.Alter(snapshotName(q.id), func(props any) any {
			s, _ := props.(snapshot)
			if q.Name != nil {
				s.name = *q.Name
			}
			if q.Description != nil {
				s.description = q.Description
			}
			return s
		})
		t, s, err := f.findSnapshot(c, tx, q.id)
		return snapshotEnvelope{newSnapshotDoc(t, s)}, err
	}
	return otc.Op("updateSnapshot", http.StatusOK, f.fail, f.decodeSnapshot, do)
}

// deleteSnapshot handles DELETE of each family (evs_04_2017).
func (f family) deleteSnapshot() http.Handler {
	return otc.Op("deleteSnapshot", http.StatusAccepted, f.fail, otc.Path("snapshot_id"),
		func(c *wire.Call, tx *world.Tx, id string) (otc.None, error) {
			t, s, err := f.findSnapshot(c, tx, id)
			switch {
			case err != nil:
				return otc.None{}, err
			case t.Status != available && t.Status != failed:
				return otc.None{}, f.refuse("EVS.1047")
			}
			return otc.None{}, startOnSnapshot(c, tx, "deleteSnapshot", t, s, world.Effect{
				Live: deleting, Failed: errorDeleting, Ends: true,
			})
		})
}

// startOnSnapshot starts a job on an existing snapshot.
func startOnSnapshot(c *wire.Call, tx *world.Tx, kind string, t world.Resource, s snapshot, effect world.Effect) error {
	ref, err := otc.Begin(c, tx, otc.Spec(c, kind, snapshotEntities(t.ID, s), defaultTimeline))
	if err == nil {
		effect.Job = ref
		tx.Apply(t.Name, effect)
	}
	return err
}

// rollback is the body and the response of a rollback.
type rollback struct {
	id       string
	Rollback rollbackTarget `json:"rollback"`
}

// rollbackTarget names the disk of a rollback. The disk's name has no effect, of which the id says enough (evs_04_2020).
type rollbackTarget struct {
	Volume string `json:"volume_id"`
	Name   string `json:"name,omitempty"`
}

// rollbackSnapshot handles POST …/cloudsnapshots/{snapshot_id}/rollback: to the source disk only, if that is available or
// error_rollbacking (evs_04_2020).
func rollbackSnapshot() http.Handler {
	decode := func(c *wire.Call) (rollback, error) {
		q := rollback{id: otc.Var(c, "snapshot_id")}
		if err := c.ReadJSON(&q); err != nil {
			return q, err
		}
		if len(q.Rollback.Name) > maxText {
			return q, native.refuse("EVS.1003")
		}
		q.Rollback.Name = "" // the response has volume_id alone
		return q, nil
	}
	do := func(c *wire.Call, tx *world.Tx, q rollback) (rollback, error) {
		t, s, err := native.findSnapshot(c, tx, q.id)
		if err != nil {
			return q, err
		}
		v, d, err := native.find(c, tx, s.volume)
		switch {
		case err != nil:
			return q, err
		case q.Rollback.Volume != s.volume:
			return q, native.refuse("EVS.1002")
		case t.Status != available:
			return q, native.refuse("EVS.2043")
		case !slices.Contains([]string{available, "error_rollbacking"}, v.Status):
			return q, native.refuse("EVS.1031")
		}
		ref, err := startOn(c, tx, "rollbackSnapshot", v, d, world.Effect{
			Live: rollbacking, Done: available, Failed: "error_rollbacking", Alter: otc.Resized(s.size),
		})
		if err == nil {
			tx.Apply(t.Name, world.Effect{Job: ref, Live: rollbacking, Done: available, Failed: available})
		}
		return q, err
	}
	return otc.Op("rollbackSnapshot", http.StatusAccepted, native.fail, decode, do)
}

// snapshotOf applies the snapshot that a creation names. The errors are inferred. A disk from a snapshot has the type of the snapshot's disk, and at
// least its size (evs_04_2013).
func (f family) snapshotOf(c *wire.Call, tx *world.Tx, q *createRequest) error {
	if q.Snapshot == "" {
		return nil
	}
	t, s, err := f.findSnapshot(c, tx, q.Snapshot)
	if err != nil {
		if f.compatible {
			return err
		}
		return f.refuse("EVS.2045")
	}
	if q.inheritsSize {
		q.Size = new(otc.Int(s.size))
	}
	switch {
	case t.Status != available:
		return f.refuse("EVS.2043")
	case int(*q.Size) < s.size:
		return f.refuse("EVS.1010")
	}
	if s.kind != "" {
		q.Kind = s.kind
	}
	return nil
}

// removeSnapshots removes the snapshots of a disk with it: the job of the disk deletes them too.
func removeSnapshots(tx *world.Tx, all []world.Resource, by job.Ref) {
	for _, t := range all {
		tx.Apply(t.Name, world.Effect{Job: by, Live: deleting, Failed: errorDeleting, Ends: true})
	}
}
