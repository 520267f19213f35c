package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkPoll is each poll over the loopback interface, jobsim's and a bare handler's.
func BenchmarkPoll(b *testing.B) {
	e, err := world(10)
	require.NoError(b, err)
	for _, p := range polls() {
		plain, err := bare(e, p)
		require.NoError(b, err)
		b.Run(p.name+"/jobsim", func(b *testing.B) { loopback(b, e, p) })
		b.Run(p.name+"/bare", func(b *testing.B) { loopback(b, plain, p) })
	}
}

// BenchmarkHandler is each poll without a network.
func BenchmarkHandler(b *testing.B) {
	e, err := world(10)
	require.NoError(b, err)
	for _, p := range polls() {
		b.Run(p.name, func(b *testing.B) { direct(b, e, p) })
	}
}

// TestCases keeps the cases in order: every poll is answered, and a picture of its figures is one.
func TestCases(t *testing.T) {
	t.Parallel()
	e, err := world(10)
	require.NoError(t, err)
	figures := make([]figure, 0, len(polls()))
	for _, p := range polls() {
		_, err := bare(e, p)
		require.NoError(t, err)
		figures = append(figures, figure{what: p.name + ", throughput of bare net/http", share: 0.9, least: p.budget, within: true})
	}
	require.Contains(t, string(draw(figures)), "EVS job")
	require.Len(t, scenario(45_000), 3)
}
