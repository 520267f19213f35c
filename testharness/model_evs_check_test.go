package testharness_test

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/testharness"
)

// check compares everything that can be read with the model.
func (m *evsModel) check(*rapid.T) {
	m.settle()
	m.checkDisks()
	m.checkSnapshots()
	for id, j := range m.jobs {
		doc := m.must(200, "GET /v1/p/jobs/"+id, "")
		want := "SUCCESS"
		switch {
		case m.now().Before(j.born.Add(time.Second)):
			want = "INIT"
		case m.now().Before(j.ends):
			want = "RUNNING"
		}
		require.Equal(m.t, want, doc.Get("status").String(), doc.Raw)
		if want == "SUCCESS" {
			require.Equal(m.t, j.ends.Format("2006-01-02T15:04:05.000Z"), doc.Get("end_time").String())
			before, seen := m.ended[id]
			require.True(m.t, !seen || before == doc.Raw, "an ended job does not change: %s, %s", before, doc.Raw)
			m.ended[id] = doc.Raw
		}
	}
	if m.steps++; m.steps%checkCopiesEvery == 0 {
		m.checkCopies(m.readAll, func() {
			m.send("POST /v2/p/cloudvolumes", `{"volume":{"size":10,"volume_type":"SSD","availability_zone":"eu-de-01"}}`)
		})
	}
}

func (m *evsModel) checkDisks() {
	native := m.must(200, "GET /v2/p/cloudvolumes/detail?sort_key=id&sort_dir=asc", "")
	require.EqualValues(m.t, len(m.disks), native.Get("count").Int())
	shown := map[string]gjson.Result{}
	for _, v := range native.Get("volumes").Array() {
		shown[v.Get("id").String()] = v
		one := m.must(200, "GET /v2/p/cloudvolumes/"+v.Get("id").String(), "")
		require.JSONEq(m.t, v.Raw, one.Get("volume").Raw, "a list and a get differ")
	}
	size := 0
	for _, d := range m.disks {
		v := shown[d.id]
		size += d.size
		got := []any{v.Get("status").String(), v.Get("name").String(), v.Get("size").Int(), v.Get("volume_type").String(), v.Get("snapshot_id").String()}
		require.Equal(m.t, []any{m.state(d), d.name, int64(d.size), d.kind, d.from}, got, v.Raw)
		require.Len(m.t, v.Get("tags").Map(), len(d.tags), v.Raw)
	}
	summary := m.must(200, "GET /v3/p/volumes/summary", "").Get("volume-summary")
	require.EqualValues(m.t, size, summary.Get("total_size").Int())
}

func (m *evsModel) checkSnapshots() {
	list := m.must(200, "GET /v2/p/cloudsnapshots/detail", "").Get("snapshots").Array()
	require.Len(m.t, list, len(m.snapshots))
	for _, v := range list {
		at := slices.IndexFunc(m.snapshots, func(s *evsThing) bool { return s.id == v.Get("id").String() })
		require.GreaterOrEqual(m.t, at, 0, v.Raw)
		s := m.snapshots[at]
		require.Equal(m.t, []any{m.state(s), s.from, int64(s.size)}, []any{v.Get("status").String(), v.Get("volume_id").String(), v.Get("size").Int()}, v.Raw)
	}
}

// readAll returns everything that can be read from a session.
func (m *evsModel) readAll(sim *testharness.Sim) string {
	var all strings.Builder
	for _, path := range []string{"cloudvolumes/detail", "volumes/detail", "cloudsnapshots/detail", "cloudvolumes/tags", "os-quota-sets/p?usage=True"} {
		_, doc := m.sendTo(sim, "GET /v3/p/"+path, "")
		all.WriteString(doc.Raw)
	}
	for _, id := range slices.Sorted(maps.Keys(m.jobs)) {
		_, doc := m.sendTo(sim, "GET /v1/p/jobs/"+id, "")
		all.WriteString(doc.Raw)
	}
	return all.String()
}
