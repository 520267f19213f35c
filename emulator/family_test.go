package emulator_test

import (
	"bytes"
	"fmt"
	"net/http"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// TestFamilies are jobs in a line, each with draws of its own.
func TestFamilies(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
jobs:
  - {api: evs, id: "disk-{1..2000}", type: createVolume, timeline: [{choose: [{steps: [{status: RUNNING}]}, {steps: [{status: SUCCESS}]}]}]}
  - {api: evs, id: "v-{01..10}", type: createVolume, entities: {volume_id: "vol-{n}"}, timeline: [{status: SUCCESS}]}
  - {api: sdrs, id: "g-{1..3}", type: createProtectionGroupNoCG, timeline: [{status: RUNNING}]}
  - {api: drs, id: "t-{1..3}", timeline: [{status: STARTJOBING}]}
  - {api: element, handle: 1..500, type: Clone, volumeID: 1, timeline: [{status: running}]}
`)
	seen := map[string]int{}
	for n := 1; n <= 2000; n++ {
		seen[poll(t, e, fmt.Sprintf("/evs/v1/p/jobs/disk-%d", n))]++
	}
	require.InDelta(t, 1000, seen["RUNNING"], 150, "each has its own draws")
	require.Contains(t, client(t, e, "/evs/v1/p/jobs/v-07").Body.String(), `"volume_id":"vol-7"`)
	require.Equal(t, http.StatusOK, client(t, e, "/evs/v2/p/cloudvolumes/vol-7").Code)
	require.Equal(t, "RUNNING", poll(t, e, "/sdrs/v1/p/jobs/g-3"))
	require.Contains(t, client(t, e, `POST /drs/v3/p/jobs/batch-status {"jobs":["t-2"]}`).Body.String(), "STARTJOBING")
	require.Contains(t, client(t, e, `POST /json-rpc/12.0 {"method":"GetAsyncResult","params":{"asyncHandle":500},"id":1}`).Body.String(), "running")
	require.NotEqual(t, http.StatusOK, client(t, e, "/evs/v1/p/jobs/disk-2001").Code)
	_, err := e.Jobs().Start(emulator.Source{Name: "more", Text: []byte(`jobs: [{api: evs, id: "disk-{1999..2001}", type: createVolume, timeline: [{status: SUCCESS}]}]`)})
	require.ErrorContains(t, err, "job evs/disk-1999 exists already")
	_, err = emulator.New(emulator.Options{Scenarios: []emulator.Source{
		{Name: "a", Text: []byte(`jobs: [{api: evs, id: "a-{1..9}", type: createVolume, timeline: [{status: SUCCESS}]}]`)},
		{Name: "b", Text: []byte(`jobs: [{api: evs, id: a-5, type: createVolume, timeline: [{status: SUCCESS}]}]`)},
	}})
	require.ErrorContains(t, err, "job evs/a-5 exists already")
}

// BenchmarkMillion loads a million jobs of one entry.
func BenchmarkMillion(b *testing.B) {
	opts := manual()
	opts.MaxJobs = 2_000_000
	var e *emulator.Emulator
	before := inUse()
	for b.Loop() {
		e = begin(b, opts, `jobs: [{api: evs, id: "disk-{1..1000000}", type: createVolume, timeline: [{status: RUNNING, for: 1s..5s}, {status: SUCCESS}]}]`)
	}
	b.ReportMetric(float64(inUse()-before)/1e6, "bytes/job")
	runtime.KeepAlive(e)
}

// BenchmarkWritten loads 100,000 jobs that are written one by one, in the five files that they need.
func BenchmarkWritten(b *testing.B) {
	const perFile = 20_000
	opts := manual()
	for first := 0; first < 100_000; first += perFile {
		var text bytes.Buffer
		text.WriteString("jobs:\n")
		for i := first; i < first+perFile; i++ {
			fmt.Fprintf(&text, "  - {api: evs, id: disk-%d, type: createVolume, timeline: [{status: RUNNING, for: %ds}, {status: SUCCESS}]}\n", i, 1+i%600)
		}
		opts.Scenarios = append(opts.Scenarios, emulator.Source{Name: fmt.Sprintf("part-%d.yaml", first), Text: text.Bytes()})
	}
	for b.Loop() {
		_, err := emulator.New(opts)
		require.NoError(b, err)
	}
}

// inUse returns the memory in use after a collection, in bytes.
func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
