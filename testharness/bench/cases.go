package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// poll is a request whose cost has a budget.
type poll struct {
	name, method, path, body string
	budget                   float64 // the least ratio of a bare server's processor time to jobsim's; 0 for none
	log                      bool    // with the log that jobsim serve writes by default
}

// polls are about jobs that rest while they run.
func polls() []poll {
	batches := "/drs/v3/p/jobs/batch-status"
	return []poll{
		{"EVS job", http.MethodGet, "/evs/v1/p/jobs/job-1", "", 0.85, false},
		{"SDRS job", http.MethodGet, "/sdrs/v1/p/jobs/job-1", "", 0.85, false},
		{"Element GetAsyncResult", http.MethodPost, "/json-rpc/12.5", `{"method":"GetAsyncResult","params":{"asyncHandle":1,"keepResult":true},"id":1}`, 0.80, false},
		{"DRS batch-status of 10 ids", http.MethodPost, batches, batch(10), 0.75, false},
		{"DRS batch-status of 100 ids", http.MethodPost, batches, batch(100), 0.50, false},
		{"EVS job, with the default log", http.MethodGet, "/evs/v1/p/jobs/job-1", "", 0.70, true},
	}
}

func batch(n int) string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf(`"job-%d"`, i+1)
	}
	return fmt.Sprintf(`{"jobs":[%s],"page_req":{"per_page":%d}}`, strings.Join(ids, ","), n)
}

// perScenario is how many jobs a scenario may generate.
const perScenario = 1_000_000

// scenariosOf returns scenarios with n jobs that rest while they run, as many of each API, but at least 100.
func scenariosOf(n int) []string {
	var all []string
	for first := 1; first == 1 || first <= n/4; first += perScenario / 4 {
		last := max(min(first+perScenario/4-1, n/4), 100)
		var b strings.Builder
		b.WriteString("jobs:\n")
		fmt.Fprintf(&b, "  - {api: evs, id: 'job-{%d..%d}', type: createVolume, timeline: [{status: RUNNING}]}\n", first, last)
		fmt.Fprintf(&b, "  - {api: sdrs, id: 'job-{%d..%d}', type: createReplicationPairNoCG, timeline: [{status: RUNNING}]}\n", first, last)
		fmt.Fprintf(&b, "  - {api: drs, id: 'job-{%d..%d}', timeline: [{status: INCRE_TRANSFER_STARTED}]}\n", first, last)
		fmt.Fprintf(&b, "  - {api: element, id: '{%d..%d}', type: Clone, timeline: [{status: running}]}\n", first, last)
		all = append(all, b.String())
	}
	return all
}

// bytes returns the request as it stands on the wire.
func (p poll) bytes() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\n", p.method, p.path)
	for name, value := range p.header() {
		fmt.Fprintf(&b, "%s: %s\r\n", name, value[0])
	}
	if p.body != "" {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(p.body))
	}
	b.WriteString("\r\n" + p.body)
	return []byte(b.String())
}

func (p poll) header() http.Header {
	if strings.HasPrefix(p.path, "/json-rpc") {
		return http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte("admin:any"))}}
	}
	return http.Header{"X-Auth-Token": {"t"}}
}

// ask sends the poll once and returns the response, whose head has no Date.
func (p poll) ask(site string) (http.Header, string, error) {
	req, err := http.NewRequest(p.method, "http://"+site+p.path, strings.NewReader(p.body))
	if err != nil {
		return nil, "", err
	}
	req.Header = p.header()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = res.Body.Close() }() // it was read
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", p.name, res.Status, text)
	}
	res.Header.Del("Date")
	return res.Header, string(text), err
}
