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
	// Style is how the service writes the document under the settings in force.
	Style func(*wire.Call) Style
	Fail  func(http.ResponseWriter, *wire.Call, error)
}

// JobPath is the path of the query, for wire.API.Paths.
const JobPath = "GET /v1/{project_id}/jobs/{job_id}"

// Mount adds the query to a router. The path is taken apart by hand, since matching it by a pattern costs a tenth of a poll.
// The empty id has a route too, since the service and not the gateway answers it (evs_04_0038: "No jobs found.").
func (q JobQuery) Mount(r *mux.Router) {
	var op http.Handler = wire.Op[jobAsked, *job.Snapshot]{
		Name: ShowJob, Decode: q.decode, Do: q.observe, Encode: q.encode, Fail: q.Fail,
		Names: func(asked jobAsked) []job.Ref { return []job.Ref{asked.ref} },
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

// jobAsked is the question: whose job, and which.
type jobAsked struct {
	project string
	ref     job.Ref
}

func (q JobQuery) decode(c *wire.Call) (jobAsked, error) {
	id := Var(c, "job_id")
	if id == "" {
		return jobAsked{}, q.Table.ErrorWithMessage("Common.0011", "No jobs found.")
	}
	return jobAsked{Var(c, "project_id"), job.Ref{API: q.API, ID: id}}, nil
}

// observe looks as a client does. A job that is unknown, gone, not yet begun or another project's answers the same
// refusal (evs_04_0038; for SDRS and for the last three cases inferred), and such a look is no poll.
func (q JobQuery) observe(c *wire.Call, asked jobAsked) (told *job.Snapshot, err error) {
	err = c.Do(func(tx *world.Tx) error {
		if owner := tx.Owner(asked.ref); owner != "" && owner != asked.project {
			return q.Table.Error("Common.0011")
		}
		snap := tx.Observe(world.PollOptions{}, asked.ref)
		if snap.Absence != job.Present {
			return q.Table.Error("Common.0011")
		}
		told = c.Observe(snap)
		return nil
	})
	return told, err
}

func (q JobQuery) encode(w http.ResponseWriter, c *wire.Call, s *job.Snapshot) {
	wire.JSON(w, http.StatusOK, Document(*s, q.Style(c)))
}

// Var is a variable of the route's path without its percent-encoding, or empty. The router matches encoded paths, so
// that an id may hold a slash.
func Var(c *wire.Call, name string) string {
	raw := c.Var(name)
	if plain, err := url.PathUnescape(raw); err == nil {
		return plain
	}
	return raw
}
