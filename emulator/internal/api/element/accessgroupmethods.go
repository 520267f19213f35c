package element

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// CreateVolumeAccessGroupParams are the parameters of CreateVolumeAccessGroup.
type CreateVolumeAccessGroupParams struct {
	name       string
	volumes    []int64
	initiators []initiatorRef
	attributes map[string]any
}

func (p *CreateVolumeAccessGroupParams) read(in *params) {
	p.name = in.requireText("name")
	p.volumes = in.integers("volumes")
	p.initiators = in.initiatorRefs()
	p.attributes = in.object("attributes")
	in.ignore("virtualNetworkID", "virtualNetworkTags")
}

// CreatedAccessGroup is the result of CreateVolumeAccessGroup.
type CreatedAccessGroup struct {
	Group AccessGroup `json:"volumeAccessGroup"`
	ID    int64       `json:"volumeAccessGroupID"`
}

// CreateVolumeAccessGroup creates a volume access group, at once (ND createvolumeaccessgroup).
func (service) CreateVolumeAccessGroup(r *http.Request, p *CreateVolumeAccessGroupParams, a *CreatedAccessGroup) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		if err := checkGroupName(p.name); err != nil {
			return err
		}
		g := accessGroup{name: p.name, attributes: p.attributes}
		if err := checkMembers(tx, g, p.volumes, p.initiators); err != nil {
			return err
		}
		g.id = int64(tx.Next(counter("accessgroup")))
		g.volumes = distinct(p.volumes)
		g.initiators = distinct(resolveInitiators(tx, p.initiators))
		tx.Put(accessGroupName(g.id), "", "", g)
		*a = CreatedAccessGroup{g.doc(tx), g.id}
		return nil
	})
}

// ModifyVolumeAccessGroupParams are the parameters of ModifyVolumeAccessGroup. What is absent stays as it is.
type ModifyVolumeAccessGroupParams struct {
	id int64
	CreateVolumeAccessGroupParams
	setVolumes, setInitiators bool
	deleteOrphans             bool
}

func (p *ModifyVolumeAccessGroupParams) read(in *params) {
	p.id = in.requireInteger("volumeAccessGroupID")
	p.name = in.text("name")
	p.volumes = in.integers("volumes")
	p.initiators = in.initiatorRefs()
	p.attributes = in.object("attributes")
	_, p.setVolumes = in.find("volumes")
	_, p.setInitiators = in.find("initiators")
	p.deleteOrphans = in.boolean("deleteOrphanInitiators", false)
	in.ignore("virtualNetworkID", "virtualNetworkTags")
}

// ModifiedAccessGroup is the result of the methods that change a volume access group.
type ModifiedAccessGroup struct {
	Group AccessGroup `json:"volumeAccessGroup"`
}

// ModifyVolumeAccessGroup changes a volume access group, at once (ND modifyvolumeaccessgroup). The lists of volumes and
// initiators replace those before.
func (service) ModifyVolumeAccessGroup(r *http.Request, p *ModifyVolumeAccessGroupParams, a *ModifiedAccessGroup) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		g, err := accessGroupByID(tx, p.id)
		if err != nil {
			return err
		}
		g.name = cmp.Or(p.name, g.name)
		if err := cmp.Or(checkGroupName(g.name), checkMembers(tx, accessGroup{id: g.id}, p.volumes, p.initiators)); err != nil {
			return err
		}
		if p.attributes != nil {
			g.attributes = p.attributes
		}
		if p.setVolumes {
			g.volumes = distinct(p.volumes)
		}
		before := g.initiators
		if p.setInitiators {
			g.initiators = distinct(resolveInitiators(tx, p.initiators))
		}
		g.save(tx)
		if p.deleteOrphans {
			deleteInitiators(tx, without(before, g.initiators))
		}
		a.Group = g.doc(tx)
		return nil
	})
}

// DeleteVolumeAccessGroupParams are the parameters of DeleteVolumeAccessGroup.
type DeleteVolumeAccessGroupParams struct {
	id            int64
	deleteOrphans bool
}

func (p *DeleteVolumeAccessGroupParams) read(in *params) {
	p.id = in.requireInteger("volumeAccessGroupID")
	p.deleteOrphans = in.boolean("deleteOrphanInitiators", false)
	in.boolean("force", false) // no group has a virtual network
}

// DeleteVolumeAccessGroup deletes a volume access group, at once (ND deletevolumeaccessgroup).
func (service) DeleteVolumeAccessGroup(r *http.Request, p *DeleteVolumeAccessGroupParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		g, err := accessGroupByID(tx, p.id)
		if err != nil {
			return err
		}
		tx.Delete(accessGroupName(g.id))
		if p.deleteOrphans {
			deleteInitiators(tx, g.initiators)
		}
		return nil
	})
}

// ListVolumeAccessGroupsParams are the parameters of ListVolumeAccessGroups.
type ListVolumeAccessGroupsParams struct {
	ids          []int64
	first, limit int64
}

func (p *ListVolumeAccessGroupsParams) read(in *params) {
	p.ids = in.integers("volumeAccessGroups")
	p.first = in.integer("startVolumeAccessGroupID")
	p.limit = in.integer("limit")
}

// AccessGroups is the result of ListVolumeAccessGroups.
type AccessGroups struct {
	Groups   []AccessGroup `json:"volumeAccessGroups"`
	NotFound []int64       `json:"volumeAccessGroupsNotFound,omitempty"`
}

// ListVolumeAccessGroups lists volume access groups, and returns the requested ids that do not exist
// (ND listvolumeaccessgroups).
func (service) ListVolumeAccessGroups(r *http.Request, p *ListVolumeAccessGroupsParams, a *AccessGroups) error {
	a.Groups = []AccessGroup{}
	return callOf(r).Do(func(tx *world.Tx) error {
		found := []int64{}
		for _, t := range accessGroups(tx) {
			g := propsOf[accessGroup](t)
			if len(p.ids) == 0 && g.id >= p.first && !pageFull(len(a.Groups), p.limit) || slices.Contains(p.ids, g.id) {
				a.Groups = append(a.Groups, g.doc(tx))
				found = append(found, g.id)
			}
		}
		a.NotFound = without(p.ids, found)
		return nil
	})
}
