package element

import (
	"net/http"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// initiatorChange is what a call sets of an initiator.
type initiatorChange struct {
	initiator
	chap     *bool
	group    int64 // 0: none
	setGroup bool  // volumeAccessGroupID is present, null included
}

func (c *initiatorChange) read(in *params) {
	c.alias = in.text("alias")
	c.attributes = in.object("attributes")
	c.chapUsername = in.text("chapUsername")
	c.initiatorSecret = in.text("initiatorSecret")
	c.targetSecret = in.text("targetSecret")
	c.chap = in.optionalBoolean("requireChap")
	value, _ := in.find("volumeAccessGroupID")
	c.setGroup = value.Raw != ""
	c.group = in.integer("volumeAccessGroupID")
	in.ignore("forceDuringUpgrade", "virtualNetworkIDs")
}

// CreateInitiatorsParams are the parameters of CreateInitiators.
type CreateInitiatorsParams struct{ initiators []initiatorChange }

func (p *CreateInitiatorsParams) read(in *params) {
	in.requireObjects("initiators", func(in *params) {
		var c initiatorChange
		c.name = in.requireText("name")
		c.read(in)
		p.initiators = append(p.initiators, c)
	})
}

// Initiators is the result of the methods that create, change and list initiators.
type Initiators struct {
	Initiators []Initiator `json:"initiators"`
}

// CreateInitiators creates initiators: all of them or none (ND createinitiators).
func (service) CreateInitiators(r *http.Request, p *CreateInitiatorsParams, a *Initiators) error {
	a.Initiators = []Initiator{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for n, c := range p.initiators {
			_, exists := initiatorRef{name: c.name}.find(tx)
			if exists || slices.ContainsFunc(p.initiators[:n], func(o initiatorChange) bool { return o.name == c.name }) {
				return apiError("xInitiatorExists")
			}
			if err := c.checkGroup(tx); err != nil {
				return err
			}
		}
		for _, c := range p.initiators {
			c.requireCHAP = c.chap != nil && *c.chap
			i := addInitiator(tx, c.initiator)
			moveInitiator(tx, i.id, c.group)
			a.Initiators = append(a.Initiators, i.doc(tx))
		}
		return nil
	})
}

// checkGroup returns an error if the group of the change does not exist.
func (c *initiatorChange) checkGroup(tx *world.Tx) error {
	if c.group == 0 {
		return nil
	}
	_, err := accessGroupByID(tx, c.group)
	return err
}

// moveInitiator moves an initiator from its group to another; 0 is none.
func moveInitiator(tx *world.Tx, id, group int64) {
	if g, err := accessGroupByID(tx, groupOfInitiator(tx, id)); err == nil {
		g.initiators = without(g.initiators, []int64{id})
		g.save(tx)
	}
	if g, err := accessGroupByID(tx, group); err == nil {
		g.initiators = distinct(append(slices.Clone(g.initiators), id))
		g.save(tx)
	}
}

// ModifyInitiatorsParams are the parameters of ModifyInitiators. What is absent stays as it is.
type ModifyInitiatorsParams struct{ initiators []initiatorChange }

func (p *ModifyInitiatorsParams) read(in *params) {
	in.requireObjects("initiators", func(in *params) {
		var c initiatorChange
		c.id = in.requireInteger("initiatorID")
		c.read(in)
		p.initiators = append(p.initiators, c)
	})
}

// ModifyInitiators changes initiators: all of them or none (ND modifyinitiators).
func (service) ModifyInitiators(r *http.Request, p *ModifyInitiatorsParams, a *Initiators) error {
	a.Initiators = []Initiator{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, c := range p.initiators {
			if _, ok := (initiatorRef{id: c.id}).find(tx); !ok {
				return apiError("xInitiatorDoesNotExist")
			}
			if err := c.checkGroup(tx); err != nil {
				return err
			}
		}
		for _, c := range p.initiators {
			i, _ := initiatorRef{id: c.id}.find(tx)
			i = c.applyTo(i)
			tx.Change(initiatorName(i.id), "", i)
			if c.setGroup {
				moveInitiator(tx, i.id, c.group)
			}
			a.Initiators = append(a.Initiators, i.doc(tx))
		}
		return nil
	})
}

// applyTo returns the initiator with the changes.
func (c *initiatorChange) applyTo(i initiator) initiator {
	for _, text := range []struct{ to, from *string }{
		{&i.alias, &c.alias},
		{&i.chapUsername, &c.chapUsername},
		{&i.initiatorSecret, &c.initiatorSecret},
		{&i.targetSecret, &c.targetSecret},
	} {
		if *text.from != "" {
			*text.to = *text.from
		}
	}
	if c.attributes != nil {
		i.attributes = c.attributes
	}
	if c.chap != nil {
		i.requireCHAP = *c.chap
	}
	return i
}

// DeleteInitiatorsParams are the parameters of DeleteInitiators.
type DeleteInitiatorsParams struct{ ids []int64 }

func (p *DeleteInitiatorsParams) read(in *params) { p.ids = in.requireIntegers("initiators") }

// DeleteInitiators deletes initiators: all of them or none (ND deleteinitiators).
func (service) DeleteInitiators(r *http.Request, p *DeleteInitiatorsParams, _ *None) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, id := range p.ids {
			if _, ok := (initiatorRef{id: id}).find(tx); !ok {
				return apiError("xInitiatorDoesNotExist")
			}
		}
		deleteInitiators(tx, p.ids)
		return nil
	})
}

// ListInitiatorsParams are the parameters of ListInitiators.
type ListInitiatorsParams struct {
	ids          []int64
	first, limit int64
}

func (p *ListInitiatorsParams) read(in *params) {
	p.ids = in.integers("initiators")
	p.first = in.integer("startInitiatorID")
	p.limit = in.integer("limit")
	if len(p.ids) > 0 && p.first != 0 {
		in.fail(apiErrorWithMessage("xInvalidParameter", "startInitiatorID cannot be used with initiators"))
	}
}

// ListInitiators lists initiators by id (ND listinitiators).
func (service) ListInitiators(r *http.Request, p *ListInitiatorsParams, a *Initiators) error {
	a.Initiators = []Initiator{}
	return callOf(r).Do(func(tx *world.Tx) error {
		for _, t := range initiators(tx) {
			i := propsOf[initiator](t)
			selected := len(p.ids) == 0 && i.id >= p.first || slices.Contains(p.ids, i.id)
			if selected && !pageFull(len(a.Initiators), p.limit) {
				a.Initiators = append(a.Initiators, i.doc(tx))
			}
		}
		return nil
	})
}
