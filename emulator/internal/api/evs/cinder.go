package evs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// The Cinder-compatible calls return no job ID, but a job changes the disk all the same. A scenario scripts that job
// under the name of EVS's own call.

// Defaults of a creation by OpenStack's call, which may leave both out [inferred].
const (
	defaultZone = "eu-de-01"
	defaultKind = "SATA"
)

// cinderCreate handles POST …/volumes.
func cinderCreate() http.Handler {
	return otc.Op("createVolume", http.StatusAccepted, cinder.fail, decodeCinderCreate,
		func(c *wire.Call, tx *world.Tx, q createRequest) (volumeEnvelope, error) {
			if err := cinder.snapshotOf(c, tx, &q); err != nil {
				return volumeEnvelope{}, err
			}
			_, id, err := createOne(c, tx, q)
			if err != nil {
				return volumeEnvelope{}, err
			}
			t, d, err := cinder.find(c, tx, id)
			return volumeEnvelope{newVolumeDoc(c, t, d)}, err
		})
}

func decodeCinderCreate(c *wire.Call) (createRequest, error) {
	var q createRequest
	ok, err := cinder.member(c, "volume", &q)
	switch {
	case err != nil:
		return q, err
	case !ok:
		return q, cinder.refuse("EVS.1008")
	}
	q.Count = nil
	if q.Size == nil && q.Snapshot != "" {
		q.Size, q.inheritsSize = new(otc.Int(minSize)), true
	}
	if q.Zone == "" {
		q.Zone = defaultZone
	}
	if q.Kind == "" {
		q.Kind = defaultKind
	}
	q.Kind = typeByID(q.Kind)
	if code := q.validate(); code != "" {
		return q, cinder.refuse(code)
	}
	return q, q.checkZone(c, cinder)
}

// cinderDelete handles DELETE …/volumes/{volume_id}. A disk with snapshots is deleted only with cascade=true, as in
// Cinder.
func cinderDelete() http.Handler {
	type request struct {
		id      string
		cascade bool
	}
	decode := func(c *wire.Call) (request, error) {
		return request{otc.Var(c, "volume_id"), oneOf(c.URL.Query().Get("cascade"), "true", "True", "1")}, nil
	}
	do := func(c *wire.Call, tx *world.Tx, q request) (otc.None, error) {
		if !q.cascade && len(snapshotsOfVolume(c, tx, q.id)) > 0 {
			if _, _, err := cinder.find(c, tx, q.id); err != nil {
				return otc.None{}, err
			}
			return otc.None{}, cinder.refuse("EVS.1046")
		}
		_, err := cinder.remove(c, tx, q.id)
		return otc.None{}, err
	}
	return otc.Op("deleteVolume", http.StatusAccepted, cinder.fail, decode, do)
}
