package element

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// accessGroup is the state of a volume access group.
type accessGroup struct {
	id         int64
	name       string
	attributes map[string]any
	volumes    []int64 // those that were purged since included
	initiators []int64
}

func accessGroupName(id int64) world.Name {
	return world.Name{API: name, Kind: "accessgroup", ID: formatID(id)}
}

// accessGroups returns all volume access groups, sorted by id.
func accessGroups(tx *world.Tx) []world.Resource { return madeByID(tx, "accessgroup") }

// accessGroupByID returns a volume access group. It returns xVolumeAccessGroupIDDoesNotExist if there is none.
func accessGroupByID(tx *world.Tx, id int64) (accessGroup, error) {
	t, ok := tx.Resource(accessGroupName(id))
	if !ok {
		return accessGroup{}, apiError("xVolumeAccessGroupIDDoesNotExist", formatID(id))
	}
	return propsOf[accessGroup](t), nil
}

// save stores the state of a group that exists.
func (g accessGroup) save(tx *world.Tx) { tx.Change(accessGroupName(g.id), "", g) }

// present returns the volumes of a group that are not deleted, and those that are but can be restored.
func (g accessGroup) present(tx *world.Tx) (active, deleted []int64) {
	active, deleted = []int64{}, []int64{}
	for _, id := range g.volumes {
		switch t, ok := tx.Resource(volumeName(id)); {
		case !ok || !exists(tx, t):
		case t.Status == volumeDeleted:
			deleted = append(deleted, id)
		default:
			active = append(active, id)
		}
	}
	return active, deleted
}

// accessGroupsWith returns the ids of the groups that contain a volume.
func accessGroupsWith(tx *world.Tx, volumeID int64) []int64 {
	ids := []int64{}
	for _, t := range accessGroups(tx) {
		if g := propsOf[accessGroup](t); slices.Contains(g.volumes, volumeID) {
			ids = append(ids, g.id)
		}
	}
	return ids
}

// AccessGroup is the object of ND volumeaccessgroup.
type AccessGroup struct {
	Attributes   map[string]any `json:"attributes"`
	Deleted      []int64        `json:"deletedVolumes"`
	InitiatorIDs []int64        `json:"initiatorIDs"`
	Initiators   []string       `json:"initiators"`
	Name         string         `json:"name"`
	ID           int64          `json:"volumeAccessGroupID"`
	Volumes      []int64        `json:"volumes"`
}

// doc returns the access group object.
func (g accessGroup) doc(tx *world.Tx) AccessGroup {
	d := AccessGroup{
		Attributes: objectOrEmpty(g.attributes), InitiatorIDs: []int64{}, Initiators: []string{}, Name: g.name, ID: g.id,
	}
	d.Volumes, d.Deleted = g.present(tx)
	for _, id := range g.initiators {
		if t, ok := tx.Resource(initiatorName(id)); ok {
			d.InitiatorIDs = append(d.InitiatorIDs, id)
			d.Initiators = append(d.Initiators, propsOf[initiator](t).name)
		}
	}
	return d
}
