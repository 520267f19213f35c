package evs

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Limits of a disk's tags (evs_04_2013, evs_04_2027).
const (
	maxTags     = 10
	maxTagKey   = 36 // characters
	maxTagValue = 43 // characters
)

// checkTags returns the code of the first fault of a disk's tags, or an empty string.
func checkTags(tags map[string]string) string {
	if len(tags) > maxTags {
		return "EVS.1061"
	}
	for key, value := range tags {
		if key == "" || !tagText(key, maxTagKey) || !tagText(value, maxTagValue) {
			return "EVS.1062"
		}
	}
	return ""
}

// tagText reports whether a text can be a part of a tag: letters, digits, hyphens and underscores only.
func tagText(s string, limit int) bool {
	return utf8.RuneCountInString(s) <= limit && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// tagsDoc is the tags of a disk: a list here, where the disk itself shows a mapping (evs_04_2031).
type tagsDoc struct {
	Tags []tag `json:"tags"`
}

type tag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// newTagsDoc returns the tags sorted by key [inferred].
func newTagsDoc(tags map[string]string) tagsDoc {
	doc := tagsDoc{[]tag{}}
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		doc.Tags = append(doc.Tags, tag{key, tags[key]})
	}
	return doc
}

// showVolumeTags handles GET …/{volume_id}/tags.
func showVolumeTags() http.Handler {
	return otc.Op("showVolumeTags", http.StatusOK, native.fail, otc.Path("volume_id"),
		func(c *wire.Call, tx *world.Tx, id string) (tagsDoc, error) {
			_, d, err := native.find(c, tx, id)
			if err != nil {
				return tagsDoc{}, err
			}
			return newTagsDoc(d.tags), nil
		})
}

// tagsRequest is the body of a change of a disk's tags.
type tagsRequest struct {
	id     string
	Action string `json:"action"`
	Tags   []tag  `json:"tags"`
}

// updateVolumeTags handles POST …/{volume_id}/tags/action: "create" adds tags and replaces those of the same key, "delete"
// removes those with a key (evs_04_2027, evs_04_2029). A key that the disk lacks is ignored [inferred].
func updateVolumeTags() http.Handler {
	decode := func(c *wire.Call) (tagsRequest, error) {
		q := tagsRequest{id: otc.Var(c, "volume_id")}
		if err := c.ReadJSON(&q); err != nil {
			return q, err
		}
		if !oneOf(q.Action, "create", "delete") || len(q.Tags) == 0 {
			return q, native.refuse("EVS.1062")
		}
		if q.Action == "delete" && slices.ContainsFunc(q.Tags, func(t tag) bool { return t.Key == "" }) {
			return q, native.refuse("EVS.1062")
		}
		return q, nil
	}
	do := func(c *wire.Call, tx *world.Tx, q tagsRequest) (otc.None, error) {
		_, d, err := native.find(c, tx, q.id)
		if err != nil {
			return otc.None{}, err
		}
		tags := nonNil(maps.Clone(d.tags))
		for _, t := range q.Tags {
			if q.Action == "create" {
				tags[t.Key] = t.Value
			} else {
				delete(tags, t.Key)
			}
		}
		if code := checkTags(tags); code != "" {
			return otc.None{}, native.refuse(code)
		}
		tx.Alter(volume(q.id), withTags(tags))
		return otc.None{}, nil
	}
	return otc.Op("updateVolumeTags", http.StatusNoContent, native.fail, decode, do)
}

// withTags returns a function that sets the tags of a disk.
func withTags(tags map[string]string) func(any) any {
	return func(props any) any {
		d, _ := props.(disk)
		d.tags = tags
		return d
	}
}

// vendorTagsDoc is the tags of a disk as the deprecated calls write them (evs_04_2042 and its neighbours).
type vendorTagsDoc struct {
	id   string
	Tags otc.Strings `json:"tags"`
}

// showVendorTags handles GET …/os-vendor-tags/volumes/{volume_id}.
func showVendorTags() http.Handler {
	return otc.Op("showVolumeTags", http.StatusOK, native.fail, otc.Path("volume_id"),
		func(c *wire.Call, tx *world.Tx, id string) (vendorTagsDoc, error) {
			_, d, err := native.find(c, tx, id)
			return vendorTagsDoc{Tags: nonNil(d.tags)}, err
		})
}

// setVendorTags handles PUT …/os-vendor-tags/volumes/{volume_id}, which replaces the tags, and POST, which adds to them.
func setVendorTags(replace bool) http.Handler {
	decode := func(c *wire.Call) (vendorTagsDoc, error) {
		q := vendorTagsDoc{id: otc.Var(c, "volume_id")}
		return q, c.ReadJSON(&q)
	}
	do := func(c *wire.Call, tx *world.Tx, q vendorTagsDoc) (vendorTagsDoc, error) {
		_, d, err := native.find(c, tx, q.id)
		if err != nil {
			return q, err
		}
		tags := map[string]string{}
		if !replace {
			maps.Copy(tags, d.tags)
		}
		maps.Copy(tags, q.Tags)
		if code := checkTags(tags); code != "" {
			return q, native.refuse(code)
		}
		tx.Alter(volume(q.id), withTags(tags))
		return vendorTagsDoc{Tags: tags}, nil
	}
	return otc.Op("updateVolumeTags", http.StatusOK, native.fail, decode, do)
}
