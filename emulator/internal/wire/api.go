package wire

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/job"
)

// API is one protocol: everything that the rest of jobsim needs to know of it.
type API struct {
	Name       string // also its path prefix and Host label: "evs" is served under /evs and at evs.example.org
	Title      string // for people: "EVS, Elastic Volume Service"
	Vocabulary job.Vocabulary
	// Choices are what the protocol decides although nothing settles it. There may be none.
	Choices []Choice
	// Roots are the paths that it serves without its prefix, each the beginning of a path, "*" for any one segment:
	// "/v1/*/jobs". A root of several APIs belongs to the one that has the job whose ID follows, else to the
	// first of them.
	Roots []string
	// Mount adds the routes, without the prefix, and the handlers of unknown paths and methods.
	Mount func(*mux.Router)
	// Paths are the calls that Mount adds by other means than a pattern, "POST /v3/{project_id}/jobs/batch-status", so that
	// the nearest one can be suggested for a request that matches none.
	Paths []string
	// Poll returns the request that polls the job with this ID.
	Poll func(id string) SampleCall
	// Status returns the status of the job that the body of a response to Poll shows; empty if it shows none.
	Status func(body []byte) string
	// Sample is a valid request with a body, besides Poll: tests derive hostile requests from it.
	Sample SampleCall
	// WriteError writes an error of a scenario's rule for a path, whatever the operation, in the API's envelope.
	WriteError func(http.ResponseWriter, *Call, error)
	// Reject writes the response of the web server before the API to a request that gets no further: 400 for one that is no HTTP,
	// 408, 413, 414, 429 or 431 for one that exceeds a limit. Nil means WriteError.
	Reject func(w http.ResponseWriter, c *Call, status int)
	// WriteResult writes a JSON value as the result of a call in the API's envelope, for rules with answer: {result: …}. Nil if
	// the API has no envelope for results.
	WriteResult func(w http.ResponseWriter, c *Call, result []byte)
	// Identify returns a JSON object with the id of the request, as the API's responses repeat it. Nil if they do not.
	Identify func(c *Call, body []byte) []byte
	// ErrorWords returns the words of a request that fill the message of a native error which a rule names, each %s of it in
	// turn. Nil if no message has such words.
	ErrorWords func(c *Call, code string) []any
	// FillScript returns a script that a rule starts, with the words of the request in the messages of its steps. Nil if no message has
	// such words.
	FillScript func(c *Call, t *job.Timeline) *job.Timeline
	// Full is the error of a call that would start a job when the limit of jobs is reached. Nil means the world's own error.
	Full error
	// Tokens says that its jobs are what clients sign in with: their IDs are secrets, and no client waits for their end.
	Tokens bool
}

// Choice is something that a protocol decides because a decision is needed, although neither a document nor a live service settles
// it. The comment in the file says so too.
type Choice struct {
	File string // in the protocol's package
	What string
}
