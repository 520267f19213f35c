package infer

import (
	"net/http"
	"strings"

	"github.com/tidwall/gjson"
)

// Clients of Cinder's API know no jobs: they poll the status of the disk. Its creation and its deletion are jobs all the same, and
// have these beginnings of an ID here, before that of the disk.
const (
	creationOf = "creation of "
	deletionOf = "deletion of "
)

// volume reports whether a history is that of a disk and not of a job that a client knows.
func (h *history) volume() bool {
	return strings.HasPrefix(h.id, creationOf) || strings.HasPrefix(h.id, deletionOf)
}

// createdVolume returns the job behind a call of Cinder's API.
func createdVolume(c Call, body gjson.Result) []string {
	switch {
	case c.Op == "createVolume" && body.Get("volume.id").Type == gjson.String:
		return []string{creationOf + body.Get("volume.id").Str}
	case c.Op == "deleteVolume":
		path, _, _ := strings.Cut(c.Request.URL, "?")
		return []string{deletionOf + path[strings.LastIndexByte(path, '/')+1:]}
	}
	return nil
}

// volumeJobs are the statuses of the jobs behind a disk, by the status of the disk.
var volumeJobs = map[string]struct{ creation, deletion string }{
	"creating":       {"RUNNING", ""},
	"downloading":    {"RUNNING", ""},
	"available":      {"SUCCESS", ""},
	"in-use":         {"SUCCESS", ""},
	"error":          {"FAIL", ""},
	"deleting":       {"", "RUNNING"},
	"error_deleting": {"", "FAIL"},
}

// volumeSights reads disks, one or a list.
func volumeSights(c Call) []sight {
	if c.Response.Status == http.StatusNotFound && c.Op == "showVolume" {
		path, _, _ := strings.Cut(c.Request.URL, "?")
		return []sight{{api: "evs", id: deletionOf + path[strings.LastIndexByte(path, '/')+1:], at: c.At, status: "SUCCESS"}}
	}
	body := gjson.ParseBytes(c.Response.Body.Bytes)
	var all []sight
	for _, volume := range append(body.Get("volumes").Array(), body.Get("volume")) {
		id, jobs := volume.Get("id").String(), volumeJobs[volume.Get("status").String()]
		if id == "" {
			continue
		}
		if jobs.creation != "" {
			s := sight{api: "evs", id: creationOf + id, at: c.At, status: jobs.creation, failed: jobs.creation == "FAIL"}
			if s.status != "RUNNING" {
				s.updated = instant(volume.Get("updated_at")) // later changes come after the first poll that shows the end
			}
			all = append(all, s)
		}
		if jobs.deletion != "" {
			all = append(all, sight{api: "evs", id: deletionOf + id, at: c.At, status: jobs.deletion, failed: jobs.deletion == "FAIL"})
		}
	}
	return all
}
