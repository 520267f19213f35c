package emulator

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// toy is a fifth API as somebody would add it: a folder like those under internal/api, here a file, and one line in the list. It
// speaks bearer tokens, shows a progress and a Retry-After, and takes XML and forms: PUT /ovens/{id} starts a job that bakes, and
// GET /ovens/{id} polls it. It has neither settings nor choices.
func toy() wire.API {
	bearer := wire.Header{Name: "Authorization", Value: "Bearer t"}
	return wire.API{
		Name: "toy", Title: "Toy, the fifth API", Roots: []string{"/ovens"}, Mount: mountToy, WriteError: writeToyError,
		Poll: func(id string) wire.SampleCall {
			return wire.SampleCall{Method: http.MethodGet, Path: "/toy/ovens/" + id, Header: bearer}
		},
		Status: func(body []byte) string { return gjson.GetBytes(body, "status").String() },
		Sample: wire.SampleCall{Method: http.MethodPut, Path: "/toy/ovens/4243", Header: bearer, Body: "<oven><bread>rye</bread></oven>"},
		Vocabulary: job.Vocabulary{
			API: "toy",
			Words: []job.Word{
				{Status: "Running", Phase: job.Running, Note: "It is in the oven.", Source: "toy"},
				{Status: "Succeeded", Phase: job.Succeeded, Note: "It is ready.", Source: "toy"},
				{Status: "Failed", Phase: job.Failed, Note: "It is burnt.", Source: "toy"},
			},
			Calls: []string{"show", "bake"}, Starters: []string{"bake"},
			Errors:        toyRows(),
			NewAttributes: func(job.Fields) (any, error) { return nil, nil },
			NewPayload:    func(job.Word, job.Fields) (any, error) { return nil, nil },
		},
	}
}

func toyRows() []job.ErrorRow {
	return []job.ErrorRow{
		job.Row("OvenNotFound", 404, "There is no oven %s.", "show", "toy", job.Inferred),
		job.Row("Unauthorized", 401, "The token is missing.", "all calls", "toy", job.Inferred),
	}
}

var toyErrors = wire.NewTable(toyRows())

func writeToyError(w http.ResponseWriter, _ *wire.Call, err error) {
	status, code := http.StatusBadRequest, "BadRequest"
	if e, ok := errors.AsType[*wire.APIError](err); ok {
		status, code = e.Row.HTTP, e.Row.Code
	}
	wire.JSON(w, status, map[string]any{"error": map[string]string{"code": code, "message": err.Error()}})
}

// mountToy adds the routes.
func mountToy(r *mux.Router) {
	unknown := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		writeToyError(w, wire.CallOf(w), toyErrors.Error("OvenNotFound", "here"))
	})
	r.NotFoundHandler, r.MethodNotAllowedHandler = unknown, unknown
	r.Methods(http.MethodGet).Path("/ovens/{id}").Handler(toyOp("show", func(tx *world.Tx, _ *wire.Call, ref job.Ref) (job.Snapshot, error) {
		return tx.Observe(world.PollOptions{}, ref), nil
	}))
	r.Methods(http.MethodPut).Path("/ovens/{id}").Handler(toyOp("bake", func(tx *world.Tx, c *wire.Call, ref job.Ref) (job.Snapshot, error) {
		default30m := job.Steps(
			job.Step{Status: "Running", Phase: job.Running, Until: job.After(job.Fixed(30 * time.Minute))},
			job.Step{Status: "Succeeded", Phase: job.Succeeded},
		)
		return c.Begin(tx, job.Spec{Ref: ref, Timeline: default30m})
	}))
}

func toyOp(name string, do func(*world.Tx, *wire.Call, job.Ref) (job.Snapshot, error)) http.Handler {
	return wire.Op[job.Ref, job.Snapshot]{
		Name: name,
		Decode: func(c *wire.Call) (job.Ref, error) {
			if !strings.HasPrefix(c.Header.Get("Authorization"), "Bearer ") {
				return job.Ref{}, toyErrors.Error("Unauthorized")
			}
			_, err := c.Body()
			return job.Ref{API: "toy", ID: c.Var("id")}, err
		},
		Do: func(c *wire.Call, ref job.Ref) (snap job.Snapshot, err error) {
			err = c.Do(func(tx *world.Tx) (err error) {
				snap, err = do(tx, c, ref)
				return err
			})
			if err == nil && snap.Absence != job.Present {
				err = toyErrors.Error("OvenNotFound", ref.ID)
			}
			return snap, err
		},
		Encode: func(w http.ResponseWriter, c *wire.Call, s job.Snapshot) {
			c.Observe(s)
			if !s.Phase.Over() {
				w.Header().Set("Retry-After", "10")
			}
			wire.JSON(w, http.StatusOK, map[string]any{"status": s.Status, "percentComplete": s.Progress, "now": wire.Instant(s.Now)})
		},
		Fail: writeToyError,
	}
}

// TestConformance runs the conformance suite for every API of the list and for the toy.
func TestConformance(t *testing.T) {
	t.Parallel()
	for _, one := range append(slices.Clone(apis.All()), toy()) {
		t.Run(one.Name, func(t *testing.T) {
			t.Parallel()
			apitest.Run(t, one)
		})
	}
}

// TestFifthAPITakesOneLine mounts the toy beside the four and plays a scenario in its words: a job with progress, and rules that
// match bodies that are no JSON.
func TestFifthAPITakesOneLine(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(apitest.Noon)
	e, err := build(append(slices.Clone(apis.All()), toy()), Options{Clock: c, Scenarios: []Source{{Name: "toy.yaml", Text: []byte(`
jobs:
  - {api: toy, id: bread, timeline: [{status: Running, for: 30m, progress: 0..100}, {status: Succeeded}]}
rules:
  - {call: toy.bake, where: {oven.bread: rye}, start: {timeline: [{status: Running, for: 1h}, {status: Failed}]}}
  - {call: toy.bake, where: {bread: spelt}, answer: {error: Unauthorized}}
`)}}})
	require.NoError(t, err)
	status := func(want, path string) {
		t.Helper()
		res := ask(e, http.MethodGet, path, "", "")
		body := res.Body.String()
		require.Equal(t, want, fmt.Sprintf("%s %s", gjson.Get(body, "status"), gjson.Get(body, "percentComplete")), body)
	}
	status("Running 0", "/toy/ovens/bread")
	c.Advance(15 * time.Minute)
	status("Running 50", "/ovens/bread")
	require.Equal(t, "10", ask(e, http.MethodGet, "/ovens/bread", "", "").Header().Get("Retry-After"))
	c.Advance(15 * time.Minute)
	status("Succeeded 100", "/ovens/bread")

	require.Equal(t, 200, ask(e, http.MethodPut, "/toy/ovens/1", "application/xml", "<oven><bread>rye</bread><password>hush</password></oven>").Code)
	require.Equal(t, 401, ask(e, http.MethodPut, "/toy/ovens/2", "application/x-www-form-urlencoded", "bread=spelt&password=hush").Code)
	require.Equal(t, 200, ask(e, http.MethodPut, "/toy/ovens/3", "application/x-www-form-urlencoded", "bread=oat").Code)
	c.Advance(time.Hour)
	require.Equal(t, "Failed", gjson.Get(ask(e, http.MethodGet, "/ovens/1", "", "").Body.String(), "status").String())
	require.Equal(t, "Succeeded", gjson.Get(ask(e, http.MethodGet, "/ovens/3", "", "").Body.String(), "status").String())
	entries := e.Journal().Entries(journal.Filter{API: "toy", Op: "bake"})
	require.Equal(t, "<oven><bread>rye</bread><password>***</password></oven>", entries[0].Body)
	require.Equal(t, "bread=spelt&password=***", entries[1].Body)
	require.Contains(t, e.Session.PollCommands("http://h"), `curl -s -H 'Authorization: Bearer t' http://h/toy/ovens/3`)
}

func ask(h http.Handler, method, path, contentType, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer t")
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}
