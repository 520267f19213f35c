package infer

import (
	"slices"
	"strings"
	"time"

	"github.com/tidwall/gjson"
)

// Resource is a thing that existed before the first call.
type Resource struct {
	API, Kind, ID string
	Project       string
	Born          time.Time // zero if no response has it
	Updated       time.Time // zero if no response has it, or if it was never changed
	Status        string    // empty if no response has it, or if the kind has none
	Fields        []Field
}

// existing returns the things that responses showed, or that jobs of EVS changed, and that no call or job of the trace created. Each
// is as the first response showed it.
func existing(calls []Call, all []*history) []Resource {
	made := madeIn(calls, all)
	var found []Resource
	add := func(r Resource) {
		known := slices.ContainsFunc(found, func(other Resource) bool { return other.ID == r.ID && other.Kind == r.Kind && other.API == r.API })
		if r.ID != "" && !made[r.Kind+" "+r.ID] && !known {
			found = append(found, r)
		}
	}
	for _, c := range calls {
		for _, r := range shown(c) {
			// What is younger than the trace was created by somebody whose calls the trace does not have.
			if !r.Born.After(calls[0].At) {
				if r.Updated.After(calls[0].At) || !r.Updated.After(r.Born) {
					r.Updated = time.Time{}
				}
				add(r)
			}
		}
	}
	for _, h := range all {
		for _, s := range h.sights {
			if id := diskOf(s); h.api == "evs" && !creates(s) {
				add(Resource{API: "evs", Kind: "volume", ID: id})
			}
		}
	}
	return found
}

// madeIn returns the things that calls or jobs of the trace created, as kind and ID.
func madeIn(calls []Call, all []*history) map[string]bool {
	made := map[string]bool{}
	for _, c := range calls {
		for _, id := range created(c) {
			if of, ok := strings.CutPrefix(id, creationOf); ok {
				made["volume "+of] = true
			}
		}
		if !startsWithAny(c.Op, "create", "Create", "Clone", "Add") {
			continue
		}
		for _, r := range shown(c) {
			made[r.Kind+" "+r.ID] = true
		}
		for _, s := range shapes {
			if id := gjson.GetBytes(c.Response.Body.Bytes, "result."+s.id); s.api == c.API && id.Exists() {
				made[s.kind+" "+id.String()] = true
			}
		}
	}
	for _, h := range all {
		for _, s := range h.sights {
			for _, each := range append([]sight{s}, s.children...) {
				if creates(each) {
					made["volume "+diskOf(each)] = true
					for kind, entity := range entityOf {
						made[kind+" "+entityNamed(each, entity)] = true
					}
				}
			}
		}
	}
	return made
}

func startsWithAny(word string, beginnings ...string) bool {
	return slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(word, b) })
}

// creates reports whether a job is a creation: createVolume, batchCreateVolume, or createProtectionGroupNoCG.
func creates(s sight) bool { return strings.Contains(strings.ToLower(s.kind), "create") }

// diskOf returns the ID of the disk of a job of EVS; empty if its responses do not show one.
func diskOf(s sight) string { return entityNamed(s, "volume_id") }

// entityNamed returns an entity of a job; empty if its responses do not show it.
func entityNamed(s sight, name string) string {
	for _, f := range s.fields {
		entities, _ := f.Value.([]Field)
		for _, e := range entities {
			if id, ok := e.Value.(string); ok && e.Name == name {
				return id
			}
		}
	}
	return ""
}
