package verdict_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// polls returns packed entries of polls of that many jobs, one of each.
func polls(jobs int) []journal.Packed {
	j := journal.New("", jobs)
	all := make([]journal.Packed, jobs)
	at := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	for i := range all {
		e := journal.Entry{
			Request: "0123456789abcdef0123456789abcdef", API: "evs", Op: "showJob", Method: "GET", Path: fmt.Sprintf("/v1/p/jobs/%d", i), Clock: "real",
			At: at.Add(time.Duration(i) * time.Millisecond), Header: []journal.Header{{Name: "User-Agent", Value: "bench"}},
		}
		j.Begin(&e)
		e.Status, e.Bytes, e.State = 200, 400, journal.Answered
		all[i], _ = j.End(e, journal.Shown{Observed: []job.Snapshot{{
			Ref: job.Ref{API: "evs", ID: fmt.Sprint(i)}, Status: "RUNNING", Phase: job.Running, Counted: true, Since: at, Until: job.Exit{Timed: true},
		}}})
	}
	return all
}

// BenchmarkJudge is what a poll costs with a verdict: the entry is unpacked and judged. Its clients are in a hurry, so that each poll is
// a finding.
func BenchmarkJudge(b *testing.B) {
	for _, jobs := range []int{1, 1000} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			packed := polls(jobs)
			judge := verdict.New(verdict.Options{})
			var e journal.Entry
			var n uint64
			b.ReportAllocs()
			for b.Loop() {
				packed[n%uint64(jobs)].Unpack(&e)
				n++
				e.N, e.Youngest = n, n
				e.At, e.Arrived = e.At.Add(time.Duration(n)*time.Millisecond), e.Arrived.Add(time.Duration(n)*time.Millisecond)
				judge.Add(&e)
			}
		})
	}
}

// BenchmarkJudgeMemory is the heap that a judge holds after a million polls of a thousand jobs, and after the first ten thousand.
func BenchmarkJudgeMemory(b *testing.B) {
	packed := polls(1000)
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	for b.Loop() {
		before := heap()
		judge := verdict.New(verdict.Options{})
		var e journal.Entry
		var early float64
		for n := range uint64(1_000_000) {
			packed[n%1000].Unpack(&e)
			e.N, e.Youngest = n+1, n+1
			e.At, e.Arrived = e.At.Add(time.Duration(n)*time.Millisecond), e.Arrived.Add(time.Duration(n)*time.Millisecond)
			judge.Add(&e)
			if n == 10_000 {
				early = heap() - before
			}
		}
		b.ReportMetric(early/1024, "KiB-early")
		b.ReportMetric((heap()-before)/1024, "KiB-late")
		runtime.KeepAlive(judge)
	}
}
