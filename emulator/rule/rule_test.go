package rule_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

type request map[string]string

func (q request) Value(from rule.Source, name string) (string, bool) {
	v, ok := q[string(from)+" "+name]
	return v, ok
}

func TestFits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule            rule.Rule
		api, call, path string
		want            bool
	}{
		{rule.Rule{API: "evs", Call: "showJob"}, "evs", "showJob", "/v1/p/jobs/j", true},
		{rule.Rule{API: "evs", Call: "showJob"}, "sdrs", "showJob", "/v1/p/jobs/j", false},
		{rule.Rule{API: "evs", Call: "*"}, "evs", "deleteVolume", "/", true},
		{rule.Rule{Path: "/v1/*/jobs/*"}, "evs", "", "/v1/p/jobs/j", true},
		{rule.Rule{Path: "/v1/*/jobs/*"}, "evs", "", "/v1/p/jobs", false},
		{rule.Rule{Path: "/v1/*/jobs"}, "evs", "", "/v1/p/jobs/j", false},
		{rule.Rule{Path: "/v1/**"}, "evs", "", "/v1/p/jobs/j", true},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, tt.rule.Fits(tt.api, tt.call, tt.path), "%+v %s", tt.rule, tt.path)
	}
}

func TestConditions(t *testing.T) {
	t.Parallel()
	q := request{"body volume.size": "100", "query limit": "9", "header X-Language": "zh-cn"}
	tests := []struct {
		from       rule.Source
		name, text string
		want       bool
	}{
		{rule.FromBody, "volume.size", ">= 100", true},
		{rule.FromBody, "volume.size", "> 100", false},
		{rule.FromBody, "volume.size", "< 20", false}, // as numbers, not as texts
		{rule.FromBody, "volume.size", "100", true},
		{rule.FromBody, "volume.size", "!= 100", false},
		{rule.FromBody, "volume.name", "!= 100", true},
		{rule.FromBody, "volume.name", "missing", true},
		{rule.FromBody, "volume.name", "exists", false},
		{rule.FromBody, "volume.name", "> 1", false},
		{rule.FromQuery, "limit", "<= 9", true},
		{rule.FromHeader, "X-Language", "~ zh", true},
	}
	for _, tt := range tests {
		test, want := rule.ParseTest(tt.text)
		r := rule.Rule{Where: []rule.Condition{{From: tt.from, Name: tt.name, Test: test, Want: want}}}
		require.Equal(t, tt.want, r.Matches(q), "%s %s", tt.name, tt.text)
	}
}

func TestClaimsByNumber(t *testing.T) {
	t.Parallel()
	r := rule.Rule{First: 2, Last: 3, Chance: 1}
	var claimed []int
	for n := 1; n <= 5; n++ {
		if r.Claims(n, 1) {
			claimed = append(claimed, n)
		}
	}
	require.Equal(t, []int{2, 3}, claimed)
	require.False(t, r.Spent(2))
	require.True(t, r.Spent(3))
}

// TestChanceIsKeyed pins that a seed reproduces a run, that another differs, and that the share is about the chance.
func TestChanceIsKeyed(t *testing.T) {
	t.Parallel()
	r := rule.Rule{Key: "s#1", First: 1, Chance: 0.1}
	run := func(seed uint64) (list []int) {
		for n := range 10000 {
			if r.Claims(n+1, seed) {
				list = append(list, n)
			}
		}
		return list
	}
	require.Equal(t, run(7), run(7))
	require.NotEqual(t, run(7), run(8))
	require.InDelta(t, 1000, len(run(7)), 150)
}

func TestHoldStaysInItsRange(t *testing.T) {
	t.Parallel()
	r := rule.Rule{Key: "s#1", Delay: &job.Span{Min: time.Second, Max: 2 * time.Second}}
	for n := range 100 {
		d := r.DelayOf(7, n)
		require.GreaterOrEqual(t, d, time.Second)
		require.LessOrEqual(t, d, 2*time.Second)
	}
	require.Zero(t, rule.Rule{}.DelayOf(7, 1))
}
