package explore_test

import (
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// BenchmarkSpace measures what a space costs apart from the runs: an operation is one world, whose run is that of the plain one with
// another last response. The heap is what is left after a collection, when half of the worlds and when all of them have been handed out.
func BenchmarkSpace(b *testing.B) {
	src := []scenario.Source{{Name: "twelve", Text: []byte(
		`jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 11 polls}, {status: SUCCESS}]}]`)}}
	space, err := explore.New(src, emulator.Vocabularies(), explore.Options{Depth: 4, Worlds: b.N})
	require.NoError(b, err)
	entries, failure := runIn(newShared(b), src[0].Text, bugs{}, waitsForDisk)
	require.Empty(b, failure)
	require.Len(b, entries, 12)
	before := heapInUse()
	half := before
	b.ResetTimer()
	n := 0
	for w, ok := space.Next(); ok; w, ok = space.Next() {
		mine := slices.Clone(entries)
		mine[11].Bytes = int64(n)
		space.Done(w, explore.Run{Entries: mine})
		if n++; n == b.N/2 {
			half = heapInUse()
		}
	}
	require.Equal(b, b.N, n)
	b.StopTimer()
	b.ReportMetric((half-before)/(1<<20), "MiB-at-half")
	b.ReportMetric((heapInUse()-before)/(1<<20), "MiB-at-end")
	require.Equal(b, b.N, space.Report().Worlds)
}

// heapInUse returns the size of what is in use after a collection, in bytes.
func heapInUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
