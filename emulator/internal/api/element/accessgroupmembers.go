package element

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// The limits of the members of a volume access group (ND getlimits). An initiator belongs to one group at most.
const (
	volumesPerAccessGroup    = 2000
	initiatorsPerAccessGroup = 128
)

// checkGroupName returns an error if a volume access group cannot have a name; the text is [inferred].
func checkGroupName(name string) error {
	if n := len(name); n < 1 || n > 64 {
		return apiErrorWithMessage("xInvalidParameter", "The volume access group name must be 1 to 64 characters in length.")
	}
	return nil
}

// checkMembers returns an error if volumes or initiators cannot be in a group besides those that it has. Some texts are
// [inferred].
func checkMembers(tx *world.Tx, g accessGroup, volumes []int64, initiators []initiatorRef) error {
	for _, id := range volumes {
		if _, err := existingVolume(tx, id); err != nil {
			return err
		}
	}
	for _, ref := range initiators {
		i, ok := ref.find(tx)
		if !ok && ref.name == "" {
			return apiError("xInitiatorDoesNotExist")
		}
		if in := groupOfInitiator(tx, i.id); ok && in != 0 && in != g.id {
			return apiError("xExceededLimit")
		}
	}
	switch {
	case len(distinct(append(slices.Clone(volumes), g.volumes...))) > volumesPerAccessGroup:
		return apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of volumes per VolumeAccessGroup")
	case len(g.initiators)+len(initiators) > initiatorsPerAccessGroup:
		return apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of initiators per VolumeAccessGroup")
	}
	return nil
}

// GroupVolumesParams are the parameters of AddVolumesToVolumeAccessGroup and RemoveVolumesFromVolumeAccessGroup.
type GroupVolumesParams struct {
	id      int64
	volumes []int64
}

func (p *GroupVolumesParams) read(in *params) {
	p.id = in.requireInteger("volumeAccessGroupID")
	p.volumes = in.requireIntegers("volumes")
}

// AddVolumesToVolumeAccessGroup adds volumes to a group (ND addvolumestovolumeaccessgroup). Trident and Cinder expect this
// error for a volume that is in the group already, and go on.
func (service) AddVolumesToVolumeAccessGroup(r *http.Request, p *GroupVolumesParams, a *ModifiedAccessGroup) error {
	return changeGroup(callOf(r), p.id, a, func(tx *world.Tx, g *accessGroup) error {
		if containsAny(g.volumes, p.volumes) {
			return apiError("xAlreadyInVolumeAccessGroup")
		}
		if err := checkMembers(tx, *g, p.volumes, nil); err != nil {
			return err
		}
		g.volumes = distinct(append(slices.Clone(g.volumes), p.volumes...))
		return nil
	})
}

// RemoveVolumesFromVolumeAccessGroup removes volumes from a group (ND removevolumesfromvolumeaccessgroup). Cinder's driver
// expects the error for a volume that is not in the group.
func (service) RemoveVolumesFromVolumeAccessGroup(r *http.Request, p *GroupVolumesParams, a *ModifiedAccessGroup) error {
	return changeGroup(callOf(r), p.id, a, func(_ *world.Tx, g *accessGroup) error {
		if len(without(p.volumes, g.volumes)) > 0 {
			return apiError("xNotInVolumeAccessGroup")
		}
		g.volumes = without(g.volumes, p.volumes)
		return nil
	})
}

// AddInitiatorsParams are the parameters of AddInitiatorsToVolumeAccessGroup.
type AddInitiatorsParams struct {
	id         int64
	initiators []initiatorRef
}

func (p *AddInitiatorsParams) read(in *params) {
	p.id = in.requireInteger("volumeAccessGroupID")
	in.require("initiators")
	p.initiators = in.initiatorRefs()
}

// AddInitiatorsToVolumeAccessGroup adds initiators to a group (ND addinitiatorstovolumeaccessgroup).
func (service) AddInitiatorsToVolumeAccessGroup(r *http.Request, p *AddInitiatorsParams, a *ModifiedAccessGroup) error {
	return changeGroup(callOf(r), p.id, a, func(tx *world.Tx, g *accessGroup) error {
		if err := checkMembers(tx, *g, nil, p.initiators); err != nil {
			return err
		}
		for _, ref := range p.initiators {
			if i, ok := ref.find(tx); ok && slices.Contains(g.initiators, i.id) {
				return apiError("xAlreadyInVolumeAccessGroup")
			}
		}
		g.initiators = distinct(append(slices.Clone(g.initiators), resolveInitiators(tx, p.initiators)...))
		return nil
	})
}

// RemoveInitiatorsParams are the parameters of RemoveInitiatorsFromVolumeAccessGroup.
type RemoveInitiatorsParams struct {
	id            int64
	initiators    []initiatorRef
	deleteOrphans bool
}

func (p *RemoveInitiatorsParams) read(in *params) {
	p.id = in.requireInteger("volumeAccessGroupID")
	p.initiators = in.initiatorRefs()
	p.deleteOrphans = in.boolean("deleteOrphanInitiators", false)
}

// RemoveInitiatorsFromVolumeAccessGroup removes initiators from a group (ND removeinitiatorsfromvolumeaccessgroup).
func (service) RemoveInitiatorsFromVolumeAccessGroup(r *http.Request, p *RemoveInitiatorsParams, a *ModifiedAccessGroup) error {
	return changeGroup(callOf(r), p.id, a, func(tx *world.Tx, g *accessGroup) error {
		var ids []int64
		for _, ref := range p.initiators {
			i, ok := ref.find(tx)
			if !ok || !slices.Contains(g.initiators, i.id) {
				return apiError("xNotInVolumeAccessGroup")
			}
			ids = append(ids, i.id)
		}
		g.initiators = without(g.initiators, ids)
		if p.deleteOrphans {
			deleteInitiators(tx, ids)
		}
		return nil
	})
}

// changeGroup changes a group, unless change returns an error.
func changeGroup(c *wire.Call, id int64, a *ModifiedAccessGroup, change func(*world.Tx, *accessGroup) error) error {
	return c.Do(func(tx *world.Tx) error {
		g, err := accessGroupByID(tx, id)
		if err == nil {
			err = change(tx, &g)
		}
		if err != nil {
			return err
		}
		g.save(tx)
		a.Group = g.doc(tx)
		return nil
	})
}

// without returns the ids that are not in others.
func without(ids, others []int64) []int64 {
	var rest []int64
	for _, id := range ids {
		if !slices.Contains(others, id) {
			rest = append(rest, id)
		}
	}
	return rest
}

// distinct returns the ids in ascending order, each once.
func distinct(ids []int64) []int64 {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// containsAny reports whether one of ids is in others.
func containsAny(others, ids []int64) bool {
	return slices.ContainsFunc(ids, func(id int64) bool { return slices.Contains(others, id) })
}
