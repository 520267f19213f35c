package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
)

// poll is a request whose cost has a budget.
type poll struct {
	name, method, path, body string
	budget                   float64 // the least share of a bare handler's throughput
}

// polls ask about jobs that rest while they run.
func polls() []poll {
	return []poll{
		{"EVS job", http.MethodGet, "/evs/v1/p/jobs/0", "", 0.85},
		{"SDRS job", http.MethodGet, "/sdrs/v1/p/jobs/0", "", 0.85},
		{"Element GetAsyncResult", http.MethodPost, "/json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":1,"keepResult":true},"id":1}`, 0.70},
		{"DRS batch-status, 5 ids", http.MethodPost, "/drs/v3/p/jobs/batch-status", batch(5), 0},
		{"DRS batch-status, 10 ids", http.MethodPost, "/drs/v3/p/jobs/batch-status", batch(10), 0.70},
		{"DRS batch-status, 100 ids", http.MethodPost, "/drs/v3/p/jobs/batch-status", batch(100), 0},
	}
}

func batch(n int) string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf(`"%d"`, i)
	}
	return fmt.Sprintf(`{"jobs":[%s],"page_req":{"per_page":%d}}`, strings.Join(ids, ","), n)
}

// running is the status in which the jobs of each API rest.
var running = map[string]string{"evs": "RUNNING", "sdrs": "RUNNING", "drs": "INCRE_TRANSFER_STARTED", "element": "running"}

// world returns an emulator with n resting jobs, spread over the four APIs, at least 100 of each.
func world(n int) (*emulator.Emulator, error) {
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{}})
	if err != nil {
		return nil, err
	}
	for _, v := range emulator.Vocabularies() {
		status, ok := running[v.API]
		if !ok {
			continue
		}
		specs, err := resting(v, status, max(n/len(running), 100))
		if err != nil {
			return nil, err
		}
		if _, err := e.Jobs().StartSpecs(specs...); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// resting returns n jobs of an API that share a script.
func resting(v job.Vocabulary, status string, n int) ([]job.Spec, error) {
	word, _ := v.Word(status)
	about, err := v.NewAttributes(job.Fields{})
	if err != nil {
		return nil, err
	}
	say, err := v.NewPayload(word, job.Fields{})
	if err != nil {
		return nil, err
	}
	script := job.Steps(job.Step{Status: word.Status, Phase: word.Phase, Payload: say})
	kind := ""
	if len(v.Types) > 0 {
		kind = v.Types[0]
	}
	specs := make([]job.Spec, n)
	for i := range specs {
		id := i
		if v.IDWord != "" {
			id++ // handles begin with 1
		}
		specs[i] = job.Spec{Ref: job.Ref{API: v.API, ID: fmt.Sprint(id)}, Type: kind, Attributes: about, Timeline: script}
	}
	return specs, nil
}

// bare returns a handler that does nothing but write what jobsim answered to the poll, head and body.
func bare(e http.Handler, p poll) (http.Handler, error) {
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, p.request(""))
	if rec.Code != http.StatusOK {
		return nil, fmt.Errorf("%s: %d %s", p.name, rec.Code, rec.Body)
	}
	fixed, head := rec.Body.Bytes(), rec.Header()
	head.Del("Date") // net/http's own
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		maps.Copy(w.Header(), head)
		_, _ = w.Write(fixed)
	}), nil
}

func (p poll) request(base string) *http.Request {
	r := httptest.NewRequest(p.method, "http://jobsim"+p.path, strings.NewReader(p.body))
	if base != "" {
		r, _ = http.NewRequest(p.method, base+p.path, strings.NewReader(p.body)) // the case's own URL is well formed
	}
	r.Header.Set("X-Auth-Token", "t")
	if strings.HasPrefix(p.path, "/json-rpc") {
		r.SetBasicAuth("admin", "any")
	}
	return r
}

// loopback sends the poll again and again over kept connections.
func loopback(b *testing.B, h http.Handler, p poll) {
	b.Helper()
	srv := httptest.NewServer(h)
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	defer client.CloseIdleConnections()
	b.ReportAllocs()
	b.SetParallelism(4)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			res, err := client.Do(p.request(srv.URL))
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
		}
	})
}

// direct calls the handler without a network: what jobsim itself costs.
func direct(b *testing.B, h http.Handler, p poll) {
	b.Helper()
	b.ReportAllocs()
	r, body := p.request(""), strings.NewReader(p.body)
	r.Body = io.NopCloser(body)
	for b.Loop() {
		body.Reset(p.body)
		h.ServeHTTP(sink{}, r)
	}
}

// sink takes an answer and forgets it.
type sink http.Header

func (s sink) Header() http.Header         { return http.Header(s) }
func (s sink) Write(p []byte) (int, error) { return len(p), nil }
func (s sink) WriteHeader(int)             {}
