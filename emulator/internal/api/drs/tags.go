package drs

import (
	"regexp"
	"slices"
)

// Tag is a tag of a task.
type Tag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// maxTags is the maximum number of tags of a task (drs_03_0104).
const maxTags = 20

// tagText is the form of keys and values of tags (drs_03_0104). Their lengths are checked apart: a bounded repetition of
// Unicode's letters takes megabytes to compile.
var tagText = regexp.MustCompile(`^[\pL\pN_-]*$`)

// checkTags returns an error if there are too many tags, or one is invalid. Which characters are rejected with which code
// is [inferred].
func checkTags(tags []Tag) error {
	if len(tags) > maxTags {
		return table.Error("DRS.M00271")
	}
	seen := make(map[string]bool, len(tags))
	for _, t := range tags {
		switch {
		case seen[t.Key]:
			return table.Error("DRS.M00269")
		case len([]rune(t.Key)) > 36 || len([]rune(t.Value)) > 43:
			return table.Error("DRS.M00270")
		case t.Key == "" || !tagText.MatchString(t.Key) || !tagText.MatchString(t.Value):
			return table.Error("DRS.M00202", "tags")
		}
		seen[t.Key] = true
	}
	return nil
}

// withTags returns the tags with others added, replacing those of the same key.
func withTags(tags, added []Tag) []Tag { return append(withoutTags(tags, added), added...) }

// withoutTags returns the tags without those of the same key as a removed one.
func withoutTags(tags, removed []Tag) []Tag {
	return slices.DeleteFunc(slices.Clone(tags), func(t Tag) bool {
		return slices.ContainsFunc(removed, func(r Tag) bool { return r.Key == t.Key })
	})
}
