package evs

import (
	"maps"
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// annotated is a kind of resources with metadata: disks and snapshots.
type annotated struct {
	variable string // of the path
	find     func(c *wire.Call, tx *world.Tx, id string) (world.Resource, map[string]string, error)
	with     func(map[string]string) func(any) any
}

// volumesMetadata is the metadata of disks (evs_04_3038 to evs_04_3043).
var volumesMetadata = annotated{
	variable: "volume_id",
	find: func(c *wire.Call, tx *world.Tx, id string) (world.Resource, map[string]string, error) {
		t, d, err := cinder.find(c, tx, id)
		return t, d.metadata, err
	},
	with: func(m map[string]string) func(any) any {
		return func(props any) any {
			d, _ := props.(disk)
			d.metadata = m
			return d
		}
	},
}

// snapshots is the metadata of snapshots.
var snapshots = annotated{
	variable: "snapshot_id",
	find: func(c *wire.Call, tx *world.Tx, id string) (world.Resource, map[string]string, error) {
		t, s, err := cinder.findSnapshot(c, tx, id)
		return t, s.metadata, err
	},
	with: func(m map[string]string) func(any) any {
		return func(props any) any {
			s, _ := props.(snapshot)
			s.metadata = m
			return s
		}
	},
}

// mount adds the calls on the metadata of a resource: all of it, and one key.
func (a annotated) mount(r *mux.Router, path string) {
	r.Handle(path, a.show()).Methods(http.MethodGet)
	r.Handle(path, a.update(false)).Methods(http.MethodPost)
	r.Handle(path, a.update(true)).Methods(http.MethodPut)
	r.Handle(path+"/{key}", a.showKey()).Methods(http.MethodGet)
	r.Handle(path+"/{key}", a.updateKey()).Methods(http.MethodPut)
	r.Handle(path+"/{key}", a.deleteKey()).Methods(http.MethodDelete)
}

// metadataDoc is all metadata, in a request or a response.
type metadataDoc struct {
	id       string
	Metadata otc.Strings `json:"metadata"`
}

// metaDoc is the metadata of one key, in a request or a response.
type metaDoc struct {
	id, key string
	Meta    otc.Strings `json:"meta"`
}

func (a annotated) show() http.Handler {
	return otc.Op("showMetadata", http.StatusOK, cinder.fail, otc.Path(a.variable),
		func(c *wire.Call, tx *world.Tx, id string) (metadataDoc, error) {
			_, m, err := a.find(c, tx, id)
			return metadataDoc{Metadata: nonNil(m)}, err
		})
}

// update replaces the metadata, or adds to it.
func (a annotated) update(replace bool) http.Handler {
	decode := func(c *wire.Call) (metadataDoc, error) {
		q := metadataDoc{id: otc.Var(c, a.variable)}
		if err := c.ReadJSON(&q); err != nil {
			return q, err
		}
		if q.Metadata == nil {
			return q, cinder.refuse("EVS.1005")
		}
		return q, checkMetadata(q.Metadata)
	}
	do := func(c *wire.Call, tx *world.Tx, q metadataDoc) (metadataDoc, error) {
		t, old, err := a.find(c, tx, q.id)
		if err != nil {
			return q, err
		}
		m := map[string]string{}
		if !replace {
			maps.Copy(m, old)
		}
		maps.Copy(m, q.Metadata)
		tx.Alter(t.Name, a.with(m))
		return metadataDoc{Metadata: m}, nil
	}
	return otc.Op("updateMetadata", http.StatusOK, cinder.fail, decode, do)
}

// checkMetadata returns an error for a key or a value of more than 255 bytes (evs_04_3040).
func checkMetadata(m map[string]string) error {
	for key, value := range m {
		if key == "" || len(key) > maxText || len(value) > maxText {
			return cinder.refuse("EVS.1005")
		}
	}
	return nil
}

func (a annotated) decodeKey(c *wire.Call) (metaDoc, error) {
	return metaDoc{id: otc.Var(c, a.variable), key: otc.Var(c, "key")}, nil
}

func (a annotated) showKey() http.Handler {
	return otc.Op("showMetadata", http.StatusOK, cinder.fail, a.decodeKey,
		func(c *wire.Call, tx *world.Tx, q metaDoc) (metaDoc, error) {
			_, m, err := a.find(c, tx, q.id)
			if err == nil && !has(m, q.key) {
				err = noKey()
			}
			return metaDoc{Meta: map[string]string{q.key: m[q.key]}}, err
		})
}

func (a annotated) updateKey() http.Handler {
	decode := func(c *wire.Call) (metaDoc, error) {
		q, _ := a.decodeKey(c)
		if err := c.ReadJSON(&q); err != nil {
			return q, err
		}
		if len(q.Meta) != 1 || !has(q.Meta, q.key) {
			return q, cinder.table.ErrorWithMessage("EVS.5400", "Request body and URI mismatch")
		}
		return q, checkMetadata(q.Meta)
	}
	do := func(c *wire.Call, tx *world.Tx, q metaDoc) (metaDoc, error) {
		t, old, err := a.find(c, tx, q.id)
		if err != nil {
			return q, err
		}
		m := nonNil(maps.Clone(old))
		m[q.key] = q.Meta[q.key]
		tx.Alter(t.Name, a.with(m))
		return q, nil
	}
	return otc.Op("updateMetadata", http.StatusOK, cinder.fail, decode, do)
}

func (a annotated) deleteKey() http.Handler {
	do := func(c *wire.Call, tx *world.Tx, q metaDoc) (otc.None, error) {
		t, old, err := a.find(c, tx, q.id)
		switch {
		case err != nil:
			return otc.None{}, err
		case !has(old, q.key):
			return otc.None{}, noKey()
		}
		m := maps.Clone(old)
		delete(m, q.key)
		tx.Alter(t.Name, a.with(m))
		return otc.None{}, nil
	}
	return otc.Op("deleteMetadata", http.StatusOK, cinder.fail, a.decodeKey, do)
}

func has(m map[string]string, key string) bool {
	_, ok := m[key]
	return ok
}

// noKey returns the error of a key that the metadata lacks.
func noKey() error {
	return cinder.table.ErrorWithMessage("EVS.5404", "Metadata item was not found")
}
