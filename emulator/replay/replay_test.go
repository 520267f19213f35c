package replay_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/replay"
	"github.com/jobsim/jobsim/emulator/trace"
)

// recording is a client of an emulator whose traffic is recorded.
type recording struct {
	t        *testing.T
	emulator *emulator.Emulator
	clock    *clock.Steered
	list     []trace.Exchange
	token    string
}

const project = "40acc331ac784f34842ba4f08ff2be48"

// record starts an emulator with a scenario. Its clock begins at a fixed instant and moves when the test sleeps.
func record(t *testing.T, scenario string) *recording {
	t.Helper()
	at, err := clock.ParseAt(clock.Manual, time.Date(2026, 3, 4, 5, 6, 7, 89e6, time.UTC))
	require.NoError(t, err)
	seed := uint64(42)
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "secret.yaml", Text: []byte(scenario)}}, Clock: at, Seed: &seed})
	require.NoError(t, err)
	return &recording{t: t, emulator: e, clock: at, token: "MIISecretToken0123456789abcdefghijk"}
}

func (r *recording) sleep(d time.Duration) { r.clock.Advance(d) }

// send sends a request and records it.
func (r *recording) send(method, url, body string) gjson.Result {
	r.t.Helper()
	q := httptest.NewRequest(method, url, strings.NewReader(body))
	q.Header.Set("X-Auth-Token", r.token)
	if strings.Contains(url, "json-rpc") {
		q.Header.Del("X-Auth-Token")
		q.SetBasicAuth("admin", "hunter2hunter2")
	}
	if body != "" {
		q.Header.Set("Content-Type", "application/json")
	}
	e := trace.Exchange{
		File: "f", Line: len(r.list) + 1, At: r.clock.Now(),
		Request: trace.Request{Method: method, URL: url, Header: q.Header.Clone(), Body: trace.Body{Bytes: []byte(body)}},
	}
	w := httptest.NewRecorder()
	func() {
		defer func() {
			if recover() != nil {
				w = nil
			}
		}()
		r.emulator.ServeHTTP(w, q)
	}()
	var received []byte
	if w != nil {
		received, _ = io.ReadAll(w.Result().Body)
		e.Response = trace.Response{Status: w.Code, Header: w.Result().Header, Body: trace.Body{Bytes: received}}
	}
	r.list = append(r.list, e)
	return gjson.ParseBytes(bytes.Clone(received))
}

func (r *recording) get(url string)                     { r.send(http.MethodGet, url, "") }
func (r *recording) post(url, body string) gjson.Result { return r.send(http.MethodPost, url, body) }

// poll polls an EVS or SDRS job each second.
func (r *recording) poll(host, id string, times int) {
	for range times {
		r.get(fmt.Sprintf("https://%s/v1/%s/jobs/%s", host, project, id))
		r.sleep(time.Second)
	}
}

// element calls a method of Element.
func (r *recording) element(method, params string) gjson.Result {
	return r.post("https://10.1.2.3/json-rpc/12.5", fmt.Sprintf(`{"id":%d,"method":%q,"params":%s}`, len(r.list)+1, method, params))
}

// report returns how many responses came back, as text for a failed test.
func report(r replay.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Scenario)
	for _, o := range r.Outcomes {
		fmt.Fprintf(&b, "%-13s %s.%s %s %s\n", o.Verdict, o.API, o.Op, o.Exchange.Request.Method, o.Exchange.Request.URL)
		for _, d := range o.Differences {
			fmt.Fprintf(&b, "    %s: recorded %s, got %s\n", d.Path, d.Recorded, d.Got)
		}
	}
	return b.String()
}

var update = flag.Bool("update", false, "write the golden files")

// golden compares a scenario with the file that has the test's name.
func golden(t *testing.T, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", strings.ReplaceAll(path.Base(t.Name()), "_", "-")+".yaml")
	if *update {
		require.NoError(t, os.WriteFile(file, got, 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

// TestImport imports what the clients of incidents did against scenarios that Import does not know.
func TestImport(t *testing.T) {
	t.Parallel()
	for _, test := range incidents {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := record(t, test.scenario)
			test.client(r)
			result, err := replay.Import(r.list, replay.Options{Source: "a test"})
			require.NoError(t, err)
			for _, o := range result.Outcomes {
				require.Equal(t, replay.Same, o.Verdict, report(result))
			}
			golden(t, result.Scenario)
		})
	}
}
