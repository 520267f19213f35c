package emulator

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// calls are for each API a request with a body, besides its poll.
var calls = map[string]apitest.Sample{
	"evs": {Method: "POST", Path: "/evs/v2/p/cloudvolumes", Body: `{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD","name":"n","count":1,"metadata":{"a":"b"}}}`},
	"sdrs": {Method: "POST", Path: "/sdrs/v1/p/server-groups", Body: `{"server_group":{"name":"n","source_availability_zone":"a","target_availability_zone":"b","domain_id":"d",` +
		`"source_vpc_id":"v","dr_type":"migration"}}`},
	"drs": {Method: "POST", Path: "/drs/v3/p/jobs/batch-status", Body: `{"jobs":["4242","4243"],"page_req":{"cur_page":1,"per_page":10}}`},
	"element": {
		Method: "POST", Path: "/element/json-rpc/12.8",
		Body: `{"method":"CloneVolume","params":{"volumeID":5,"name":"n","newSize":1000000000,"access":"readOnly","attributes":{"a":1}},"id":7}`,
	},
	"iam": {
		Method: "POST", Path: "/iam/v3/auth/tokens",
		Body: `{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"u","password":"p","domain":{"name":"d"}}}},"scope":{"project":{"name":"eu-de"}}}}`,
	},
}

// samples are an API's valid requests.
func samples(t testing.TB, api string) []apitest.Sample {
	t.Helper()
	var all []apitest.Sample
	for _, a := range apis() {
		if a.Name != api {
			continue
		}
		p := a.Poll("4242")
		path := "/" + strings.TrimPrefix(strings.TrimPrefix(p.Path, "/"+api), "/")
		credential := p.Header.Name + ": " + p.Header.Value
		call := calls[api]
		call.Credential = credential
		all = append(all, apitest.Sample{Method: p.Method, Path: "/" + api + path, Credential: credential, Body: p.Body}, call)
	}
	require.Len(t, all, 2, api)
	return all
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

// goText is what no vendor says: the words of Go's libraries and of its runtime.
var goText = regexp.MustCompile(`\b(net/http|strconv|goroutine|runtime error|panic|json: |http: |url: |EOF|invalid character|cannot unmarshal|malformed (HTTP|MIME|Host)|status code \d)`)

// TestHostile sends the whole hostile corpus to a listening server. Whatever it is, the answer is whole and in a vendor's
// form, or there is none; it is never a server error, and the server goes on.
func TestHostile(t *testing.T) {
	t.Parallel()
	for _, api := range apis() {
		t.Run(api.Name, func(t *testing.T) {
			t.Parallel()
			var log noise
			site := listening(t, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})), Limits{})
			var all []apitest.Raw
			for _, s := range samples(t, api.Name) {
				all = append(all, apitest.Hostile(s)...)
			}
			require.GreaterOrEqual(t, len(all), 300)
			statuses := sendAll(t, site, all)
			t.Logf("%d requests, %d without an answer; answers by status: %v", len(all), statuses[0], statuses)
			require.Empty(t, log.said())
			p := api.Poll("4242")
			r, err := http.NewRequest(p.Method, "http://"+site+p.Path, strings.NewReader(p.Body))
			require.NoError(t, err)
			r.Header.Set(p.Header.Name, p.Header.Value)
			res, err := http.DefaultClient.Do(r)
			require.NoError(t, err)
			require.NoError(t, res.Body.Close())
			require.Less(t, res.StatusCode, 500)
		})
	}
}

// listening serves an emulator of the shipped scenarios on the loopback interface, and answers its address.
func listening(t *testing.T, log *slog.Logger, limits Limits) string {
	t.Helper()
	e, err := New(Options{Clock: clock.NewManual(apitest.Noon), Log: log})
	require.NoError(t, err)
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

// sendAll sends each request on a connection of its own, some at a time, and counts the answers by status; 0 stands for
// none.
func sendAll(t *testing.T, site string, all []apitest.Raw) map[int]int {
	t.Helper()
	const atOnce = 8
	var mu sync.Mutex
	var wg sync.WaitGroup
	statuses := map[int]int{}
	var faults []string
	for part := range atOnce {
		wg.Go(func() {
			for i := part; i < len(all); i += atOnce {
				told, err := sendRaw(site, all[i].Text)
				mu.Lock()
				if err != nil {
					faults = append(faults, all[i].Name+": "+err.Error())
				}
				for _, status := range told {
					statuses[status]++
				}
				if len(told) == 0 {
					statuses[0]++
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	require.Empty(t, faults)
	return statuses
}

// sendRaw sends a request and nothing after it, and reads answers until the server closes the connection.
func sendRaw(site, text string) (statuses []int, err error) {
	c, err := net.Dial("tcp", site)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(time.Minute)); err != nil { // far more than any answer takes
		return nil, err
	}
	go func() {
		_, _ = io.WriteString(c, text) // a server may well not want all of it
		_ = c.(*net.TCPConn).CloseWrite()
	}()
	for r := bufio.NewReader(c); ; {
		switch _, err := r.Peek(1); {
		case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
			return statuses, nil
		case err != nil:
			return statuses, err
		}
		method, _, _ := strings.Cut(text, " ")
		status, err := readAnswer(r, method)
		if err != nil {
			return statuses, err
		}
		if status != http.StatusContinue {
			statuses = append(statuses, status)
		}
	}
}

// readAnswer reads one answer and tells what is wrong with it.
func readAnswer(r *bufio.Reader, method string) (int, error) {
	res, err := http.ReadResponse(r, &http.Request{Method: method})
	if err != nil {
		return 0, err
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	fault := func(why string) (int, error) {
		return 0, errors.New(why + ": " + res.Status + " " + string(body[:min(len(body), 300)]))
	}
	kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
	silent := len(body) == 0 && (method == http.MethodHead || res.StatusCode < 300)
	switch {
	case res.StatusCode == http.StatusContinue:
	case res.StatusCode >= 500:
		return fault("a server error")
	case strings.Contains(string(body), `"code":"no_session"`): // by /s/nobody, which is no API's
	case res.Header.Get("X-Request-Id") == "" || res.Header.Get("Date") != apitest.Noon.Format(http.TimeFormat):
		return fault("not jobsim's")
	case goText.Match(body) || goText.MatchString(res.Status):
		return fault("Go's words")
	case silent, kind == "application/json" && json.Valid(body), kind == "text/html" && strings.HasPrefix(string(body), "<html>"):
	default:
		return fault("no vendor's form")
	}
	return res.StatusCode, nil
}
