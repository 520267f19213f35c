package infer

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/trace"
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

// lastSegment returns the end of a URL's path.
func lastSegment(url string) string {
	path, _, _ := strings.Cut(url, "?")
	return path[strings.LastIndexByte(path, '/')+1:]
}

// createdVolume returns the job behind a call of Cinder's API.
func createdVolume(c Call, body gjson.Result) []string {
	switch {
	case c.Op == "createVolume" && body.Get("volume.id").Type == gjson.String:
		return []string{creationOf + body.Get("volume.id").Str}
	case c.Op == "deleteVolume":
		return []string{deletionOf + lastSegment(c.Request.URL)}
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

// volumeSights reads disks: one, or a list, or what became of one.
func volumeSights(c Call) []sight {
	switch {
	case len(c.Observed) > 0:
		return journalSights(c)
	case c.Response.Status == http.StatusNotFound && c.Op == "showVolume":
		return []sight{{api: "evs", id: deletionOf + lastSegment(c.Request.URL), at: c.At, status: "SUCCESS"}}
	case c.Response.Status == http.StatusAccepted && c.Op == "deleteVolume" && len(c.Response.Body.Bytes) == 0:
		return []sight{{api: "evs", id: deletionOf + lastSegment(c.Request.URL), at: c.At, status: "RUNNING"}}
	case c.Response.Status == 0 || c.Response.Status >= http.StatusMultipleChoices:
		return nil
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

// goneVolumes returns the ends of deletions that a list of all disks shows by leaving the disk out.
func goneVolumes(c Call, all []*history) []sight {
	if c.API != "evs" || c.Op != "listVolumes" || c.Response.Status != http.StatusOK || c.Response.Body.State != trace.Whole {
		return nil
	}
	for _, argument := range [...]string{"name", "limit", "offset", "marker", "status", "id", "ids", "metadata", "availability_zone"} {
		if queryOf(c.Request.URL, argument) != "" {
			return nil
		}
	}
	var gone []sight
	for _, h := range all {
		id, deletion := strings.CutPrefix(h.id, deletionOf)
		if deletion && h.created >= 0 && !bytes.Contains(c.Response.Body.Bytes, []byte(`"`+id+`"`)) {
			gone = append(gone, sight{api: "evs", id: h.id, at: c.At, status: "SUCCESS"})
		}
	}
	return gone
}
