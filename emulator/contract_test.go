package emulator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
)

// contract is the OpenAPI document as the server serves it. It holds every answer to the document that these tests get.
type contract struct {
	doc    *openapi3.T
	router routers.Router
}

var readContract = sync.OnceValues(func() (*contract, error) {
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{}})
	if err != nil {
		return nil, err
	}
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://localhost/__admin/openapi.yaml", nil))
	doc, err := openapi3.NewLoader().LoadFromData(rec.Body.Bytes())
	if err != nil {
		return nil, err
	}
	doc.Servers = nil // every server has the same paths
	if err := doc.Validate(context.Background()); err != nil {
		return nil, err
	}
	openapi3filter.RegisterBodyDecoder("application/x-pem-file", openapi3filter.FileBodyDecoder)
	router, err := gorillamux.NewRouter(doc)
	return &contract{doc, router}, err
})

// asked is a control request and its answer.
type asked struct {
	*httptest.ResponseRecorder
	t testing.TB
}

// get picks a part of the answer.
func (a asked) get(path string) gjson.Result {
	a.t.Helper()
	var compact bytes.Buffer
	require.NoError(a.t, json.Compact(&compact, a.Body.Bytes()))
	return gjson.GetBytes(compact.Bytes(), path)
}

// want ends the test unless the answer has the status.
func (a asked) want(status int) asked {
	a.t.Helper()
	require.Equal(a.t, status, a.Code, "%s", a.Body)
	return a
}

// admin asks the control API behind a handler, which may be that of a session at a prefix, and holds question and answer to
// the document. Headers come as "Name: value".
func admin(t testing.TB, h http.Handler, ask, body string, headers ...string) asked {
	t.Helper()
	return adminAt(t, h, "", ask, body, headers...)
}

func adminAt(t testing.TB, h http.Handler, prefix, ask, body string, headers ...string) asked {
	t.Helper()
	method, path, _ := strings.Cut(ask, " ")
	request := func(prefix string) *http.Request {
		r := httptest.NewRequest(method, "http://localhost"+prefix+"/__admin"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", kind(path))
		for _, header := range headers {
			name, value, _ := strings.Cut(header, ": ")
			r.Header.Set(name, value)
		}
		if host := r.Header.Get("Host"); host != "" {
			r.Host = host
		}
		return r
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, request(prefix))
	validate(t, request(""), rec)
	return asked{rec, t}
}

// kind is the content type of what a path takes.
func kind(path string) string {
	if path == "/jobs" || path == "/restore" {
		return "application/yaml"
	}
	return "application/json"
}

// validate holds an answer to the document, and the question too if it was answered well.
func validate(t testing.TB, r *http.Request, rec *httptest.ResponseRecorder) {
	t.Helper()
	c, err := readContract()
	require.NoError(t, err)
	route, vars, err := c.router.FindRoute(r)
	if rec.Code == http.StatusNotFound || rec.Code == http.StatusMethodNotAllowed {
		require.True(t, gjson.GetBytes(rec.Body.Bytes(), "error.message").Exists(), "%s", rec.Body)
		return
	}
	require.NoError(t, err, "%s %s is not in the document", r.Method, r.URL)
	in := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: vars, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, MultiError: true, IncludeResponseStatus: true},
	}
	if rec.Code < 400 {
		require.NoError(t, openapi3filter.ValidateRequest(t.Context(), in), "the document does not take what the server took")
	}
	out := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: rec.Code, Header: rec.Header(), Body: io.NopCloser(bytes.NewReader(rec.Body.Bytes())),
		Options: in.Options,
	}
	require.NoError(t, openapi3filter.ValidateResponse(t.Context(), out), "%s %s: %s", r.Method, r.URL, rec.Body)
}

// poll asks about a job as a client of EVS does and answers the status.
func poll(t testing.TB, h http.Handler, path string) string {
	t.Helper()
	rec := client(t, h, path)
	require.Equal(t, http.StatusOK, rec.Code, "%s", rec.Body)
	return gjson.GetBytes(rec.Body.Bytes(), "status").String()
}

// client sends a request as a client does. The ask is a path, or a method, a path and a body.
func client(t testing.TB, h http.Handler, ask string) *httptest.ResponseRecorder {
	t.Helper()
	method, path, body := http.MethodGet, ask, ""
	if parts := strings.SplitN(ask, " ", 3); len(parts) > 1 {
		method, path = parts[0], parts[1]
		if len(parts) == 3 {
			body = parts[2]
		}
	}
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("X-Auth-Token", "t")
	r.SetBasicAuth("admin", "any") // which Element reads
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

// begin makes an emulator of a scenario.
func begin(t testing.TB, opts emulator.Options, yaml string) *emulator.Emulator {
	t.Helper()
	opts.Scenarios = []emulator.Source{{Name: "test", Text: []byte(yaml)}}
	e, err := emulator.New(opts)
	require.NoError(t, err)
	return e
}
