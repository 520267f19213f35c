package element

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// volumesPerCall is the limit of volumes that one call deletes or purges (ND deletevolumes, purgedeletedvolumes).
const volumesPerCall = 500

// volumeSelection selects volumes in one of three ways.
type volumeSelection struct{ ids, accounts, groups []int64 }

func (s *volumeSelection) read(in *params) {
	given := 0
	for name, list := range map[string]*[]int64{"volumeIDs": &s.ids, "accountIDs": &s.accounts, "volumeAccessGroupIDs": &s.groups} {
		if _, ok := in.find(name); ok {
			given++
		}
		*list = in.integers(name)
	}
	switch {
	case given == 0:
		in.fail(apiError("xInvalidParameter"))
	case given > 1:
		in.fail(apiErrorWithMessage("xInvalidParameter", "Only one of volumeIDs, accountIDs and volumeAccessGroupIDs can be specified"))
	}
}

// volumes returns the selected volumes that are deleted, or that are not. Of those that volumeIDs names each must be one; those
// of accounts and groups that are not are left out [inferred].
func (s *volumeSelection) volumes(tx *world.Tx, deleted bool) ([]world.Resource, error) {
	var found []world.Resource
	for _, id := range s.ids {
		t, err := existingVolume(tx, id)
		if err != nil || (t.Status == volumeDeleted) != deleted {
			return nil, apiError("xVolumeIDDoesNotExist", formatID(id))
		}
		found = append(found, t)
	}
	for _, id := range s.accounts {
		if _, err := accountByID(tx, id); err != nil {
			return nil, err
		}
	}
	var members []int64
	for _, id := range s.groups {
		g, err := accessGroupByID(tx, id)
		if err != nil {
			return nil, err
		}
		members = append(members, g.volumes...)
	}
	for _, t := range listedVolumes(tx) {
		v := volumeOf(t)
		if (slices.Contains(s.accounts, v.accountID) || slices.Contains(members, v.id)) && (t.Status == volumeDeleted) == deleted {
			found = append(found, t)
		}
	}
	if len(found) > volumesPerCall {
		return nil, apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of volumes per call")
	}
	return found, nil
}

// DeleteVolumesParams are the parameters of DeleteVolumes and PurgeDeletedVolumes.
type DeleteVolumesParams struct{ volumeSelection }

// DeletedVolumes is the result of DeleteVolumes.
type DeletedVolumes struct {
	Curve   map[string]int64 `json:"curve"`
	Volumes []Volume         `json:"volumes"`
}

// DeleteVolumes marks volumes for deletion: all of them or none (ND deletevolumes).
func (service) DeleteVolumes(r *http.Request, p *DeleteVolumesParams, a *DeletedVolumes) error {
	*a = DeletedVolumes{curve, []Volume{}}
	return callOf(r).Do(func(tx *world.Tx) error {
		selected, err := p.volumes(tx, false)
		if err != nil {
			return err
		}
		for _, t := range selected {
			t, err := deleteVolume(tx, t)
			if err != nil {
				return err
			}
			a.Volumes = append(a.Volumes, volumeDoc(tx, t))
		}
		return nil
	})
}

// PurgeDeletedVolumes removes deleted volumes permanently: all of them or none (ND purgedeletedvolumes).
func (service) PurgeDeletedVolumes(r *http.Request, p *DeleteVolumesParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		selected, err := p.volumes(tx, true)
		for _, t := range selected {
			tx.Delete(t.Name)
		}
		return err
	})
}
