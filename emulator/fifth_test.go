package emulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// toy is a fifth API as somebody would add it: a folder like those under internal/api, here a file, and one line in the
// list. Its jobs bake, and GET /ovens/{id} asks how far they are.
func toy() wire.API {
	return wire.API{
		Name: "toy", Title: "Toy, the fifth API", Roots: []string{"/ovens"}, Mount: mountToy, WriteError: failToy,
		Poll: func(id string) wire.Poll {
			return wire.Poll{Method: http.MethodGet, Path: "/toy/ovens/" + id, Header: rule.Header{Name: "X-Auth-Token", Value: "t"}}
		},
		Vocabulary: job.Vocabulary{
			API: "toy",
			Words: []job.Word{
				{Status: "baking", Phase: job.Running, Note: "It is in the oven.", Source: "toy"},
				{Status: "done", Phase: job.Succeeded, Note: "It is ready.", Source: "toy"},
				{Status: "burnt", Phase: job.Failed, Note: "It is not.", Source: "toy"},
			},
			Calls:         []string{"look"},
			Errors:        []job.ErrorRow{job.Row("TOY.404", 404, "no such oven", "look", "toy", job.Inferred)},
			NewAttributes: func(job.Fields) (any, error) { return nil, nil },
			NewPayload:    func(job.Word, job.Fields) (any, error) { return nil, nil },
		},
	}
}

func failToy(w http.ResponseWriter, _ *wire.Call, err error) {
	wire.JSON(w, http.StatusNotFound, map[string]string{"oops": err.Error()})
}

func mountToy(r *mux.Router) {
	lost := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		failToy(w, wire.CallOf(w), wire.NewTable(toy().Vocabulary.Errors).Error("TOY.404"))
	})
	r.NotFoundHandler, r.MethodNotAllowedHandler = lost, lost
	r.Methods(http.MethodGet).Path("/ovens/{id}").Handler(wire.Op[job.Ref, job.Snapshot]{
		Name:   "look",
		Decode: func(c *wire.Call) (job.Ref, error) { return job.Ref{API: "toy", ID: c.Var("id")}, nil },
		Do: func(c *wire.Call, ref job.Ref) (snap job.Snapshot, err error) {
			err = c.Do(func(tx *world.Tx) error {
				snap = tx.Observe(world.PollOptions{}, ref)
				return snap.Err()
			})
			return snap, err
		},
		Encode: func(w http.ResponseWriter, _ *wire.Call, s job.Snapshot) { wire.JSON(w, http.StatusOK, s.Status) },
		Fail:   failToy,
	})
}

// TestConformance holds every API of the list, and the toy, to what an API owes.
func TestConformance(t *testing.T) {
	t.Parallel()
	for _, api := range append(apis(), toy()) {
		t.Run(api.Name, func(t *testing.T) {
			t.Parallel()
			apitest.Run(t, api)
		})
	}
}

// TestFifthAPITakesOneLine mounts the toy beside the four and plays a scenario that speaks its words.
func TestFifthAPITakesOneLine(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(apitest.Noon)
	e, err := build(append(apis(), toy()), Options{Clock: c, Scenarios: []Source{{Name: "toy.yaml", Text: []byte(`
jobs:
  - {api: toy, id: bread, timeline: [{status: baking, for: 30m}, {status: done}]}
`)}}})
	require.NoError(t, err)
	require.Equal(t, "baking", ask(t, e, "/toy/ovens/bread"))
	require.Equal(t, "baking", ask(t, e, "/ovens/bread"))
	c.Advance(30 * time.Minute)
	require.Equal(t, "done", ask(t, e, "/ovens/bread"))
}

func ask(t *testing.T, h http.Handler, path string) string {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	var status string
	require.NoError(t, json.Unmarshal(rec.Body.Bytes(), &status))
	return status
}
