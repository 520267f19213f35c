package emulator_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// polls are the requests whose cost has a budget: each API's poll, of jobs that rest.
var polls = []struct{ name, method, path, body string }{
	{"evs", http.MethodGet, "/evs/v1/p/jobs/e0", ""},
	{"sdrs", http.MethodGet, "/sdrs/v1/p/jobs/s0", ""},
	{"element", http.MethodPost, "/json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":1,"keepResult":true},"id":1}`},
	{"drs-10", http.MethodPost, "/drs/v3/p/jobs/batch-status", `{"jobs":["d0","d1","d2","d3","d4","d5","d6","d7","d8","d9"],"page_req":{"per_page":10}}`},
}

// resting is a scenario with n jobs of each API that rest while they run.
func resting(n int) emulator.Source {
	var b strings.Builder
	b.WriteString("jobs:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {api: evs, id: e%d, type: createVolume, entities: {volume_id: v}, timeline: [{status: RUNNING}]}\n", i)
		fmt.Fprintf(&b, "  - {api: sdrs, id: s%d, type: createProtectionGroupNoCG, entities: {server_group_id: g}, timeline: [{status: RUNNING}]}\n", i)
		fmt.Fprintf(&b, "  - {api: element, handle: %d, type: Clone, timeline: [{status: running}]}\n", i+1)
		fmt.Fprintf(&b, "  - {api: drs, id: d%d, timeline: [{status: INCRE_TRANSFER_STARTED}]}\n", i)
	}
	return emulator.Source{Name: "resting", Text: []byte(b.String())}
}

// BenchmarkPoll measures each poll over the loopback interface beside a bare net/http handler that writes as many bytes.
// The ratio of the two is what the budget speaks of.
func BenchmarkPoll(b *testing.B) {
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{resting(10)}})
	require.NoError(b, err)
	for _, p := range polls {
		answer := httptest.NewRecorder()
		e.ServeHTTP(answer, request(b, "", p.method, p.path, p.body))
		require.Equal(b, http.StatusOK, answer.Code, answer.Body)
		fixed := answer.Body.Bytes()
		bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(fixed)
		})
		b.Run(p.name+"/jobsim", func(b *testing.B) { loopback(b, e, p.method, p.path, p.body) })
		b.Run(p.name+"/bare", func(b *testing.B) { loopback(b, bare, p.method, p.path, p.body) })
	}
}

// loopback sends the request again and again over kept connections, four at a time.
func loopback(b *testing.B, h http.Handler, method, path, body string) {
	srv := httptest.NewServer(h)
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	defer client.CloseIdleConnections()
	b.ReportAllocs()
	b.SetParallelism(2)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			req := request(b, srv.URL, method, path, body)
			res, err := client.Do(req)
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
		}
	})
}

func request(tb testing.TB, base, method, path, body string) *http.Request {
	req, err := http.NewRequestWithContext(tb.Context(), method, base+path, bytes.NewReader([]byte(body)))
	require.NoError(tb, err)
	if base == "" {
		req.RequestURI = path
	}
	req.Header.Set("X-Auth-Token", "t")
	if strings.HasPrefix(path, "/json-rpc") {
		req.SetBasicAuth("admin", "any")
	}
	return req
}

// BenchmarkHandler measures each poll without a network: what jobsim itself costs.
func BenchmarkHandler(b *testing.B) {
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{resting(10)}})
	require.NoError(b, err)
	for _, p := range polls {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.ServeHTTP(discard{}, request(b, "", p.method, p.path, p.body))
			}
		})
	}
}

// discard is a ResponseWriter that keeps nothing.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) WriteHeader(int)             {}
