package evs

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// The Cinder-compatible calls tell no job, but what they do to a disk is a job's doing all the same: its status follows
// from the job, which scenarios can script under the name of EVS's own call.

// Defaults of a creation by OpenStack's call, where both may be left out [inferred].
const (
	defaultZone = "eu-de-01"
	defaultKind = "SATA"
)

// cinderCreate is POST …/volumes.
func cinderCreate() http.Handler {
	return otc.Op("createVolume", http.StatusAccepted, cinder.fail, askCinderCreate,
		func(c *wire.Call, tx *world.Tx, q order) (oneVolume, error) {
			_, id, err := createOne(c, tx, q)
			if err != nil {
				return oneVolume{}, err
			}
			t, d, err := cinder.find(c, tx, id)
			return oneVolume{document(c, t, d)}, err
		})
}

func askCinderCreate(c *wire.Call) (order, error) {
	var q order
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
	if code := q.fault(); code != "" {
		return q, cinder.refuse(code)
	}
	return q, q.place(c, cinder)
}

// cinderDelete is DELETE …/volumes/{volume_id}. cascade is taken and changes nothing, since there are no snapshots.
func cinderDelete() http.Handler {
	return otc.Op("deleteVolume", http.StatusAccepted, cinder.fail, otc.Path("volume_id"),
		func(c *wire.Call, tx *world.Tx, id string) (otc.None, error) {
			_, err := cinder.remove(c, tx, id)
			return otc.None{}, err
		})
}

// cinderAction is POST …/volumes/{volume_id}/action, of which os-extend is known here. It answers 202 and no body;
// gophertelekomcloud refuses a 200.
func cinderAction() http.Handler {
	decode := func(c *wire.Call) (growth, error) {
		q := growth{id: otc.Var(c, "volume_id")}
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
		func(c *wire.Call, tx *world.Tx, q growth) (otc.None, error) {
			_, err := cinder.extend(c, tx, q)
			return otc.None{}, err
		})
}
