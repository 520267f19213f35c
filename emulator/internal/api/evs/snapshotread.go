package evs

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// mountSnapshots adds the calls on snapshots that the families share, at the family's path.
func (f family) mountSnapshots(r *mux.Router, path string) {
	r.Handle(path, f.listSnapshots(false)).Methods(http.MethodGet)
	r.Handle(path+"/detail", f.listSnapshots(true)).Methods(http.MethodGet)
	r.Handle(path, f.createSnapshot()).Methods(http.MethodPost)
	one := path + "/{snapshot_id}"
	r.Handle(one, f.showSnapshot()).Methods(http.MethodGet)
	r.Handle(one, f.updateSnapshot()).Methods(http.MethodPut)
	r.Handle(one, f.deleteSnapshot()).Methods(http.MethodDelete)
	snapshots.mount(r, one+"/metadata")
}

// showSnapshot handles GET …/{snapshot_id} of each family.
func (f family) showSnapshot() http.Handler {
	return otc.Op("showSnapshot", http.StatusOK, f.fail, otc.Path("snapshot_id"),
		func(c *wire.Call, tx *world.Tx, id string) (snapshotEnvelope, error) {
			t, s, err := f.findSnapshot(c, tx, id)
			return snapshotEnvelope{newSnapshotDoc(t, s).extended(t)}, err
		})
}

// snapshotsDoc is a page of snapshots. count is the number of all matching ones; Cinder's lists have none.
type snapshotsDoc struct {
	Count     *int          `json:"count,omitempty"`
	Snapshots []snapshotDoc `json:"snapshots"`
	Links     []link        `json:"snapshots_links,omitempty"`
}

// listSnapshots handles GET …/detail (evs_04_2021), or GET … itself, which lacks the extended attributes.
func (f family) listSnapshots(detail bool) http.Handler {
	return otc.Op("listSnapshots", http.StatusOK, f.fail, f.decodeList,
		func(c *wire.Call, tx *world.Tx, q listQuery) (snapshotsDoc, error) {
			found := slices.DeleteFunc(snapshotsOf(c, tx), func(t world.Resource) bool { return !snapshotMatches(q.args, t) })
			q.order(found)
			page, more, err := f.page(c, q, found)
			if err != nil {
				return snapshotsDoc{}, err
			}
			doc := snapshotsDoc{Snapshots: make([]snapshotDoc, len(page))}
			for i, t := range page {
				s, _ := t.Props.(snapshot)
				doc.Snapshots[i] = newSnapshotDoc(t, s)
				if detail {
					doc.Snapshots[i] = doc.Snapshots[i].extended(t)
				}
			}
			if !f.compatible {
				doc.Count = new(len(found))
			}
			if more {
				doc.Links = []link{{nextLink(c, q, page[len(page)-1].ID), "next"}}
			}
			return doc, nil
		})
}

// snapshotMatches reports whether a snapshot matches all filters; each is an exact match.
func snapshotMatches(args url.Values, t world.Resource) bool {
	s, _ := t.Props.(snapshot)
	for key, value := range map[string]string{"id": t.ID, "name": s.name, "status": t.Status, "volume_id": s.volume} {
		if want := args.Get(key); want != "" && want != value {
			return false
		}
	}
	return true
}
