package checks

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// document returns the OpenAPI document as the server serves it.
func document(t *testing.T, sim *testharness.Sim) *openapi3.T {
	t.Helper()
	res, err := sim.Client().Get("http://localhost/__admin/openapi.yaml")
	require.NoError(t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	doc, err := openapi3.NewLoader().LoadFromData(text)
	require.NoError(t, err)
	doc.Servers = nil // every server has the same paths
	require.NoError(t, doc.Validate(context.Background()))
	return doc
}

// exchange is a control request and its response, as the tests of package emulator record them.
type exchange struct {
	Test                   string
	Method, URL            string
	Header, ResponseHeader http.Header
	Body, ResponseBody     string
	Status                 int
}

// TestContract holds every exchange of the control API in the tests of package emulator to the document: each response, and
// each request that was accepted.
func TestContract(t *testing.T) {
	t.Parallel()
	openapi3filter.RegisterBodyDecoder("application/x-pem-file", openapi3filter.FileBodyDecoder)
	router, err := gorillamux.NewRouter(document(t, testharness.Run(t)))
	require.NoError(t, err)
	exchanges := recorded[exchange](t, record(t, "./emulator", ".", "-short"), "contract")
	require.Greater(t, len(exchanges), 300)
	for _, e := range exchanges {
		r, err := http.NewRequestWithContext(t.Context(), e.Method, e.URL, strings.NewReader(e.Body))
		require.NoError(t, err)
		r.Header = e.Header
		route, vars, err := router.FindRoute(r)
		require.NoError(t, err, "%s: %s %s is not in the document", e.Test, e.Method, e.URL)
		in := &openapi3filter.RequestValidationInput{
			Request: r, PathParams: vars, Route: route,
			Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, MultiError: true, IncludeResponseStatus: true},
		}
		if e.Status < 400 {
			require.NoError(t, openapi3filter.ValidateRequest(t.Context(), in), "%s: %s %s: the document refuses what the server accepted", e.Test, e.Method, e.URL)
		}
		out := &openapi3filter.ResponseValidationInput{
			RequestValidationInput: in, Status: e.Status, Header: e.ResponseHeader, Body: io.NopCloser(strings.NewReader(e.ResponseBody)),
			Options: in.Options,
		}
		require.NoError(t, openapi3filter.ValidateResponse(t.Context(), out), "%s: %s %s: %s", e.Test, e.Method, e.URL, e.ResponseBody)
	}
}

// TestContractNamesRoutes sends a request to each operation of the document: the server must have a route for it.
func TestContractNamesRoutes(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Scenario(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}]`))
	for path, item := range document(t, sim).Paths.Map() {
		for method := range item.Operations() {
			if strings.HasSuffix(path, "/follow") {
				continue // a stream that does not end
			}
			path := strings.NewReplacer("{api}", "evs", "{id}", "j1", "{session}", "none", "{name}", "demo", "{n}", "1").Replace(path)
			r, err := http.NewRequestWithContext(t.Context(), method, "http://localhost"+path+"?timeout=0s", http.NoBody)
			require.NoError(t, err)
			res, err := sim.Client().Do(r)
			require.NoError(t, err)
			body, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			require.NoError(t, res.Body.Close())
			require.NotContains(t, string(body), `"not_found"`, "%s %s", method, path)
			require.NotEqual(t, http.StatusMethodNotAllowed, res.StatusCode, "%s %s", method, path)
		}
	}
}
