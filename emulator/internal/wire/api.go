package wire

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/job"
)

// API is one protocol, as its line in the facade's list names it.
type API struct {
	Name       string // also its path prefix and Host label: "evs" answers under /evs and at evs.example.org
	Title      string // for people: "EVS, Elastic Volume Service"
	Vocabulary job.Vocabulary
	// Roots are the paths that it serves without its prefix, each the beginning of a path, "*" for any one segment:
	// "/v1/*/jobs". A root that several APIs name goes to the one that knows the job whose id follows, else to the
	// first of them.
	Roots []string
	// Mount adds the routes, without the prefix, and the router's answers to unknown paths and methods.
	Mount func(*mux.Router)
	// Paths are the calls that Mount adds by other means than a pattern, "POST /v3/{project_id}/jobs/batch-status", so that
	// a request that met none can be told the nearest.
	Paths []string
	// Poll is the request that asks about the job of this id.
	Poll func(id string) Poll
	// WriteError is the API's envelope for an error that a scenario's rule wants at a path whatever its operation.
	WriteError func(http.ResponseWriter, *Call, error)
	// Reject is how the web server before the API answers a request that gets no further: 400 for one that is no HTTP, 408,
	// 413, 414, 429 or 431 for one beyond a limit. Nil stands for Fail.
	Reject func(w http.ResponseWriter, c *Call, status int)
	// Full is the refusal of a call that would start a job when the world takes no more. Nil stands for the world's own error.
	Full error
	// Tokens tells that its jobs are what clients sign in with: their ids are secrets, and nobody waits for their end.
	Tokens bool
}
