package trace_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/trace"
)

// journaled plays a few requests, one of which meets a rule that ends the connection, and returns the journal.
func journaled(t *testing.T, bodies bool) (*emulator.Emulator, []trace.Exchange) {
	t.Helper()
	e, err := emulator.New(emulator.Options{JournalBodies: bodies, Scenarios: []emulator.Source{{Name: "s.yaml", Text: []byte(`
jobs: [{api: evs, id: "1234", type: createVolume, timeline: [{status: RUNNING}]}]
rules: [{call: evs.showJob, nth: 2, break: reset}]`)}}})
	require.NoError(t, err)
	for _, path := range []string{"/evs/v1/p/jobs/1234", "/evs/v1/p/jobs/1234", "/evs/v1/p/jobs/none?a=b%20c"} {
		q := httptest.NewRequest(http.MethodGet, path, nil)
		q.Header.Set("X-Auth-Token", "planted-token")
		func() {
			defer func() { _ = recover() }() // how a handler ends the connection
			e.ServeHTTP(httptest.NewRecorder(), q)
		}()
	}
	q := httptest.NewRequest(http.MethodPost, "/json-rpc/12.5", strings.NewReader(`{"id":1,"method":"AddAccount","params":{"username":"a","initiatorSecret":"planted-secret"}}`))
	q.SetBasicAuth("u", "p")
	e.ServeHTTP(httptest.NewRecorder(), q)
	return e, trace.FromJournal(e.Journal().Entries(journal.Filter{}))
}

func TestFromJournal(t *testing.T) {
	t.Parallel()
	_, list := journaled(t, true)
	require.Len(t, list, 4)
	require.Contains(t, string(list[0].Response.Body.Bytes), `"status":"RUNNING"`)
	require.Equal(t, "application/json", list[0].Response.Header.Get("Content-Type"))
	require.Empty(t, list[0].Observed)
	require.Zero(t, list[1].Response.Status)
	require.Equal(t, http.StatusBadRequest, list[2].Response.Status)
	require.Contains(t, string(list[3].Response.Body.Bytes), `"initiatorSecret":"***"`)
	require.NotContains(t, string(list[3].Request.Body.Bytes), "planted")
}

// TestFromJournalWithoutBodies has the statuses at least.
func TestFromJournalWithoutBodies(t *testing.T) {
	t.Parallel()
	_, list := journaled(t, false)
	require.Equal(t, trace.Missing, list[0].Response.Body.State)
	require.Equal(t, []trace.Observation{{Job: "evs/1234", Status: "RUNNING", Phase: "running"}}, list[0].Observed)
}

// TestWriteHAR writes exchanges and reads them again.
func TestWriteHAR(t *testing.T) {
	t.Parallel()
	_, list := journaled(t, true)
	list[0].Response.Body.Bytes = []byte{0xff, 0x00}
	var b bytes.Buffer
	require.NoError(t, trace.WriteHAR(&b, "http://127.0.0.1:8080", "1", list))
	again, report := read(t, "f.har", b.String())
	require.Equal(t, "HAR", report.Format)
	require.Empty(t, report.Remarks)
	for i := range list {
		list[i].File, list[i].Line = "f.har", i+1
		list[i].Request.URL = "http://127.0.0.1:8080" + list[i].Request.URL
		list[i].At = again[i].At // cut to milliseconds
		if list[i].Response.Header == nil {
			list[i].Response.Header = http.Header{}
		}
	}
	require.Equal(t, string(render(list, report)), string(render(again, report)))
}

// TestMessages writes exchanges as pairs of files and reads them again.
func TestMessages(t *testing.T) {
	t.Parallel()
	_, list := journaled(t, true)
	var again []trace.Exchange
	for _, f := range trace.Messages(list) {
		report, err := trace.Read(f.Name, bytes.NewReader(f.Text), func(e trace.Exchange) { again = append(again, e) })
		require.NoError(t, err)
		require.Equal(t, "HTTP messages", report.Format)
		require.Empty(t, report.Remarks)
	}
	require.Len(t, again, 7, "one connection was closed")
	again = trace.Join(again)
	require.Len(t, again, 4)
	for i := range list {
		require.Equal(t, list[i].Request.URL, again[i].Request.URL)
		require.Equal(t, list[i].Request.Header, again[i].Request.Header)
		require.Equal(t, string(list[i].Request.Body.Bytes), string(again[i].Request.Body.Bytes))
		require.Equal(t, list[i].Response.Status, again[i].Response.Status)
		require.Equal(t, string(list[i].Response.Body.Bytes), string(again[i].Response.Body.Bytes))
	}
}

// TestReadJournal reads what the control API serves, cut at the end too.
func TestReadJournal(t *testing.T) {
	t.Parallel()
	e, want := journaled(t, true)
	w := httptest.NewRecorder()
	e.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/__admin/journal", nil))
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	got, report := read(t, "j", w.Body.String())
	require.Equal(t, "journal", report.Format)
	require.Equal(t, string(render(want, report)), string(render(got, report)))

	var doc struct{ Entries []json.RawMessage }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &doc))
	lines := ""
	for _, entry := range doc.Entries {
		lines += string(entry) + "\n"
	}
	got, _ = read(t, "j", lines)
	require.Equal(t, string(render(want, report)), string(render(got, report)))

	got, report = read(t, "j", w.Body.String()[:w.Body.Len()*2/3])
	require.NotEmpty(t, got)
	require.NotEmpty(t, report.Remarks)
}
