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
	Status        string    // empty if no response has it
	Fields        []Field
}

// diskFields are the members of a disk (evs_04_2011) that a scenario has under the same names.
var diskFields = [...]string{"name", "description", "size", "volume_type", "availability_zone", "multiattach", "snapshot_id", "metadata", "tags"}

// existing returns the disks that responses showed, or that jobs changed, and that no call or job of the trace created. Each is as the
// first response showed it.
func existing(calls []Call, all []*history) []Resource {
	made := madeDisks(calls, all)
	var found []Resource
	add := func(r Resource) {
		known := slices.ContainsFunc(found, func(other Resource) bool { return other.ID == r.ID })
		if r.ID != "" && !made[r.ID] && !known {
			found = append(found, r)
		}
	}
	for _, c := range calls {
		if c.API != "evs" || c.Response.Status < 200 || c.Response.Status >= 300 {
			continue
		}
		body := gjson.ParseBytes(c.Response.Body.Bytes)
		for _, doc := range append(body.Get("volumes").Array(), body.Get("volume")) {
			// A disk that is younger than the trace was created by somebody whose calls the trace does not have.
			if r := disk(doc); r.Status != "" && !r.Born.After(calls[0].At) {
				add(r)
			}
		}
	}
	for _, h := range all {
		for _, s := range h.sights {
			if id := diskOf(s); h.api == "evs" && !createsDisk(s) {
				add(Resource{API: "evs", Kind: "volume", ID: id})
			}
		}
	}
	return found
}

// madeDisks returns the IDs of the disks that calls or jobs of the trace created.
func madeDisks(calls []Call, all []*history) map[string]bool {
	made := map[string]bool{}
	for _, c := range calls {
		for _, id := range created(c) {
			if of, ok := strings.CutPrefix(id, creationOf); ok {
				made[of] = true
			}
		}
	}
	for _, h := range all {
		for _, s := range h.sights {
			for _, each := range append([]sight{s}, s.children...) {
				if h.api == "evs" && createsDisk(each) {
					made[diskOf(each)] = true
				}
			}
		}
	}
	return made
}

// createsDisk reports whether a job is a creation: createVolume, batchCreateVolume, or a creation of several.
func createsDisk(s sight) bool { return strings.Contains(strings.ToLower(s.kind), "createvolume") }

// diskOf returns the ID of the disk of a job of EVS; empty if its responses do not show one.
func diskOf(s sight) string {
	for _, f := range s.fields {
		entities, _ := f.Value.([]Field)
		for _, e := range entities {
			if id, ok := e.Value.(string); ok && e.Name == "volume_id" {
				return id
			}
		}
	}
	return ""
}

// disk reads a disk of a response.
func disk(doc gjson.Result) Resource {
	r := Resource{
		API: "evs", Kind: "volume", ID: doc.Get("id").String(), Project: doc.Get("os-vol-tenant-attr:tenant_id").String(),
		Born: instant(doc.Get("created_at")), Status: doc.Get("status").String(),
	}
	for _, name := range diskFields {
		switch value := doc.Get(name); {
		case !value.Exists(), value.Raw == "null", value.Raw == "{}", value.Raw == `""`, value.Raw == "false":
		default:
			r.Fields = append(r.Fields, Field{name, fieldsOf(value)})
		}
	}
	if image := doc.Get("volume_image_metadata.image_id").String(); image != "" {
		r.Fields = append(r.Fields, Field{"image_id", image})
	}
	var attachments []any
	for _, a := range doc.Get("attachments").Array() {
		attachments = append(attachments, []Field{{"server_id", a.Get("server_id").String()}, {"device", a.Get("device").String()}})
	}
	if len(attachments) > 0 {
		r.Fields = append(r.Fields, Field{"attachments", attachments})
	}
	return r
}
