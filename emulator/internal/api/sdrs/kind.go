package sdrs

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// kind describes one of the four kinds of resources: protection groups, protected instances, replication pairs and DR
// drills. They share the handlers for show, list and rename.
type kind struct {
	noun     string // in names of operations: "ProtectionGroup"
	path     string // under the project: "server-groups"
	member   string // member that wraps a resource in a body: "server_group"
	label    string // entity that names a resource in a job: "server_group_id"
	badState string // code of the error for an unknown status in a filter
	missing  string // code of the error for an unknown id
	states   []string
	document func(tx *world.Tx, t world.Resource) any
}

// kinds returns all four kinds.
func kinds() []kind { return []kind{groups, instances, pairs, drills} }

// commonProps holds the properties that every kind has.
type commonProps struct {
	name        string
	description *string
	group       string // id of the protection group; empty for a group itself
	station     string // current production site: "source" or "target"
}

// properties is implemented by the properties of every kind.
type properties interface {
	common() commonProps
	withCommon(func(commonProps) commonProps) any
}

// alterCommon returns a function that changes the common properties, for world.Effect and Tx.Alter.
func alterCommon(f func(commonProps) commonProps) func(any) any {
	return func(props any) any {
		if p, ok := props.(properties); ok {
			return p.withCommon(f)
		}
		return props
	}
}

// resource returns the name of a resource of the kind in the world.
func (k kind) resource(id string) world.Name { return world.Name{API: name, Kind: k.member, ID: id} }

// find returns a resource that the call's project can see, and its properties.
func find[P properties](c *wire.Call, tx *world.Tx, k kind, id string) (world.Resource, P, error) {
	t, ok := tx.Resource(k.resource(id))
	props, fits := t.Props.(P)
	if !ok || !fits || !otc.Mine(c, t.Project) {
		return t, props, table.Error(k.missing)
	}
	return t, props, nil
}

// inProject returns the resources of the kind that the call's project can see, oldest first.
func (k kind) inProject(c *wire.Call, tx *world.Tx) []world.Resource {
	var found []world.Resource
	for _, t := range tx.Resources(name, k.member) {
		if otc.Mine(c, t.Project) {
			found = append(found, t)
		}
	}
	return found
}

// inGroup returns the resources of the kind in a protection group, oldest first.
func (k kind) inGroup(tx *world.Tx, group string) []world.Resource {
	var found []world.Resource
	for _, t := range tx.Resources(name, k.member) {
		if commonOf(t).group == group {
			found = append(found, t)
		}
	}
	return found
}

// commonOf returns the common properties of a resource.
func commonOf(t world.Resource) commonProps {
	if p, ok := t.Props.(properties); ok {
		return p.common()
	}
	return commonProps{}
}

// mount mounts the handlers for show, list and rename.
func (k kind) mount(r *mux.Router) {
	r.Handle(k.route(""), k.list()).Methods(http.MethodGet)
	r.Handle(k.route("/{id}"), k.show()).Methods(http.MethodGet)
	r.Handle(k.route("/{id}"), k.rename()).Methods(http.MethodPut)
}

// route returns a path below the path of the kind.
func (k kind) route(rest string) string { return "/v1/{project_id}/" + k.path + rest }

// show handles GET …/{id}.
func (k kind) show() http.Handler {
	return otc.Op("show"+k.noun, http.StatusOK, fail, otc.Path("id"),
		func(c *wire.Call, tx *world.Tx, id string) (map[string]any, error) {
			t, _, err := find[properties](c, tx, k, id)
			if err != nil {
				return nil, err
			}
			return map[string]any{k.member: k.document(tx, t)}, nil
		})
}

// renameRequest is the request to rename a resource.
type renameRequest struct {
	id   string
	Name string `json:"name"`
}

// rename handles PUT …/{id}. It takes effect at once and returns the resource.
func (k kind) rename() http.Handler {
	decode := func(c *wire.Call) (renameRequest, error) {
		q := renameRequest{id: otc.Var(c, "id")}
		if _, err := otc.Member(c, k.member, &q); err != nil {
			return q, err
		}
		return q, checkName(q.Name)
	}
	return otc.Op("update"+k.noun, http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q renameRequest) (map[string]any, error) {
			if _, _, err := find[properties](c, tx, k, q.id); err != nil {
				return nil, err
			}
			tx.Alter(k.resource(q.id), alterCommon(func(t commonProps) commonProps {
				t.name = q.Name
				return t
			}))
			t, _, err := find[properties](c, tx, k, q.id)
			return map[string]any{k.member: k.document(tx, t)}, err
		})
}
