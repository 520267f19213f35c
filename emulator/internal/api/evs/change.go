package evs

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// started returns the response of a call that started a job on a disk.
func started(ref job.Ref, err error) (otc.Started, error) { return otc.Started{ID: ref.ID}, err }

// extendRequest is the body of an extension.
type extendRequest struct {
	id   string
	Size *otc.Int `json:"new_size"`
}

// extendVolume handles POST …/cloudvolumes/{volume_id}/action: 200 (evs_04_2014), and 202 under v2.1 (evs_04_2004), of
// which golangsdk accepts nothing else.
func extendVolume() http.Handler {
	return otc.ByVar("version", extendOp(http.StatusOK), map[string]http.Handler{"v2.1": extendOp(http.StatusAccepted)})
}

func extendOp(status int) http.Handler {
	decode := func(c *wire.Call) (extendRequest, error) {
		q := extendRequest{id: otc.Var(c, "volume_id")}
		c.ReadsMember("bssParam", nil)
		ok, err := native.member(c, "os-extend", &q)
		switch {
		case err != nil:
			return q, err
		case !ok:
			return q, native.refuse("EVS.1011")
		case q.Size == nil || *q.Size < 1 || *q.Size > maxSize:
			return q, native.refuse("EVS.1010")
		}
		return q, nil
	}
	return otc.Op("extendVolume", status, native.fail, decode,
		func(c *wire.Call, tx *world.Tx, q extendRequest) (otc.Started, error) {
			return started(native.extend(c, tx, q))
		})
}

// extend starts the job that extends a disk. The disk has its new size once the job has succeeded.
func (f family) extend(c *wire.Call, tx *world.Tx, q extendRequest) (job.Ref, error) {
	t, d, err := f.find(c, tx, q.id)
	if err != nil {
		return job.Ref{}, err
	}
	switch size := int(*q.Size); {
	case guarded(tx, q.id):
		return job.Ref{}, f.refuse("EVS.2089")
	case t.Status != available && t.Status != inUse:
		return job.Ref{}, f.refuse("EVS.1064", t.Status)
	case t.Status == inUse && d.shared:
		return job.Ref{}, f.refuse("EVS.1065")
	case size <= d.size:
		return job.Ref{}, f.refuse("EVS.1015", strconv.Itoa(d.size), strconv.Itoa(size))
	case d.image != "" && size > maxImage:
		return job.Ref{}, f.refuse("EVS.1010")
	default:
		d.size = size
	}
	return startOn(c, tx, "extendVolume", t, d, world.Effect{
		Live: extending, Done: t.Status, Failed: errorExtending, Alter: otc.Resized(d.size),
	})
}

// deleteVolume handles DELETE …/cloudvolumes/{volume_id}.
func deleteVolume() http.Handler {
	return otc.Op("deleteVolume", http.StatusOK, native.fail, otc.Path("volume_id"),
		func(c *wire.Call, tx *world.Tx, id string) (otc.Started, error) {
			return started(native.remove(c, tx, id))
		})
}

// remove starts the job that deletes a disk with its snapshots. They are gone once the job has succeeded. A job that works
// on one of them is in the way [inferred].
func (f family) remove(c *wire.Call, tx *world.Tx, id string) (job.Ref, error) {
	t, d, err := f.find(c, tx, id)
	switch {
	case err != nil:
		return job.Ref{}, err
	case guarded(tx, id):
		return job.Ref{}, f.refuse("EVS.2089")
	case !oneOf(t.Status, available, failed, errorExtending, "error_restoring", "error_rollbacking"):
		return job.Ref{}, f.refuse("EVS.1046")
	}
	all := snapshotsOfVolume(c, tx, id)
	if slices.ContainsFunc(all, func(s world.Resource) bool { return s.Busy != (job.Ref{}) }) {
		return job.Ref{}, f.refuse("EVS.1047")
	}
	ref, err := startOn(c, tx, "deleteVolume", t, d, world.Effect{Live: deleting, Failed: errorDeleting, Ends: true})
	if err == nil {
		removeSnapshots(tx, all, ref)
	}
	return ref, err
}

// retypeRequest is the body of a change of type.
type retypeRequest struct {
	id   string
	Kind string `json:"new_type"`
}

// Accepts returns the members without effect here: a disk is never moved.
func (retypeRequest) Accepts() []string { return []string{"migration_policy", "iops", "throughput"} }

// retypeVolume handles POST …/volumes/{volume_id}/retype. It is EVS's own call, although its path is one of the
// compatible family. If the job fails, the disk keeps its type and status [inferred].
func retypeVolume() http.Handler {
	return otc.Op("retypeVolume", http.StatusAccepted, native.fail, native.decodeRetype,
		func(c *wire.Call, tx *world.Tx, q retypeRequest) (otc.Started, error) {
			return started(native.retype(c, tx, q))
		})
}

// decodeRetype returns a valid change of type.
func (f family) decodeRetype(c *wire.Call) (retypeRequest, error) {
	q := retypeRequest{id: otc.Var(c, "volume_id")}
	c.ReadsMember("bssParam", nil)
	ok, err := f.member(c, "os-retype", &q)
	if f.compatible {
		q.Kind = typeByID(q.Kind)
	}
	switch {
	case err != nil:
		return q, err
	case !ok:
		return q, f.refuse("EVS.2108")
	case !validType(q.Kind):
		return q, f.refuse("EVS.1020")
	}
	return q, nil
}

// retype starts the job that changes the type of a disk.
func (f family) retype(c *wire.Call, tx *world.Tx, q retypeRequest) (job.Ref, error) {
	t, d, err := f.find(c, tx, q.id)
	switch {
	case err != nil:
		return job.Ref{}, err
	case guarded(tx, q.id):
		return job.Ref{}, f.refuse("EVS.2089")
	case t.Status != available && t.Status != inUse:
		return job.Ref{}, f.refuse("EVS.1031")
	case q.Kind == d.kind, isSSD(d.kind) && !isSSD(q.Kind):
		return job.Ref{}, f.refuse("EVS.2087")
	}
	d.kind = q.Kind
	return startOn(c, tx, "retypeVolume", t, d, world.Effect{
		Live: retyping, Done: t.Status, Failed: t.Status, Alter: withType(q.Kind),
	})
}

// startOn starts a job on an existing disk. d provides the entities of the job.
func startOn(c *wire.Call, tx *world.Tx, kind string, t world.Resource, d disk, effect world.Effect) (job.Ref, error) {
	ref, err := otc.Begin(c, tx, otc.Spec(c, kind, entities(t.ID, d), defaultTimeline))
	if err == nil {
		effect.Job = ref
		tx.Apply(t.Name, effect)
	}
	return ref, err
}

// guarded reports whether the disk is part of a replication pair of SDRS, also of one whose creation failed.
func guarded(tx *world.Tx, id string) bool {
	_, ok := tx.Resource(otc.Guarded(id))
	return ok
}
