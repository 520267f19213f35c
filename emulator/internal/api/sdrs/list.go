package sdrs

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Limits of a list (sdrs_05_0402, _0603).
const (
	maxPage = 1000
	maxIDs  = 30
)

// listing is the question of a list: the filters and the page.
type listing struct {
	args          url.Values
	limit, offset int
}

// list is GET … of a kind: the newest first [inferred], count the number of all that match.
func (k kind) list() http.Handler {
	many := k.one + "s"
	return otc.Op("list"+k.noun+"s", http.StatusOK, fail, k.ask,
		func(c *wire.Call, tx *world.Tx, q listing) (map[string]any, error) {
			found := k.all(c, tx)
			found = slices.DeleteFunc(found, func(t world.Resource) bool { return !q.passes(tx, k, t) })
			slices.Reverse(found)
			docs := []any{}
			for _, t := range cut(q, found) {
				docs = append(docs, k.document(tx, t))
			}
			return map[string]any{"count": len(found), many: docs}, nil
		})
}

// askPage reads limit and offset.
func askPage(c *wire.Call) (listing, error) {
	q := listing{args: c.URL.Query(), limit: maxPage}
	var err error
	if text := q.args.Get("limit"); text != "" {
		if q.limit, err = strconv.Atoi(text); err != nil || q.limit < 1 || q.limit > maxPage {
			return q, table.Error("SDRS.0221")
		}
	}
	if text := q.args.Get("offset"); text != "" {
		if q.offset, err = strconv.Atoi(text); err != nil || q.offset < 0 {
			return q, table.Error("SDRS.0222")
		}
	}
	return q, nil
}

// cut is the page of what was found.
func cut[T any](q listing, found []T) []T {
	found = found[min(q.offset, len(found)):]
	return found[:min(q.limit, len(found))]
}

// ask reads the arguments of a list of the kind.
func (k kind) ask(c *wire.Call) (listing, error) {
	q, err := askPage(c)
	status := q.args.Get("status")
	return q, first(err,
		need(status == "" || slices.Contains(k.states, status), k.badState),
		need(slices.Contains(queryTypes, q.args.Get("query_type")), "SDRS.0201"),
		need(len(q.ids("server_group_ids")) <= maxIDs && len(q.ids("protected_instance_ids")) <= maxIDs, "SDRS.0226"))
}

// queryTypes are the values of query_type.
var queryTypes = []string{"", "general", "status_abnormal", "stop_protected", "period_no_dr_drill"}

func (q listing) ids(name string) []string { return otc.IDs(q.args.Get(name)) }

// passes tells whether a resource fits all filters.
func (q listing) passes(tx *world.Tx, k kind, t world.Resource) bool {
	common := trait(t)
	switch status := q.args.Get("status"); {
	case status != "" && status != t.Status,
		!strings.Contains(common.name, q.args.Get("name")),
		!q.inGroup(common.group),
		!q.ofInstance(t),
		!q.inZone(tx, k, t):
		return false
	}
	if vpc := q.args.Get("drill_vpc_id"); vpc != "" {
		if d, ok := t.Props.(drill); ok && d.vpc != vpc {
			return false
		}
	}
	switch q.args.Get("query_type") {
	case "status_abnormal":
		return abnormal(t.Status)
	case "stop_protected":
		return t.Status == available
	case "period_no_dr_drill": // in a duration that is longer than a world's life
		return len(drills.within(tx, t.ID)) == 0
	}
	return true
}

// inGroup applies server_group_id, which is ignored beside server_group_ids.
func (q listing) inGroup(group string) bool {
	if ids := q.ids("server_group_ids"); len(ids) > 0 {
		return slices.Contains(ids, group)
	}
	id := q.args.Get("server_group_id")
	return id == "" || id == group
}

// ofInstance applies protected_instance_id and protected_instance_ids, to instances and to what is attached to them.
func (q listing) ofInstance(t world.Resource) bool {
	ids := q.ids("protected_instance_ids")
	if id := q.args.Get("protected_instance_id"); id != "" && len(ids) == 0 {
		ids = []string{id}
	}
	if len(ids) == 0 {
		return true
	}
	switch p := t.Props.(type) {
	case pair:
		return slices.Contains(ids, p.instance)
	case instance:
		byGroup := q.args.Get("server_group_id") != "" || q.args.Get("server_group_ids") != ""
		return byGroup || slices.Contains(ids, t.ID) // a group goes before instances (sdrs_05_0503)
	}
	return true
}

// inZone applies availability_zone: where the group's production is at present.
func (q listing) inZone(tx *world.Tx, k kind, t world.Resource) bool {
	zone := q.args.Get("availability_zone")
	if zone == "" {
		return true
	}
	if k.one != "server_group" {
		t = groupOf(tx, trait(t).group)
	}
	g, _ := t.Props.(group)
	return g.zone() == zone
}
