package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// TestCases keeps the cases in order: every poll gets a 200, its bytes are a request, and a picture of its figures is one.
func TestCases(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "bench", Text: []byte(scenariosOf(400)[0])}}})
	require.NoError(t, err)
	figures := make([]figure, 0, len(polls()))
	for _, p := range polls() {
		require.Equal(t, 200, record(e, p), p.name)
		require.Contains(t, string(p.bytes()), p.path+" HTTP/1.1\r\n")
		figures = append(figures, figure{what: p.name + ", bare net/http's cost over ours", ratio: 0.9, least: p.budget, within: true})
	}
	require.Contains(t, string(draw(figures)), "EVS job")
	require.Len(t, written(45_000), 3)
	require.Len(t, scenariosOf(10), 1)
	require.Contains(t, scenariosOf(10)[0], "{1..100}")
	require.Len(t, scenariosOf(2_000_000), 2)
	require.Contains(t, scenariosOf(2_000_000)[1], "job-{250001..500000}")
}

// BenchmarkHandler is each poll without a network: what the library itself costs.
func BenchmarkHandler(b *testing.B) {
	e, err := emulator.New(emulator.Options{Scenarios: []emulator.Source{{Name: "bench", Text: []byte(scenariosOf(400)[0])}}})
	require.NoError(b, err)
	for _, p := range polls() {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			req := httptest.NewRequest(p.method, "http://jobsim"+p.path, nil)
			req.Header = p.header()
			body := strings.NewReader(p.body)
			req.Body, req.ContentLength = io.NopCloser(body), int64(len(p.body))
			for b.Loop() {
				body.Reset(p.body)
				e.ServeHTTP(sink{}, req)
			}
		})
	}
}

// sink is a ResponseWriter that keeps nothing of the body.
type sink http.Header

func (s sink) Header() http.Header         { return http.Header(s) }
func (s sink) Write(p []byte) (int, error) { return len(p), nil }
func (s sink) WriteHeader(int)             {}

// TestCurve draws a picture of a curve.
func TestCurve(t *testing.T) {
	t.Parallel()
	picture := string(curve{"jobs", "jobs", []point{{n: 1, cost: 20, high: 24, megabytes: 30}, {n: 10, cost: 40, high: 44}}}.svg())
	require.Contains(t, picture, `points="70,150 550,50"`)
	require.NotContains(t, picture, "%!")
	require.Contains(t, picture, "30 MiB")
}

// TestKept finds what is worse than before, and what is not measured any more.
func TestKept(t *testing.T) {
	t.Parallel()
	k := kept{Date: "2026-01-02", Machine: "here", Ratios: map[string]float64{"a": 0.8, "b": 0.8, "c": 0.8}}
	require.Empty(t, k.worse(map[string]float64{"a": 0.69, "b": 0.8, "c": 2}))
	lines := k.worse(map[string]float64{"a": 0.67, "b": 0.8})
	require.Len(t, lines, 2)
	require.Contains(t, lines[0], "a: 0.67, but it was 0.80 on 2026-01-02 (here), and at least 0.68 is wanted")
	require.Contains(t, lines[1], "c: kept, but not measured")
}

// TestOthers counts what the test itself does as its own, and so as nobody else's.
func TestOthers(t *testing.T) {
	t.Parallel()
	before, err := watchAll()
	require.NoError(t, err)
	require.Positive(t, before.all)
	require.NotEmpty(t, before.processes)
	share, _, err := before.others(1 << 20)
	require.NoError(t, err)
	require.GreaterOrEqual(t, share, 0.0)
	require.Less(t, share, 0.1)
}
