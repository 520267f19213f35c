package testharness_test

import (
	"io"
	"net/http"
	"strings"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/testharness"
)

// wireModel is what the models of the cloud APIs share: a session, and the requests that are sent to it.
type wireModel struct {
	t   *rapid.T
	sim *testharness.Sim
}

// send sends a request and returns the status and the body of the response.
func (m *wireModel) send(request, body string) (int, gjson.Result) {
	return m.sendTo(m.sim, request, body)
}

func (m *wireModel) sendTo(sim *testharness.Sim, request, body string) (int, gjson.Result) {
	method, path, _ := strings.Cut(request, " ")
	r, err := http.NewRequest(method, "http://jobsim"+path, strings.NewReader(body))
	require.NoError(m.t, err)
	r.Header.Set("X-Auth-Token", "t")
	res, err := sim.Client().Do(r)
	require.NoError(m.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(m.t, err)
	require.Less(m.t, res.StatusCode, http.StatusInternalServerError, "%s %s: %s", request, body, text)
	return res.StatusCode, gjson.ParseBytes(text)
}

// must sends a request and requires the status of its response.
func (m *wireModel) must(status int, request, body string) gjson.Result {
	got, doc := m.send(request, body)
	require.Equal(m.t, status, got, "%s %s: %s", request, body, doc.Raw)
	return doc
}

// checkCopies requires that a fork and a restored session respond with the same bytes as this one. read returns everything
// that can be read from a session.
func (m *wireModel) checkCopies(read func(*testharness.Sim) string, disturb func()) {
	before := read(m.sim)
	require.Equal(m.t, before, read(m.sim.Fork(m.t)), "a fork")
	snapshot, err := m.sim.Unwrap().Snapshot()
	require.NoError(m.t, err)
	disturb()
	require.NoError(m.t, m.sim.Unwrap().Restore(snapshot))
	require.Equal(m.t, before, read(m.sim), "a restored session")
}

// checkCopiesEvery is the number of steps of a model after which it compares copies of the session.
const checkCopiesEvery = 15
