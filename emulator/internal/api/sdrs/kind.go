package sdrs

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// kind is what the four kinds of resources have in common: protection groups, protected instances, replication pairs and
// DR drills are all shown, listed and renamed in one way.
type kind struct {
	noun     string // in the names of calls: "ProtectionGroup"
	path     string // under the project: "server-groups"
	one      string // the member that wraps one: "server_group"
	label    string // the entity that names one in a job: "server_group_id"
	badState string // the refusal of a filter by a status that there is not
	missing  string // the refusal of an id that there is not
	states   []string
	document func(tx *world.Tx, t world.Resource) any
}

// kinds are all four.
func kinds() []kind { return []kind{groups, instances, pairs, drills} }

// traits is what the properties of every kind have in common.
type traits struct {
	name        string
	description *string
	group       string // id of the protection group that it is in; of a group empty
	station     string // where production is at present: "source" or "target"
}

// having is a kind's properties, of which the traits can be read and changed.
type having interface {
	base() traits
	with(func(traits) traits) any
}

// alter changes the traits of properties, for world.Touch and Tx.Alter.
func alter(f func(traits) traits) func(any) any {
	return func(props any) any {
		if p, ok := props.(having); ok {
			return p.with(f)
		}
		return props
	}
}

// kept is the name of a resource of the kind in the world.
func (k kind) kept(id string) world.Name { return world.Name{API: name, Kind: k.one, ID: id} }

// find looks at a resource that the call's project can see.
func find[P having](c *wire.Call, tx *world.Tx, k kind, id string) (world.Resource, P, error) {
	t, ok := tx.Resource(k.kept(id))
	props, fits := t.Props.(P)
	if !ok || !fits || !otc.Mine(c, t.Project) {
		return t, props, table.Error(k.missing)
	}
	return t, props, nil
}

// all are the project's resources of the kind, oldest first.
func (k kind) all(c *wire.Call, tx *world.Tx) []world.Resource {
	var found []world.Resource
	for _, t := range tx.Resources(name, k.one) {
		if otc.Mine(c, t.Project) {
			found = append(found, t)
		}
	}
	return found
}

// within are the resources of the kind that are in a protection group, oldest first.
func (k kind) within(tx *world.Tx, group string) []world.Resource {
	var found []world.Resource
	for _, t := range tx.Resources(name, k.one) {
		if trait(t).group == group {
			found = append(found, t)
		}
	}
	return found
}

// trait is what a resource has in common with every other.
func trait(t world.Resource) traits {
	if p, ok := t.Props.(having); ok {
		return p.base()
	}
	return traits{}
}

// mount adds the reads and the rename.
func (k kind) mount(r *mux.Router) {
	r.Handle(k.route(""), k.list()).Methods(http.MethodGet)
	r.Handle(k.route("/{id}"), k.show()).Methods(http.MethodGet)
	r.Handle(k.route("/{id}"), k.rename()).Methods(http.MethodPut)
}

// route is a path under the kind's own.
func (k kind) route(rest string) string { return "/v1/{project_id}/" + k.path + rest }

// show is GET …/{id}.
func (k kind) show() http.Handler {
	return otc.Op("show"+k.noun, http.StatusOK, fail, otc.Path("id"),
		func(c *wire.Call, tx *world.Tx, id string) (map[string]any, error) {
			t, _, err := find[having](c, tx, k, id)
			if err != nil {
				return nil, err
			}
			return map[string]any{k.one: k.document(tx, t)}, nil
		})
}

// newName is what a rename asks for.
type newName struct {
	id   string
	Name string `json:"name"`
}

// rename is PUT …/{id}. It takes effect at once and answers the resource.
func (k kind) rename() http.Handler {
	decode := func(c *wire.Call) (newName, error) {
		q := newName{id: otc.Var(c, "id")}
		if _, err := otc.Member(c, k.one, &q); err != nil {
			return q, err
		}
		return q, checkName(q.Name)
	}
	return otc.Op("update"+k.noun, http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q newName) (map[string]any, error) {
			if _, _, err := find[having](c, tx, k, q.id); err != nil {
				return nil, err
			}
			tx.Alter(k.kept(q.id), alter(func(t traits) traits {
				t.name = q.Name
				return t
			}))
			t, _, err := find[having](c, tx, k, q.id)
			return map[string]any{k.one: k.document(tx, t)}, err
		})
}
