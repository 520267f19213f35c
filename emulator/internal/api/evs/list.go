package evs

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// maxPage is the maximum and the default number of disks on a page (evs_04_2005).
const maxPage = 1000

// listQuery is the arguments of a list: which disks, in which order, which page.
type listQuery struct {
	args   url.Values
	limit  int
	offset int
	sort   string
	up     bool
}

// volumesDoc is a page of disks. count is the number of all matching disks; Cinder's lists have none.
type volumesDoc struct {
	Count   *int   `json:"count,omitempty"`
	Volumes []any  `json:"volumes"`
	Links   []link `json:"volumes_links,omitempty"`
}

// briefDoc is a disk in a list without details.
type briefDoc struct {
	ID    string `json:"id"`
	Links []link `json:"links"`
	Name  string `json:"name"`
}

// listVolumes handles GET …/detail, or GET … itself if detail is false.
func (f family) listVolumes(detail bool) http.Handler {
	return otc.Op("listVolumes", http.StatusOK, f.fail, f.decodeList,
		func(c *wire.Call, tx *world.Tx, q listQuery) (volumesDoc, error) {
			found := f.filter(c, tx, q)
			page, more, err := f.page(c, q, found)
			if err != nil {
				return volumesDoc{}, err
			}
			doc := volumesDoc{Volumes: make([]any, len(page))}
			for i, t := range page {
				d, _ := t.Props.(disk)
				if detail {
					doc.Volumes[i] = newVolumeDoc(c, t, d)
				} else {
					doc.Volumes[i] = briefDoc{t.ID, links(c, t.ID), d.name}
				}
			}
			if !f.compatible {
				n := len(found)
				doc.Count = &n
			}
			if more {
				doc.Links = []link{{nextLink(c, q, page[len(page)-1].ID), "next"}}
			}
			return doc, nil
		})
}

// decodeList returns the arguments of a list.
func (f family) decodeList(c *wire.Call) (listQuery, error) {
	q := listQuery{args: c.URL.Query(), limit: maxPage, sort: "created_at"}
	if text := q.args.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		switch {
		case err != nil || n < 1:
			return q, f.refuse("EVS.1023")
		case n > maxPage:
			return q, f.refuse("EVS.2142")
		}
		q.limit = n
	}
	if text := q.args.Get("offset"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return q, table.ErrorWithMessage("EVS.5400", "offset param must be an integer.")
		}
		q.offset = n
	}
	if key := q.args.Get("sort_key"); key != "" {
		if !slices.Contains([]string{"id", "status", "size", "created_at", "name"}, key) {
			return q, f.refuse("EVS.1039")
		}
		q.sort = key
	}
	switch q.args.Get("sort_dir") {
	case "asc":
		q.up = true
	case "", "desc":
	default:
		return q, f.refuse("EVS.1040")
	}
	return q, nil
}

// filter returns the project's disks that match the query, in its order: newest first by default.
func (f family) filter(c *wire.Call, tx *world.Tx, q listQuery) []world.Resource {
	found := slices.DeleteFunc(tx.Resources(name, "volume"), func(t world.Resource) bool {
		d, ok := t.Props.(disk)
		return !ok || !otc.Mine(c, t.Project) || neverExisted(tx, t, d) || !matches(q.args, t, d)
	})
	q.order(found)
	return found
}

// order sorts what was found, newest first by default.
func (q listQuery) order(found []world.Resource) {
	by := func(a, b world.Resource) int { return compare(q.sort, a, b) }
	if !slices.IsSortedFunc(found, by) { // by age they mostly are
		slices.SortStableFunc(found, by)
	}
	if !q.up {
		slices.Reverse(found)
	}
}

// listed is what lists are sorted by, besides what each resource has.
type listed interface {
	label() string
	gigabytes() int
}

// matches reports whether a disk matches all filters; each is an exact match [inferred for name]. id is ignored beside ids
// (evs_04_2005).
func matches(args url.Values, t world.Resource, d disk) bool {
	ids := otc.IDs(args.Get("ids"))
	for key := range args {
		want := args.Get(key)
		have, ok := filterable(key, t, d)
		switch {
		case key == "multiattach":
			want = strings.ToLower(want)
		case key == "id" && len(ids) > 0:
			continue
		}
		if ok && want != "" && want != have {
			return false
		}
	}
	if server := args.Get("server_id"); server != "" && !slices.ContainsFunc(d.attachments, func(a attachment) bool { return a.Server == server }) {
		return false
	}
	return len(ids) == 0 || slices.Contains(ids, t.ID)
}

// filterable returns the value that a filter compares, and false if there is no such filter.
func filterable(key string, t world.Resource, d disk) (string, bool) {
	switch key {
	case "id":
		return t.ID, true
	case "name":
		return d.name, true
	case "status":
		return t.Status, true
	case "availability_zone":
		return d.zone, true
	case "volume_type":
		return d.kind, true
	case "multiattach":
		return strconv.FormatBool(d.shared), true
	case "service_type":
		return "EVS", true
	}
	return "", false
}

func compare(key string, a, b world.Resource) int {
	x, y := a.Props.(listed), b.Props.(listed)
	switch key {
	case "id":
		return strings.Compare(a.ID, b.ID)
	case "status":
		return strings.Compare(a.Status, b.Status)
	case "name":
		return strings.Compare(x.label(), y.label())
	case "size":
		return cmp.Compare(x.gigabytes(), y.gigabytes())
	}
	return a.Born.Compare(b.Born)
}

// page returns one page of the disks found: after the marker, then from the offset on.
func (f family) page(c *wire.Call, q listQuery, found []world.Resource) (page []world.Resource, more bool, err error) {
	if marker := q.args.Get("marker"); marker != "" {
		at := slices.IndexFunc(found, func(t world.Resource) bool { return t.ID == marker })
		if at < 0 {
			return nil, false, f.refuse("EVS.1024")
		}
		found = found[at+1:]
	}
	rest := found[min(q.offset, len(found)):]
	page = rest[:min(q.limit, len(rest))]
	p := wire.Page{Offset: q.offset, Limit: q.limit, Shown: len(page), Total: len(found), More: len(rest) > len(page)}
	if q.args.Get("marker") != "" {
		p.Offset, p.Total = -1, -1
	}
	c.SetPage(p)
	return page, p.More, nil
}

// nextLink returns the address of the page after this one.
func nextLink(c *wire.Call, q listQuery, last string) string {
	args := url.Values{}
	for key := range q.args {
		args.Set(key, q.args.Get(key))
	}
	args.Set("limit", strconv.Itoa(q.limit))
	args.Set("marker", last)
	args.Del("offset")
	return otc.Href(c, c.URL.EscapedPath()+"?"+args.Encode())
}
