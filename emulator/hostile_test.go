package emulator

import (
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// samples returns an API's valid requests: its poll and its sample call.
func samples(t testing.TB, name string) []apitest.Sample {
	t.Helper()
	var all []apitest.Sample
	for _, a := range apis.All() {
		if a.Name != name {
			continue
		}
		for _, c := range []wire.SampleCall{a.Poll("4242"), a.Sample} {
			path := "/" + name + "/" + strings.TrimPrefix(strings.TrimPrefix(c.Path, "/"+name), "/")
			all = append(all, apitest.Sample{Method: c.Method, Path: path, Credential: c.Header.Name + ": " + c.Header.Value, Body: c.Body})
		}
	}
	require.Len(t, all, 2, name)
	return all
}

// steering returns valid requests to the control API. None of them moves the clock of the emulator itself.
func steering() []apitest.Sample {
	const credential = "Authorization: Bearer x"
	return []apitest.Sample{
		{Method: "GET", Path: "/__admin/jobs/evs/4242", Credential: credential},
		{
			Method: "POST", Path: "/__admin/sessions", Credential: credential,
			Body: `{"seed":7,"profile":"documented","clock":"manual","ttl":"1m","scenario":"demo","settings":{"auth":"any"}}`,
		},
		{
			Method: "POST", Path: "/__admin/jobs", Credential: credential,
			Body: `{"jobs":[{"api":"evs","id":"h","type":"createVolume","timeline":[{"status":"RUNNING","for":"1s"},{"status":"FAIL","error":"EVS.2024"}]}]}`,
		},
		{
			Method: "POST", Path: "/s/hostile/__admin/restore", Credential: credential,
			Body: `{"snapshot":{"version":1,"began":"2026-01-02T12:00:00Z","now":"2026-01-02T12:00:00Z","clock":"manual","seed":7,"profile":"documented","requests":1},` +
				`"replay":[{"at":"2026-01-02T12:00:00Z","request":"GET /evs/v1/p/jobs/4242","header":{"X-Auth-Token":["t"]}}]}`,
		},
		{Method: "POST", Path: "/__admin/clock/advance", Credential: credential, Body: `{"to":{"job":"evs/4242","status":"SUCCESS"}}`},
	}
}

// TestHostile sends the whole hostile corpus to a listening server. Whatever it is, the answer is whole and in a vendor's
// form, or in that of the control API; it is never a server error, and the server goes on.
func TestHostile(t *testing.T) {
	t.Parallel()
	corpora := map[string][]apitest.Sample{"control": steering()}
	for _, a := range apis.All() {
		corpora[a.Name] = samples(t, a.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(corpora)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var log noise
			site := listening(t, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})), Limits{})
			_, err := sendRaw(site, "POST /__admin/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\n\r\n"+`{"id":"hostile"}`)
			require.NoError(t, err)
			all, counts := corpus(t, corpora[name])
			got := sendAll(site, all)
			t.Logf("%d requests, each once: %s; answers by status: %v", len(all), counts, got.statuses)
			require.Empty(t, got.faults)
			require.Empty(t, got.silent)
			require.Empty(t, log.said())
			for _, valid := range corpora[name] {
				status, err := sendRaw(site, apitest.Hostile(valid)[0].Text)
				require.NoError(t, err, "the server goes on")
				require.Len(t, status, 1)
			}
		})
	}
}

// corpus is what is made of valid requests, each text once, and how many there are of each kind. What says nothing at all
// is left out, and so is what was bent around the body once it was for two samples. Of each kind there are some, and without the odd values of leaves there are 300.
func corpus(t *testing.T, from []apitest.Sample) ([]apitest.Raw, string) {
	t.Helper()
	var all []apitest.Raw
	seen := map[string]bool{"": true}
	kinds := map[string]int{}
	for i, s := range from {
		for _, raw := range apitest.Hostile(s) {
			kind, _, _ := strings.Cut(raw.Name, ":")
			if seen[raw.Text] || (i > 1 && kind != "body" && kind != "leaf") {
				continue
			}
			seen[raw.Text] = true
			all = append(all, raw)
			kinds[kind]++
		}
	}
	var counts []string
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		counts = append(counts, fmt.Sprintf("%s %d", kind, kinds[kind]))
	}
	for _, kind := range []string{"line", "path", "header", "length", "chunk", "body"} {
		require.Greater(t, kinds[kind], 25, kind)
	}
	require.GreaterOrEqual(t, len(all)-kinds["leaf"], 300)
	return all, strings.Join(counts, ", ")
}

// TestHostileFindsFaults holds the test above to finding what it looks for, in servers that do wrong.
func TestHostileFindsFaults(t *testing.T) {
	t.Parallel()
	answer := func(status int, kind, body string, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("X-Request-Id", "1")
			w.Header().Set("Date", apitest.Noon.Format(http.TimeFormat))
			for _, name := range headers {
				w.Header().Set(name, "x")
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body) // a client that went away is its own affair
		}
	}
	const native = `{"error_code":"APIGW.0101","error_msg":"The API does not exist"}`
	tests := map[string]struct {
		do   http.HandlerFunc
		want string
	}{
		"":                      {answer(404, "application/json", native), ""},
		"a page of net/http":    {http.NotFound, "not jobsim's"},
		"plain text":            {answer(404, "text/plain", "no"), "no vendor's form"},
		"a text in JSON":        {answer(400, "application/json", `"no"`), "no vendor's form"},
		"an error without text": {answer(400, "application/json", `{"error_code":"x"}`), "no vendor's form"},
		"broken JSON":           {answer(200, "application/json", `{"a":`), "no vendor's form"},
		"another page":          {answer(400, "text/html", "<html>404</html>"), "no vendor's form"},
		"a server error":        {answer(500, "application/json", native), "a server error"},
		"Go's words":            {answer(400, "application/json", `{"error_code":"x","error_msg":"json: cannot unmarshal string"}`), "Go's words"},
		"another clock":         {answer(404, "application/json", native, "Date"), "no date"},
		"a header of theirs":    {answer(404, "application/json", native, "X-Evil"), "a header that the client made"},
		"a panic":               {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "no answer"},
		"half an answer": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "{")
		}, "not whole"},
	}
	for name, tt := range tests {
		srv := httptest.NewServer(tt.do)
		got := sendAll(srv.Listener.Addr().String(), []apitest.Raw{{Name: "one", Text: "GET / HTTP/1.1\r\nHost: x\r\n\r\n"}})
		srv.Close()
		said := strings.Join(got.faults, "\n")
		if len(got.silent) > 0 {
			said = "no answer"
		}
		require.True(t, strings.Contains(said, tt.want) && (said == "") == (tt.want == ""), "%s: %q", name, said)
	}
}

// listening serves an emulator of the shipped scenarios on the loopback interface, and answers its address.
func listening(t *testing.T, log *slog.Logger, limits Limits) string {
	t.Helper()
	e, err := New(Options{Clock: clock.NewManual(apitest.Noon), Log: log})
	require.NoError(t, err)
	return serveOn(t, e, limits)
}

// serveOn serves an emulator on a port of the loopback interface until the end of the test. It returns the address.
func serveOn(t *testing.T, e *Emulator, limits Limits) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	srv := e.Server(limits)
	over := make(chan error, 1)
	go func() { over <- srv.Serve(l) }()
	t.Cleanup(func() {
		require.NoError(t, srv.Close())
		require.ErrorIs(t, <-over, http.ErrServerClosed)
	})
	return l.Addr().String()
}

// noise is what the log may say about clients that were cut off. Nothing else is warned of.
type noise struct {
	mu    sync.Mutex
	lines []string
}

func (n *noise) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lines = append(n.lines, string(p))
	return len(p), nil
}

func (n *noise) said() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]string{}, n.lines...)
}
