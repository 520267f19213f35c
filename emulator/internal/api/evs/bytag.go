package evs

import (
	"net/http"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// volumesOf returns the disks that the call's project can see, oldest first.
func volumesOf(c *wire.Call, tx *world.Tx) []world.Resource {
	return slices.DeleteFunc(tx.Resources(name, "volume"), func(t world.Resource) bool {
		d, ok := t.Props.(disk)
		return !ok || !otc.Mine(c, t.Project) || neverExisted(tx, t, d)
	})
}

// allTagsDoc is the values of each key (evs_04_2026).
type allTagsDoc struct {
	Tags map[string][]string `json:"tags"`
}

// listTags handles GET …/cloudvolumes/tags: the tags of all disks.
func listTags() http.Handler {
	decode := func(*wire.Call) (otc.None, error) { return otc.None{}, nil }
	return otc.Op("listTags", http.StatusOK, native.fail, decode,
		func(c *wire.Call, tx *world.Tx, _ otc.None) (allTagsDoc, error) {
			doc := allTagsDoc{map[string][]string{}}
			for _, t := range volumesOf(c, tx) {
				d, _ := t.Props.(disk)
				for key, value := range d.tags {
					if !slices.Contains(doc.Tags[key], value) {
						doc.Tags[key] = append(doc.Tags[key], value)
					}
				}
			}
			for key := range doc.Tags {
				slices.Sort(doc.Tags[key])
			}
			return doc, nil
		})
}

// byTagRequest is the body of a query by tags (evs_04_2032, evs_04_2033). A disk matches if it has each key with one of the
// values, or with any value if there are none.
type byTagRequest struct {
	Action string   `json:"action"`
	Limit  *otc.Int `json:"limit"`
	Offset *otc.Int `json:"offset"`
	Tags   []struct {
		Key    string   `json:"key"`
		Values []string `json:"values"`
	} `json:"tags"`
	Matches []tag `json:"matches"`
}

// byTagDoc is the response: the number of matching disks, and a page of them unless only the number was requested.
type byTagDoc struct {
	Total     int            `json:"total_count"`
	Resources []taggedVolume `json:"resources,omitzero"`
}

type taggedVolume struct {
	ID     string       `json:"resource_id"`
	Name   string       `json:"resource_name"`
	Detail taggedDetail `json:"resource_detail"`
	Tags   []tag        `json:"tags"`
}

// taggedDetail is a disk whose shareable is a boolean, unlike elsewhere (huaweicloud-sdk-go-v3, VolumeDetailForTag).
type taggedDetail struct {
	volumeDoc
	Shareable bool `json:"shareable"`
}

// listVolumesByTags handles POST …/{family}/resource_instances/action.
func listVolumesByTags() http.Handler {
	decode := func(c *wire.Call) (byTagRequest, error) {
		q := byTagRequest{Limit: new(otc.Int(maxPage)), Offset: new(otc.Int(0))}
		if err := c.ReadJSON(&q); err != nil {
			return q, err
		}
		if err := q.check(); err != nil {
			return q, err
		}
		switch {
		case !oneOf(q.Action, "filter", "count"):
			return q, native.refuse("EVS.1070")
		case q.Limit == nil || *q.Limit < 1 || *q.Limit > maxPage:
			return q, native.refuse("EVS.1023")
		case q.Offset == nil || *q.Offset < 0:
			return q, table.ErrorWithMessage("EVS.5400", "offset param must be an integer.")
		}
		return q, nil
	}
	do := func(c *wire.Call, tx *world.Tx, q byTagRequest) (byTagDoc, error) {
		found := slices.DeleteFunc(volumesOf(c, tx), func(t world.Resource) bool { return !q.matches(t) })
		doc := byTagDoc{Total: len(found)}
		if q.Action == "count" {
			return doc, nil
		}
		doc.Resources = []taggedVolume{}
		found = found[min(int(*q.Offset), len(found)):]
		for _, t := range found[:min(int(*q.Limit), len(found))] {
			d, _ := t.Props.(disk)
			doc.Resources = append(doc.Resources, taggedVolume{
				t.ID, d.name, taggedDetail{newVolumeDoc(c, t, d), d.shared}, newTagsDoc(d.tags).Tags,
			})
		}
		return doc, nil
	}
	return otc.Op("listVolumesByTags", http.StatusOK, native.fail, decode, do)
}

// check returns an error for tags and other fields that cannot be queried (evs_04_2032): keys are unique and those of tags, with
// at most ten values each, which are unique too. What the fields may be is documented for the keys resource_name and
// service_type.
func (q byTagRequest) check() error {
	keys := map[string]bool{}
	for _, t := range q.Tags {
		values := map[string]bool{}
		for _, v := range t.Values {
			if values[v] || !tagText(v, maxTagValue) {
				return native.refuse("EVS.1062")
			}
			values[v] = true
		}
		if t.Key == "" || keys[t.Key] || !tagText(t.Key, maxTagKey) || len(values) > maxTags {
			return native.refuse("EVS.1062")
		}
		keys[t.Key] = true
	}
	if len(keys) > maxTags {
		return native.refuse("EVS.1062")
	}
	fields := map[string]bool{}
	for _, m := range q.Matches {
		if fields[m.Key] || !oneOf(m.Key, "resource_name", "service_type") {
			return native.refuse("EVS.1070")
		}
		fields[m.Key] = true
	}
	return nil
}

// matches reports whether a disk has the tags and the fields that the query names.
func (q byTagRequest) matches(t world.Resource) bool {
	d, _ := t.Props.(disk)
	for _, want := range q.Tags {
		value, has := d.tags[want.Key]
		if !has || len(want.Values) > 0 && !slices.Contains(want.Values, value) {
			return false
		}
	}
	for _, want := range q.Matches {
		if want.Key == "resource_name" && !nameMatches(d.name, want.Value) || want.Key == "service_type" && !strings.EqualFold(want.Value, "EVS") {
			return false
		}
	}
	return true
}

// nameMatches reports whether a search for a name finds a disk: an empty one those without a name, any other all that contain it.
func nameMatches(name, want string) bool {
	want = strings.TrimSpace(want)
	return want == "" && name == "" || want != "" && strings.Contains(name, want)
}
