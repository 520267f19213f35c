package otc

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// ShowJob is the name of the job query among an API's calls.
const ShowJob = "showJob"

// JobQuery is GET /v1/{project_id}/jobs/{job_id}, the call that EVS and SDRS clients poll.
type JobQuery struct {
	API   string
	Table wire.Table
	// Style returns how the service writes the document under the settings in force.
	Style func(*wire.Call) Style
	Fail  func(http.ResponseWriter, *wire.Call, error)
}

// JobPath is the path of the query, for wire.API.Paths.
const JobPath = "GET /v1/{project_id}/jobs/{job_id}"

// Mount adds the query to a router. It parses the path itself, since matching it by a pattern costs a tenth of a poll.
// The empty ID has a route too, since the service and not the gateway responds to it (evs_04_0038: "No jobs found.").
func (q JobQuery) Mount(r *mux.Router) {
	var op http.Handler = wire.Op[jobRequest, *job.Snapshot]{
		Name: ShowJob, Decode: q.decode, Do: q.observe, Encode: q.encode, Fail: q.Fail,
		Names: func(req jobRequest) []job.Ref { return []job.Ref{req.ref} },
	}
	r.MatcherFunc(func(r *http.Request, m *mux.RouteMatch) bool {
		path, versioned := strings.CutPrefix(r.URL.EscapedPath(), "/v1/")
		project, path, _ := strings.Cut(path, "/")
		id, asks := strings.CutPrefix(path, "jobs/")
		if !versioned || !asks || project == "" || strings.Contains(id, "/") {
			return false
		}
		if r.Method != http.MethodGet {
			m.MatchErr = mux.ErrMethodMismatch
			return false
		}
		m.Handler, m.Vars = op, map[string]string{"project_id": project, "job_id": id}
		return true
	})
}

// jobRequest is the job that a query names, and its project.
type jobRequest struct {
	project string
	ref     job.Ref
}

func (q JobQuery) decode(c *wire.Call) (jobRequest, error) {
	id := Var(c, "job_id")
	if id == "" {
		return jobRequest{}, q.Table.ErrorWithMessage("Common.0011", "No jobs found.")
	}
	return jobRequest{Var(c, "project_id"), job.Ref{API: q.API, ID: id}}, nil
}

// observe looks as a client does. A job that is unknown, gone, not yet begun or another project's gets the same error
// (evs_04_0038; for SDRS and for the last three cases inferred), and such a look is no poll.
func (q JobQuery) observe(c *wire.Call, req jobRequest) (snap *job.Snapshot, err error) {
	err = c.Do(func(tx *world.Tx) error {
		if owner := tx.Owner(req.ref); owner != "" && owner != req.project {
			return q.Table.Error("Common.0011")
		}
		seen := tx.Observe(world.PollOptions{}, req.ref)
		if seen.Absence != job.Present {
			return q.Table.Error("Common.0011")
		}
		snap = c.Observe(seen)
		return nil
	})
	return snap, err
}

func (q JobQuery) encode(w http.ResponseWriter, c *wire.Call, s *job.Snapshot) {
	wire.JSON(w, http.StatusOK, Document(*s, q.Style(c)))
}

// Var returns a variable of the route's path without its percent-encoding, or an empty string. The router matches
// encoded paths, so that an ID may contain a slash.
func Var(c *wire.Call, name string) string {
	raw := c.Var(name)
	if plain, err := url.PathUnescape(raw); err == nil {
		return plain
	}
	return raw
}
