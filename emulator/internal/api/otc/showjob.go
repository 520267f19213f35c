package otc

import (
	"net/http"
	"net/url"

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

// Mount adds the query to a router. The empty id has a route of its own, since the service and not the gateway answers
// it (evs_04_0038: "No jobs found.").
func (q JobQuery) Mount(r *mux.Router) {
	op := wire.Op[jobAsked, job.Snapshot]{
		Name: ShowJob, Decode: q.decode, Do: q.observe, Encode: q.encode, Fail: q.Fail,
	}
	r.Handle("/v1/{project_id}/jobs/{job_id}", op).Methods(http.MethodGet)
	r.Handle("/v1/{project_id}/jobs/", op).Methods(http.MethodGet)
}

// jobAsked is the question: whose job, and which.
type jobAsked struct {
	project string
	ref     job.Ref
}

func (q JobQuery) decode(c *wire.Call) (jobAsked, error) {
	id := Var(c, "job_id")
	if id == "" {
		return jobAsked{}, q.Table.RefuseAs("Common.0011", "No jobs found.")
	}
	return jobAsked{Var(c, "project_id"), job.Ref{API: q.API, ID: id}}, nil
}

// observe looks as a client does. A job that is unknown, gone, not yet begun or another project's answers the same
// refusal (evs_04_0038; for SDRS and for the last three cases inferred), and such a look is no poll.
func (q JobQuery) observe(c *wire.Call, asked jobAsked) (job.Snapshot, error) {
	var snap job.Snapshot
	err := c.Do(func(tx *world.Tx) error {
		snap = tx.Peek(asked.ref)
		foreign := snap.Project != "" && snap.Project != asked.project
		if snap.Absence != job.Present || foreign {
			return q.Table.Refuse("Common.0011")
		}
		if snap = tx.Observe(world.Look{}, asked.ref); snap.Absence != job.Present {
			return q.Table.Refuse("Common.0011") // it is there, and clients do not see it yet
		}
		return nil
	})
	return snap, err
}

func (q JobQuery) encode(w http.ResponseWriter, c *wire.Call, s job.Snapshot) {
	c.Tell(s)
	wire.JSON(w, http.StatusOK, Document(s, q.Style(c)))
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
