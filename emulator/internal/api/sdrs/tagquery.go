package sdrs

import (
	"net/http"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// projectTag is a key that protected instances of a project have, with all values of it.
type projectTag struct {
	Key    string   `json:"key"`
	Values []string `json:"values"`
}

// listProjectTags handles GET …/protected-instances/tags (sdrs_05_0806). Keys and values are sorted [inferred].
func listProjectTags() http.Handler {
	return otc.Op("listProjectTags", http.StatusOK, fail, decodeNothing,
		func(c *wire.Call, tx *world.Tx, _ otc.None) (map[string][]projectTag, error) {
			values := map[string][]string{}
			for _, t := range instances.inProject(c, tx) {
				i, _ := t.Props.(instance)
				for _, tag := range i.tags {
					values[tag.Key] = append(values[tag.Key], tag.Value)
				}
			}
			all := []projectTag{}
			for key, v := range values {
				slices.Sort(v)
				all = append(all, projectTag{key, slices.Compact(v)})
			}
			slices.SortFunc(all, func(a, b projectTag) int { return strings.Compare(a.Key, b.Key) })
			return map[string][]projectTag{"tags": all}, nil
		})
}

// tagQuery is the request to find protected instances by tag (sdrs_05_0801). tags_any and not_tags_any are Huawei Cloud's.
type tagQuery struct {
	Action     string      `json:"action"`
	Limit      *otc.Int    `json:"limit"`
	Offset     *otc.Int    `json:"offset"`
	Tags       []tagFilter `json:"tags"`
	TagsAny    []tagFilter `json:"tags_any"`
	NotTags    []tagFilter `json:"not_tags"`
	NotTagsAny []tagFilter `json:"not_tags_any"`
	Matches    []match     `json:"matches"`
}

// match is a filter by another field than a tag.
type match struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// listByTags handles POST …/protected-instances/resource_instances/action. The action count returns the number alone.
func listByTags() http.Handler {
	decode := func(c *wire.Call) (tagQuery, error) {
		var q tagQuery
		err := c.ReadJSON(&q)
		return q, firstError(err, q.check())
	}
	return otc.Op("listProtectedInstancesByTags", http.StatusOK, fail, decode,
		func(c *wire.Call, tx *world.Tx, q tagQuery) (map[string]any, error) {
			found := slices.DeleteFunc(instances.inProject(c, tx), func(t world.Resource) bool { return !q.matches(t) })
			count := map[string]any{"total_count": len(found)}
			if q.Action == "count" {
				return count, nil
			}
			slices.Reverse(found)
			resources := []any{}
			for _, t := range page(c, q.page(), found) {
				i, _ := t.Props.(instance)
				resources = append(resources, map[string]any{
					"resource_id": t.ID, "resource_name": i.name, "resource_detail": instanceDocument(tx, t),
					"tags": append([]tag{}, i.tags...),
				})
			}
			count["resources"] = resources
			return count, nil
		})
}

// check returns an error if the query is malformed.
func (q tagQuery) check() error {
	if q.Action != "filter" && q.Action != "count" {
		return table.Error("SDRS.2210")
	}
	err := firstError(
		check(q.Action == "filter" || q.Limit == nil && q.Offset == nil, "SDRS.2211"),
		check(q.Limit == nil || *q.Limit >= 1 && *q.Limit <= maxPage, "SDRS.2220"),
		check(q.Offset == nil || *q.Offset >= 0, "SDRS.0222"))
	for _, filters := range [][]tagFilter{q.Tags, q.TagsAny, q.NotTags, q.NotTagsAny} {
		err = firstError(err, checkFilters(filters))
	}
	seen := map[string]bool{}
	for _, m := range q.Matches {
		err = firstError(err,
			check(m.Key != "", "SDRS.2213"), check(m.Key == "resource_name", "SDRS.2214"), check(!seen[m.Key], "SDRS.2215"))
		seen[m.Key] = true
	}
	return err
}

// page returns the page of a query with the action filter.
func (q tagQuery) page() listRequest {
	p := listRequest{limit: maxPage}
	if q.Limit != nil {
		p.limit = int(*q.Limit)
	}
	if q.Offset != nil {
		p.offset = int(*q.Offset)
	}
	return p
}

// matches reports whether a protected instance passes all filters. A name is compared without case as a part of the
// instance's name, an empty one exactly.
func (q tagQuery) matches(t world.Resource) bool {
	i, _ := t.Props.(instance)
	has := func(f tagFilter) bool { return f.has(i.tags) }
	for _, m := range q.Matches {
		part := m.Value != "" && strings.Contains(strings.ToLower(i.name), strings.ToLower(m.Value))
		if !part && m.Value != i.name {
			return false
		}
	}
	lacks := func(f tagFilter) bool { return !has(f) }
	return !slices.ContainsFunc(q.Tags, lacks) &&
		(len(q.TagsAny) == 0 || slices.ContainsFunc(q.TagsAny, has)) &&
		(len(q.NotTags) == 0 || slices.ContainsFunc(q.NotTags, lacks)) &&
		!slices.ContainsFunc(q.NotTagsAny, has)
}

// tagFilter matches an instance that has the key with one of the values, or with any if there are none.
type tagFilter struct {
	Key    string    `json:"key"`
	Values *[]string `json:"values"` // mandatory, may be empty
}

// maxFilters is the maximum number of keys in a filter, and of values of a key.
const maxFilters = 20

func (f tagFilter) has(tags []tag) bool {
	return slices.ContainsFunc(tags, func(t tag) bool {
		return t.Key == f.Key && (len(*f.Values) == 0 || slices.Contains(*f.Values, t.Value))
	})
}

// checkFilters returns an error if there are too many filters, or one is malformed.
func checkFilters(filters []tagFilter) error {
	err := check(len(filters) <= maxFilters, "SDRS.2203")
	seen := map[string]bool{}
	for _, f := range filters {
		if f.Values == nil {
			return firstError(err, check(f.Key != "", "SDRS.2205"), table.Error("SDRS.2208"))
		}
		sorted := slices.Sorted(slices.Values(*f.Values))
		err = firstError(err,
			check(strings.TrimSpace(f.Key) != "", "SDRS.2205"), check(!seen[f.Key], "SDRS.2209"),
			check(len(sorted) <= maxFilters, "SDRS.2218"), check(len(slices.Compact(sorted)) == len(*f.Values), "SDRS.2219"))
		seen[f.Key] = true
	}
	return err
}
