package element_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// TestModel sends random calls and compares each result, and after each call all lists, with a model: lists show what the calls
// for one thing show, ended jobs never change, and a restored and a forked session return the same bytes.
func TestModel(t *testing.T) {
	t.Parallel()
	cases := 0
	rapid.Check(t, func(t *rapid.T) {
		if cases++; testing.Short() && cases > 25 {
			return
		}
		m := newModel(t)
		t.Repeat(map[string]func(*rapid.T){
			"create": m.create, "modify": m.modify, "delete": m.delete, "restore": m.restore, "purge": m.purge,
			"clone": m.clone, "read": m.startRead, "update": m.update, "take": m.take, "snapshot": m.snapshot,
			"delete snapshot": m.deleteSnapshot, "advance": m.advance, "": m.check,
		})
		m.compareCopies(t)
	})
}

// newEmulator starts an emulator with strict volumes, on a clock that the test moves.
func newEmulator(t require.TestingT) *emulator.Emulator {
	e, err := emulator.New(emulator.Options{
		Scenarios: []emulator.Source{}, Clock: clock.NewManual(apitest.Noon), Settings: map[string]string{"element.volumes": "strict"},
	})
	require.NoError(t, err)
	return e
}

// rpc calls a method and returns the body of the response.
func rpc(t require.TestingT, h http.Handler, method, params string) gjson.Result {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(`{"method":"`+method+`","params":`+params+`,"id":1}`))
	r.SetBasicAuth("admin", "admin")
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	require.Equal(t, http.StatusOK, rec.Code)
	return gjson.ParseBytes(rec.Body.Bytes())
}

// call calls a method, requires the error that the model predicts ("" for none) and returns the result.
func (m *model) call(t require.TestingT, wantError, method, format string, args ...any) gjson.Result {
	params := fmt.Sprintf(format, args...)
	body := rpc(t, m.server, method, params)
	require.Equal(t, wantError, body.Get("error.name").Str, "%s %s: %s", method, params, body.Raw)
	return body.Get("result")
}

// check compares all lists with the model and with the calls for one thing.
func (m *model) check(t *rapid.T) {
	var want []string
	for _, id := range m.volumeIDs() {
		if v := m.volumes[id]; m.status(v) != "init" {
			want = append(want, fmt.Sprintf("%d %s %d %d", id, m.status(v), v.size, v.mark))
		}
	}
	var got []string
	for _, row := range m.call(t, "", "ListVolumes", `{}`).Get("volumes").Array() {
		got = append(got, fmt.Sprintf("%d %s %d %d", row.Get("volumeID").Int(), row.Get("status").Str, row.Get("totalSize").Int(), row.Get("attributes.mark").Int()))
		require.Equal(t, row.Raw, m.call(t, "", "ListVolumes", `{"volumeIDs":[%s]}`, row.Get("volumeID").Raw).Get("volumes.0").Raw)
	}
	require.Equal(t, want, got)
	m.checkJobs(t)
	m.checkSnapshots(t)
}

func (m *model) checkJobs(t *rapid.T) {
	rows := m.call(t, "", "ListAsyncResults", `{}`).Get("asyncHandles").Array()
	running := 0
	require.Len(t, rows, len(m.handles()))
	for i, row := range rows {
		j := m.jobs[m.handles()[i]]
		require.Equal(t, j.handle, row.Get("asyncResultID").Int())
		require.Equal(t, m.over(j), row.Get("completed").Bool())
		require.Equal(t, m.over(j) && !j.failed, row.Get("success").Bool())
		one := m.call(t, "", "GetAsyncResult", `{"asyncHandle":%d,"keepResult":true}`, j.handle)
		member := map[bool]string{false: "details", true: "result"}[m.over(j)]
		if j.failed {
			member = "error"
		}
		require.Equal(t, row.Get("data").Raw, one.Get(member).Raw)
		require.Equal(t, row.Get("lastUpdateTime").Raw, one.Get("lastUpdateTime").Raw)
		if !m.over(j) {
			running++
			continue
		}
		if j.seen == "" {
			j.seen = one.Raw
		}
		require.Equal(t, j.seen, one.Raw, "an ended job changed")
	}
	bulk := len(m.call(t, "", "ListBulkVolumeJobs", `{}`).Get("bulkVolumeJobs").Array())
	require.Equal(t, running, bulk+len(m.call(t, "", "ListSyncJobs", `{}`).Get("syncJobs").Array()))
}

func (m *model) checkSnapshots(t *rapid.T) {
	var want, got []int64
	for id, volume := range m.snapshots {
		if m.volumes[volume] != nil {
			want = append(want, id)
		}
	}
	slices.Sort(want)
	for _, row := range m.call(t, "", "ListSnapshots", `{}`).Get("snapshots").Array() {
		got = append(got, row.Get("snapshotID").Int())
		require.Equal(t, row.Raw, m.call(t, "", "ListSnapshots", `{"snapshotID":%s}`, row.Get("snapshotID").Raw).Get("snapshots.0").Raw)
	}
	require.Equal(t, want, got)
}

// compareCopies compares the lists of the session with those of a fork and of a restored snapshot, now and later.
func (m *model) compareCopies(t *rapid.T) {
	text, err := m.server.Snapshot()
	require.NoError(t, err)
	restored := newEmulator(t)
	require.NoError(t, restored.Restore(text))
	fork, err := m.server.Fork(m.server.Session, emulator.ForkOptions{})
	require.NoError(t, err)
	for range 2 {
		for _, method := range []string{
			"ListVolumes", "ListAsyncResults", "ListBulkVolumeJobs", "ListSyncJobs", "ListSnapshots", "ListAccounts", "ListAllNodes", "ListDrives",
		} {
			want := rpc(t, m.server, method, `{}`).Raw
			require.Equal(t, want, rpc(t, restored, method, `{}`).Raw, "restored")
			require.Equal(t, want, rpc(t, fork, method, `{}`).Raw, "forked")
		}
		for _, s := range []emulator.Clock{m.server.Clock(), restored.Clock(), fork.Clock()} {
			s.Advance(time.Minute)
		}
	}
}
