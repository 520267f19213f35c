package element

import (
	"cmp"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// snapshotChange is what a call changes of a snapshot or group snapshot. What is absent stays as it is.
type snapshotChange struct {
	snapshotOptions
	expiry
	replicate *bool
}

func (c *snapshotChange) read(in *params) {
	c.snapshotOptions.read(in)
	c.expiry.read(in)
	c.replicate = in.optionalBoolean("enableRemoteReplication")
}

// applyTo returns the options with the changes.
func (c *snapshotChange) applyTo(tx *world.Tx, o snapshotOptions) snapshotOptions {
	o.name = cmp.Or(c.name, o.name)
	o.label = cmp.Or(c.label, o.label)
	if c.attributes != nil {
		o.attributes = c.attributes
	}
	if c.replicate != nil {
		o.replicate = *c.replicate
	}
	if c.given || c.retention != 0 {
		o.expiration = c.expiry.expiration(tx)
	}
	return o
}

// ModifySnapshotParams are the parameters of ModifySnapshot.
type ModifySnapshotParams struct {
	id int64
	snapshotChange
}

func (p *ModifySnapshotParams) read(in *params) {
	p.id = in.requireInteger("snapshotID")
	p.snapshotChange.read(in)
}

// ModifiedSnapshot is the result of ModifySnapshot.
type ModifiedSnapshot struct {
	Snapshot Snapshot `json:"snapshot"`
}

// ModifySnapshot changes the attributes of a snapshot, at once (ND modifysnapshot).
func (service) ModifySnapshot(r *http.Request, p *ModifySnapshotParams, a *ModifiedSnapshot) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := snapshotByID(tx, p.id)
		if err != nil {
			return err
		}
		p.change(tx, t)
		t, _ = tx.Resource(t.Name)
		a.Snapshot = snapshotDoc(tx, t)
		return nil
	})
}

// change changes a snapshot.
func (c *snapshotChange) change(tx *world.Tx, t world.Resource) {
	s := propsOf[snapshot](t)
	s.snapshotOptions = c.applyTo(tx, s.snapshotOptions)
	tx.Change(t.Name, "", s)
}

// ModifyGroupSnapshotParams are the parameters of ModifyGroupSnapshot.
type ModifyGroupSnapshotParams struct {
	id int64
	snapshotChange
}

func (p *ModifyGroupSnapshotParams) read(in *params) {
	p.id = in.requireInteger("groupSnapshotID")
	p.snapshotChange.read(in)
}

// ModifiedGroupSnapshot is the result of ModifyGroupSnapshot.
type ModifiedGroupSnapshot struct {
	Group GroupSnapshot `json:"groupSnapshot"`
}

// ModifyGroupSnapshot changes the attributes of a group snapshot and of its members, at once (ND modifygroupsnapshot).
func (service) ModifyGroupSnapshot(r *http.Request, p *ModifyGroupSnapshotParams, a *ModifiedGroupSnapshot) error {
	return callOf(r).Do(func(tx *world.Tx) error {
		t, members, err := groupSnapshotByID(tx, p.id)
		if err != nil {
			return err
		}
		g := propsOf[groupSnapshot](t)
		g.snapshotOptions = p.applyTo(tx, g.snapshotOptions)
		tx.Change(t.Name, "", g)
		for _, m := range members {
			p.change(tx, m)
		}
		t, members, err = groupSnapshotByID(tx, p.id)
		a.Group = groupSnapshotDoc(tx, t, members)
		return err
	})
}
