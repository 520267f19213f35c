package drs

import "slices"

// ObjectInfo is a database or a table that a task transfers, as batch-detail lists it.
type ObjectInfo struct {
	ID     string `json:"id"`
	Parent string `json:"parent_id,omitempty"`
	Type   string `json:"type"` // database or table
	Name   string `json:"name"`
}

// objectSelection is the selection of objects in a v5 update: databases by name, and the tables of each.
type objectSelection struct {
	Scope   string `json:"object_scope"` // database or table
	Objects map[string]struct {
		Name   string `json:"name"`
		Tables map[string]struct {
			Name string `json:"name"`
			Type string `json:"type"`
		} `json:"tables"`
	} `json:"object_info"`
}

// list returns the selected objects, sorted by their ids.
func (s objectSelection) list() []ObjectInfo {
	objects := []ObjectInfo{}
	for db, o := range s.Objects {
		objects = append(objects, ObjectInfo{ID: db, Type: "database", Name: db})
		for name := range o.Tables {
			objects = append(objects, ObjectInfo{ID: db + "-*-*-" + name, Parent: db, Type: "table", Name: name})
		}
	}
	slices.SortFunc(objects, func(a, b ObjectInfo) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return objects
}
