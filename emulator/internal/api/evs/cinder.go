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
	if q.Zone == "" {
		q.Zone = defaultZone
	}
	if q.Kind == "" {
		q.Kind = defaultKind
	}
	if code := q.validate(); code != "" {
		return q, cinder.refuse(code)
	}
	return q, q.checkZone(c, cinder)
}

// cinderDelete handles DELETE …/volumes/{volume_id}. The argument cascade is accepted and has no effect: there are no
// snapshots.
func cinderDelete() http.Handler {
	return otc.Op("deleteVolume", http.StatusAccepted, cinder.fail, otc.Path("volume_id"),
		func(c *wire.Call, tx *world.Tx, id string) (otc.None, error) {
			_, err := cinder.remove(c, tx, id)
			return otc.None{}, err
		})
}

// cinderAction handles POST …/volumes/{volume_id}/action; os-extend is the only supported action. The response is 202
// without a body: gophertelekomcloud rejects a 200.
func cinderAction() http.Handler {
	decode := func(c *wire.Call) (extendRequest, error) {
		q := extendRequest{id: otc.Var(c, "volume_id")}
		ok, err := cinder.member(c, "os-extend", &q)
		switch {
		case err != nil:
			return q, err
		case !ok:
			return q, cinder.refuse("EVS.1011")
		case q.Size == nil || *q.Size < 1 || *q.Size > maxSize:
			return q, cinder.refuse("EVS.1010")
		}
		return q, nil
	}
	return otc.Op("extendVolume", http.StatusAccepted, cinder.fail, decode,
		func(c *wire.Call, tx *world.Tx, q extendRequest) (otc.None, error) {
			_, err := cinder.extend(c, tx, q)
			return otc.None{}, err
		})
}
