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

// Limits of a list request (sdrs_05_0402, _0603).
const (
	maxPage = 1000
	maxIDs  = 30
)

// listRequest holds the filters and the page of a list request.
type listRequest struct {
	args          url.Values
	limit, offset int
}

// list handles GET … of a kind. It returns the newest first [inferred]; count is the number of all matches.
func (k kind) list() http.Handler {
	many := k.member + "s"
	return otc.Op("list"+k.noun+"s", http.StatusOK, fail, k.decodeList,
		func(c *wire.Call, tx *world.Tx, q listRequest) (map[string]any, error) {
			found := k.inProject(c, tx)
			found = slices.DeleteFunc(found, func(t world.Resource) bool { return !q.matches(tx, k, t) })
			slices.Reverse(found)
			docs := []any{}
			for _, t := range page(c, q, found) {
				docs = append(docs, k.document(tx, t))
			}
			return map[string]any{"count": len(found), many: docs}, nil
		})
}

// decodePage decodes limit and offset.
func decodePage(c *wire.Call) (listRequest, error) {
	q := listRequest{args: c.URL.Query(), limit: maxPage}
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

// page returns the requested page of the matches.
func page[T any](c *wire.Call, q listRequest, found []T) []T {
	rest := found[min(q.offset, len(found)):]
	shown := rest[:min(q.limit, len(rest))]
	c.SetPage(wire.Page{Offset: q.offset, Limit: q.limit, Shown: len(shown), Total: len(found), More: len(rest) > len(shown)})
	return shown
}

// decodeList decodes the query arguments of a list of the kind.
func (k kind) decodeList(c *wire.Call) (listRequest, error) {
	q, err := decodePage(c)
	status := q.args.Get("status")
	return q, firstError(err,
		check(status == "" || slices.Contains(k.states, status), k.badState),
		unsaid(slices.Contains(queryTypes, q.args.Get("query_type")), "query_type is none of "+strings.Join(queryTypes, ", ")),
		check(len(q.ids("server_group_ids")) <= maxIDs && len(q.ids("protected_instance_ids")) <= maxIDs, "SDRS.0226"))
}

// queryTypes lists the values of query_type.
var queryTypes = []string{"", "general", "status_abnormal", "stop_protected", "period_no_dr_drill"}

func (q listRequest) ids(name string) []string { return otc.IDs(q.args.Get(name)) }

// matches reports whether a resource passes all filters.
func (q listRequest) matches(tx *world.Tx, k kind, t world.Resource) bool {
	common := commonOf(t)
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
	case "period_no_dr_drill": // the period is not emulated: it exceeds the lifetime of any session
		return len(drills.inGroup(tx, t.ID)) == 0
	}
	return true
}

// inGroup applies server_group_id, which is ignored if server_group_ids is set.
func (q listRequest) inGroup(group string) bool {
	if ids := q.ids("server_group_ids"); len(ids) > 0 {
		return slices.Contains(ids, group)
	}
	id := q.args.Get("server_group_id")
	return id == "" || id == group
}

// ofInstance applies protected_instance_id and protected_instance_ids to instances and to attached pairs.
func (q listRequest) ofInstance(t world.Resource) bool {
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
		return byGroup || slices.Contains(ids, t.ID) // a group takes precedence over instances (sdrs_05_0503)
	}
	return true
}

// inZone applies availability_zone, the zone of the group's current production site.
func (q listRequest) inZone(tx *world.Tx, k kind, t world.Resource) bool {
	zone := q.args.Get("availability_zone")
	if zone == "" {
		return true
	}
	if k.member != groupMember {
		t = groupOf(tx, commonOf(t).group)
	}
	g, _ := t.Props.(group)
	return g.zone() == zone
}
