package emulator_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/internal/recording"
)

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
	record(t, request(""), body, rec)
	return asked{rec, t}
}

// kind is the content type of what a path takes.
func kind(path string) string {
	if path == "/jobs" || path == "/rules" || path == "/restore" || path == "/scenarios/explain" {
		return "application/yaml"
	}
	return "application/json"
}

// exchange is a control request and its response, as testharness/checks holds them to the OpenAPI document.
type exchange struct {
	Test                   string
	Method, URL            string
	Header, ResponseHeader http.Header
	Body, ResponseBody     string
	Status                 int
}

// record records an exchange. What the document does not have must at least be an error of the control API.
func record(t testing.TB, r *http.Request, body string, rec *httptest.ResponseRecorder) {
	t.Helper()
	if rec.Code == http.StatusNotFound || rec.Code == http.StatusMethodNotAllowed {
		require.True(t, gjson.GetBytes(rec.Body.Bytes(), "error.message").Exists(), "%s", rec.Body)
		return
	}
	recording.Record(t, "contract", exchange{
		Test: t.Name(), Method: r.Method, URL: r.URL.String(), Header: r.Header, Body: body,
		Status: rec.Code, ResponseHeader: rec.Header(), ResponseBody: rec.Body.String(),
	})
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
