package element

import (
	"cmp"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// RollbackToSnapshotParams are the parameters of RollbackToSnapshot.
type RollbackToSnapshotParams struct {
	volumeID, snapshotID int64
	keep                 bool
	name                 string
	attributes           map[string]any
}

func (p *RollbackToSnapshotParams) read(in *params) {
	p.volumeID = in.requireInteger("volumeID")
	p.snapshotID = in.requireInteger("snapshotID")
	p.keep = in.boolean("saveCurrentState", false)
	p.name = in.text("name")
	p.attributes = in.object("attributes")
}

// RollbackToSnapshot makes a snapshot the content of its volume, at once (ND rollbacktosnapshot). saveCurrentState keeps the
// content before as a snapshot. Its name by default is "test1-copy", as in the example; the page's text has "- copy". There are
// no data, so nothing else changes.
func (service) RollbackToSnapshot(r *http.Request, p *RollbackToSnapshotParams, a *CreatedSnapshot) error {
	a.Checksum = noChecksum
	return callOf(r).Do(func(tx *world.Tx) error {
		t, err := activeVolume(tx, p.volumeID)
		if err != nil {
			return err
		}
		s, err := sourceSnapshot(tx, volumeOf(t), p.snapshotID)
		if err != nil || !p.keep {
			return err
		}
		o := snapshotOptions{name: cmp.Or(p.name, s.name+"-copy"), attributes: p.attributes}
		made, err := addSnapshot(tx, volumeOf(t), 0, o)
		if err == nil {
			*a = createdSnapshot(tx, made)
		}
		return err
	})
}
