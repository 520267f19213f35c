package sdrs

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// tag is a tag of a protected instance.
type tag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Limits of tags. A creation may have 10 (sdrs_05_0501), a protected instance 20 (sdrs_05_0802). The lengths and the
// characters that are not allowed are those that Huawei Cloud's SDKs document.
const (
	maxTags         = 20
	maxCreationTags = 10
	maxKey          = 36
	maxValue        = 43
	notInTags       = `*<>\,=|/`
)

// validTagText reports whether a key or a value has at most n characters, all of them allowed.
func validTagText(s string, n int) bool {
	control := func(r rune) bool { return r < ' ' }
	return utf8.RuneCountInString(s) <= n && !strings.ContainsAny(s, notInTags) && !strings.ContainsFunc(s, control)
}

// checkTags returns an error if there are more than limit tags, or one is invalid.
func checkTags(tags []tag, limit int) error {
	if len(tags) > limit {
		return table.Error("SDRS.2203")
	}
	seen := map[string]bool{}
	for _, t := range tags {
		err := firstError(
			check(strings.TrimSpace(t.Key) != "", "SDRS.2205"), check(validTagText(t.Key, maxKey), "SDRS.2204"),
			check(validTagText(t.Value, maxValue), "SDRS.2207"), check(!seen[t.Key], "SDRS.2209"))
		if err != nil {
			return err
		}
		seen[t.Key] = true
	}
	return nil
}

// withTags returns a function that adds tags and replaces those with the same key.
func withTags(tags []tag) func(instance) instance {
	return func(i instance) instance {
		i = withoutTags(tags)(i)
		i.tags = append(i.tags, tags...)
		return i
	}
}

// withoutTags returns a function that removes the tags with these keys.
func withoutTags(tags []tag) func(instance) instance {
	return func(i instance) instance {
		i.tags = slices.DeleteFunc(slices.Clone(i.tags), func(have tag) bool { return hasKey(tags, have.Key) })
		return i
	}
}

func hasKey(tags []tag, key string) bool {
	return slices.ContainsFunc(tags, func(t tag) bool { return t.Key == key })
}

// showTags handles GET …/protected-instances/{id}/tags.
func showTags() http.Handler {
	return otc.Op("showTags", http.StatusOK, fail, otc.Path("id"),
		func(c *wire.Call, tx *world.Tx, id string) (map[string][]tag, error) {
			_, i, err := find[instance](c, tx, instances, id)
			return map[string][]tag{"tags": append([]tag{}, i.tags...)}, err
		})
}

// tagChange is the request to add or delete tags.
type tagChange struct {
	id     string
	Action string
	Tags   []tag
}

// requestedTag is a tag in a request.
type requestedTag struct {
	Key   string  `json:"key"`
	Value *string `json:"value"`
}

// take sets the tags of the change. Those to be added need a value; of those to be deleted the keys alone count, and their
// characters are not checked (sdrs_05_0802, _0807).
func (q *tagChange) take(requested []requestedTag) error {
	for _, r := range requested {
		t := tag{Key: r.Key}
		if r.Value != nil {
			t.Value = *r.Value
		}
		q.Tags = append(q.Tags, t)
	}
	if q.Action == "create" {
		bare := slices.ContainsFunc(requested, func(r requestedTag) bool { return r.Value == nil })
		return firstError(checkTags(q.Tags, maxTags), check(!bare, "SDRS.2208"))
	}
	blank := slices.ContainsFunc(q.Tags, func(t tag) bool { return strings.TrimSpace(t.Key) == "" })
	return firstError(check(len(q.Tags) <= maxTags, "SDRS.2203"), check(!blank, "SDRS.2205"))
}

// addTag handles POST …/protected-instances/{id}/tags.
func addTag() http.Handler {
	return otc.Op("createTag", http.StatusNoContent, fail, func(c *wire.Call) (tagChange, error) {
		q := tagChange{id: otc.Var(c, "id"), Action: "create"}
		var one requestedTag
		if err := decodeMember(c, "tag", &one); err != nil {
			return q, err
		}
		return q, q.take([]requestedTag{one})
	}, changeTags)
}

// deleteTag handles DELETE …/protected-instances/{id}/tags/{key}.
func deleteTag() http.Handler {
	return otc.Op("deleteTag", http.StatusNoContent, fail, otc.Path("key"),
		func(c *wire.Call, tx *world.Tx, key string) (otc.None, error) {
			id := otc.Var(c, "id")
			_, i, err := find[instance](c, tx, instances, id)
			gone := []tag{{Key: key}}
			if err = firstError(err, check(hasKey(i.tags, key), "SDRS.2206")); err == nil {
				tx.Alter(instances.resource(id), alterInstance(withoutTags(gone)))
			}
			return otc.None{}, err
		})
}

// batchTags handles POST …/protected-instances/{id}/tags/action.
func batchTags() http.Handler {
	return otc.Op("batchTags", http.StatusNoContent, fail, func(c *wire.Call) (tagChange, error) {
		q := tagChange{id: otc.Var(c, "id")}
		var tags []requestedTag
		_, err := otc.Member(c, "action", &q.Action)
		if err == nil {
			_, err = otc.Member(c, "tags", &tags)
		}
		err = firstError(err,
			check(q.Action == "create" || q.Action == "delete", "SDRS.2201"),
			check(len(tags) > 0, "SDRS.2202"))
		if err != nil {
			return q, err
		}
		return q, q.take(tags)
	}, changeTags)
}

func changeTags(c *wire.Call, tx *world.Tx, q tagChange) (otc.None, error) {
	_, i, err := find[instance](c, tx, instances, q.id)
	if err != nil {
		return otc.None{}, err
	}
	change := withoutTags(q.Tags)
	if q.Action == "create" {
		change = withTags(q.Tags)
	}
	if err := check(len(change(i).tags) <= maxTags, "SDRS.2203"); err != nil {
		return otc.None{}, err
	}
	tx.Alter(instances.resource(q.id), alterInstance(change))
	return otc.None{}, nil
}
