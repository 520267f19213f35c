//go:build unix

package emulator_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// BenchmarkVerdict is the share of the verdict in what a poll costs: processor time of polls through a server with a verdict over that of
// polls through one without, in pairs of rounds. The client is in the same process, and writes and reads no more than it must.
func BenchmarkVerdict(b *testing.B) {
	judged, plain := pollLoop(b, verdict.Options{}), pollLoop(b, verdict.Options{Off: true})
	const polls = 2000
	judged(polls)
	plain(polls)
	var ratios, more []float64
	for b.Loop() {
		with, without := processorTime(func() { judged(polls) }), processorTime(func() { plain(polls) })
		ratios = append(ratios, float64(with)/float64(without))
		more = append(more, float64(with-without)/polls)
	}
	slices.Sort(ratios)
	slices.Sort(more)
	b.ReportMetric(ratios[len(ratios)/2], "ratio")
	b.ReportMetric(more[len(more)/2], "ns-more/poll")
}

// pollLoop returns a function that polls a job of an emulator of its own over one connection.
func pollLoop(b *testing.B, judging verdict.Options) func(polls int) {
	e, err := emulator.New(emulator.Options{
		Scenarios: []emulator.Source{{Name: "a.yaml", Text: []byte(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}]`)}}, Verdict: judging,
	})
	require.NoError(b, err)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(b, err)
	server := e.Server(emulator.Limits{})
	go func() { _ = server.Serve(l) }()
	b.Cleanup(func() { _ = server.Close() })
	conn, err := net.Dial("tcp", l.Addr().String())
	require.NoError(b, err)
	request := []byte("GET /evs/v1/p/jobs/j1 HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: t\r\n\r\n")
	r := bufio.NewReader(conn)
	return func(polls int) {
		for range polls {
			_, err := conn.Write(request)
			require.NoError(b, err)
			res, err := http.ReadResponse(r, nil)
			require.NoError(b, err)
			_, _ = io.Copy(io.Discard, res.Body)
		}
	}
}

// processorTime returns the processor time that the process uses while f runs.
func processorTime(f func()) time.Duration {
	used := func() time.Duration {
		var u syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	f()
	return used() - before
}
