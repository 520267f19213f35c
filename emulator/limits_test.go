package emulator

import (
	"bufio"
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/journal"
)

// TestLimitsAreTold holds each API's answer to what is beyond a limit: the gateway's words, or a page of Element's.
func TestLimitsAreTold(t *testing.T) {
	t.Parallel()
	site := listening(t, slog.New(slog.DiscardHandler), Limits{BodyTime: 50 * time.Millisecond})
	patient := listening(t, slog.New(slog.DiscardHandler), Limits{BodyTime: 2 * time.Second}) // for what comes until it is too much
	// More than the limit and the 256 KiB that net/http reads beyond it before it sends a response.
	endless := strings.Repeat("10000\r\n"+strings.Repeat(" ", 1<<16)+"\r\n", 40)
	tests := map[string]struct {
		headers, body string
		gateway       int
		says          string
		element       string
	}{
		"a body that is told to be too large": {"Content-Length: 2000000\r\n", "", 413, "Request entity too large.", "413 Request Entity Too Large"},
		"chunks without an end":               {"Transfer-Encoding: chunked\r\n", endless, 413, "Request entity too large.", "413 Request Entity Too Large"},
		"a body that does not come":           {"Content-Length: 9\r\n", "{", 408, "API request error.", "408 Request Timeout"},
		"chunks that do not come":             {"Transfer-Encoding: chunked\r\n", "1\r\n{\r\n", 408, "API request error.", "408 Request Timeout"},
		"a large header":                      {"X: " + strings.Repeat("x", 80_000) + "\r\n", "", 494, "Request headers too large.", "431 Request Header Fields Too Large"},
		"many headers":                        {strings.Repeat("X: x\r\n", 20_000), "", 494, "Request headers too large.", "431 Request Header Fields Too Large"},
		"no HTTP":                             {"no colon\r\n", "", 400, "API request error.", "400 Bad Request"},
		"an unknown coding":                   {"Transfer-Encoding: x\r\n", "", 400, "API request error.", "400 Bad Request"},
	}
	for _, one := range apis.All() {
		call := samples(t, one.Name)[1]
		for name, tt := range tests {
			head := "POST " + call.Path + " HTTP/1.1\r\nHost: x\r\nX-Auth-Token: t\r\nAuthorization: Basic YTpi\r\n" + tt.headers + "\r\n"
			at := site
			if tt.body == endless {
				at = patient
			}
			res, body := answerTo(t, at, head+tt.body)
			requireForm(t, one.Name, res, body, tt.gateway, tt.says, tt.element, name)
		}
		res, body := answerTo(t, site, "GET "+call.Path+strings.Repeat("/x", 40_000)+" HTTP/1.1\r\n\r\n")
		requireForm(t, one.Name, res, body, 414, "Request URI too large.", "414 Request-URI Too Long", "a long path")
	}
	res, body := answerTo(t, site, "GET /__admin/jobs HTTP/9.9\r\n\r\n")
	require.Equal(t, 400, res.StatusCode)
	require.Equal(t, "unsupported", gjson.Get(body, "error.code").String())
	res, body = answerTo(t, site, "GET /s/nobody/evs/ HTTP/9.9\r\n\r\n")
	require.Equal(t, 404, res.StatusCode)
	require.Contains(t, body, "no_session")
}

// TestRejectionsAreJournalled checks that a request which the HTTP server rejects leaves one journal entry and one log line, with the
// reason, and that the response names the limit.
func TestRejectionsAreJournalled(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	e, err := New(Options{Clock: clock.NewManual(apitest.Noon), Log: slog.New(slog.NewJSONHandler(&log, nil)), BodyLimit: 100})
	require.NoError(t, err)
	site := serveOn(t, e, Limits{Head: 4096, BodyTime: 50 * time.Millisecond}) // the connection lingers for a body that does not come
	const post = "POST /evs/v2/p/cloudvolumes HTTP/1.1\r\nX-Auth-Token: t\r\n"
	for i, tt := range []struct {
		request, why, hint string
		status             int
	}{
		{post + "Host: a b\r\n\r\n", "or its Host header is not", "not valid HTTP/1.1", 400},
		{post + "Host: a\r\nX: " + strings.Repeat("x", 9000) + "\r\n\r\n", "over the limit of 4096 bytes", "max-header", 494},
		{"GET /evs/v1/p/jobs/" + strings.Repeat("x", 9000) + " HTTP/1.1\r\n\r\n", "over the limit of 4096 bytes", "max-header", 414},
		{post + "Host: a\r\nContent-Length: 200\r\n\r\n", "the body is over the limit", "the limit of 100 bytes: max-body", 413},
		{"BREW  /evs/v1/p/jobs HTTP/1.1\r\nHost: a\r\n\r\n", "not valid HTTP/1.1", "not valid HTTP/1.1", 400},
	} {
		res, _ := answerTo(t, site, tt.request)
		require.Equal(t, tt.status, res.StatusCode, tt.request)
		require.Contains(t, res.Header.Get("X-Jobsim-Hint"), tt.hint)
		entries := e.Journal().Entries(journal.Filter{API: "evs"})
		require.Len(t, entries, i+1)
		require.Equal(t, tt.status, entries[i].Status)
		require.Contains(t, e.Explain(entries[i]), tt.why)
		require.Equal(t, res.Header.Get("X-Request-Id"), entries[i].Request)
		require.Equal(t, i+1, strings.Count(log.String(), "\n"), log.String())
		require.Contains(t, log.String(), entries[i].Request)
	}
}

// TestConnectionTooMany is about the limit of connections, in the form of each API.
func TestConnectionTooMany(t *testing.T) {
	t.Parallel()
	site := listening(t, slog.New(slog.DiscardHandler), Limits{Connections: 1})
	first, err := net.Dial("tcp", site)
	require.NoError(t, err)
	defer first.Close()
	for _, one := range apis.All() {
		call := samples(t, one.Name)[1]
		res, body := answerTo(t, site, "GET "+call.Path+" HTTP/1.1\r\nHost: x\r\n\r\n")
		requireForm(t, one.Name, res, body, 429, "The throttling threshold has been reached.", "429 Too Many Requests", "a connection too many")
		require.Equal(t, "1", res.Header.Get("Retry-After"))
		require.Contains(t, res.Header.Get("X-Jobsim-Hint"), "max-connections")
	}
}

// requireForm wants an answer in the form of the API: the gateway's status and message, or the title of Element's page.
func requireForm(t *testing.T, api string, res *http.Response, body string, status int, says, title, name string) {
	t.Helper()
	if api == "element" {
		require.True(t, strings.HasPrefix(title, res.Status[:3]), "%s: %s", name, res.Status)
		require.Equal(t, "text/html", res.Header.Get("Content-Type"), name)
		require.Contains(t, body, "<h1>"+title+"</h1>", name)
		return
	}
	require.Equal(t, status, res.StatusCode, "%s: %s: %s", api, name, body)
	require.Equal(t, "application/json", res.Header.Get("Content-Type"), name)
	require.Equal(t, says, gjson.Get(body, "error_msg").String(), name)
	require.Len(t, gjson.Get(body, "request_id").String(), 32, name)
}

// answerTo sends a request on a connection of its own, which stays open, and reads the answer.
func answerTo(t *testing.T, site, request string) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", site)
	require.NoError(t, err)
	defer c.Close()
	go func() { _, _ = io.WriteString(c, request) }() // a server may well not want all of it
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	require.NoError(t, err)
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res, string(body)
}
