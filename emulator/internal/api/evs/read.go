package evs

import (
	"cmp"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// showVolume handles GET …/{volume_id} of each family.
func (f family) showVolume() http.Handler {
	return otc.Op("showVolume", http.StatusOK, f.fail, otc.Path("volume_id"),
		func(c *wire.Call, tx *world.Tx, id string) (volumeEnvelope, error) {
			t, d, err := f.find(c, tx, id)
			if err != nil {
				return volumeEnvelope{}, err
			}
			return volumeEnvelope{newVolumeDoc(c, t, d)}, nil
		})
}

// updateRequest is the body of a change of name or description.
type updateRequest struct {
	id          string
	Name        *string `json:"name"`
	Description *string `json:"description"`

	// Of OpenStack's own call (evs_04_3031).
	OtherName        *string     `json:"display_name"`
	OtherDescription *string     `json:"display_description"`
	Metadata         otc.Strings `json:"metadata"`
}

// updateVolume handles PUT …/{volume_id}: a new name or description, at once. EVS's own call returns the bare disk
// (evs_04_2009), Cinder's wraps it.
func (f family) updateVolume() http.Handler {
	decode := func(c *wire.Call) (updateRequest, error) {
		q := updateRequest{id: otc.Var(c, "volume_id")}
		ok, err := f.member(c, "volume", &q)
		switch {
		case err != nil:
			return q, err
		case !ok:
			return q, f.refuse("EVS.1001")
		}
		if f.compatible {
			if err := checkMetadata(q.Metadata); err != nil {
				return q, err
			}
			q.Name, q.Description = cmp.Or(q.Name, q.OtherName), cmp.Or(q.Description, q.OtherDescription)
		}
		switch {
		case isBlank(q.Name) && isBlank(q.Description) && !(f.compatible && q.Metadata != nil):
			return q, f.refuse("EVS.1007")
		case q.Name != nil && len(*q.Name) > maxText:
			return q, f.refuse("EVS.1003")
		case q.Description != nil && len(*q.Description) > maxText:
			return q, f.refuse("EVS.1004")
		}
		return q, nil
	}
	do := func(c *wire.Call, tx *world.Tx, q updateRequest) (any, error) {
		if _, _, err := f.find(c, tx, q.id); err != nil {
			return nil, err
		}
		tx.Alter(volume(q.id), withName(q.Name, q.Description))
		if f.compatible && q.Metadata != nil {
			tx.Alter(volume(q.id), volumesMetadata.with(q.Metadata))
		}
		t, d, err := f.find(c, tx, q.id)
		if f.compatible {
			return volumeEnvelope{newVolumeDoc(c, t, d)}, err
		}
		return newVolumeDoc(c, t, d), err
	}
	return otc.Op("updateVolume", http.StatusOK, f.fail, decode, do)
}

// isBlank reports whether a string is absent or empty.
func isBlank(s *string) bool { return s == nil || *s == "" }
