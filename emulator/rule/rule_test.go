package rule_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

type request map[string]string

func (q request) Value(from rule.Source, name string) (string, bool) {
	v, ok := q[string(from)+" "+name]
	return v, ok
}

func (request) Caller() string { return "" }

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

// count counts n calls that come one second apart, and returns the numbers of those that the rule claims.
func count(r *rule.Rule, n int, seed uint64) (claimed []int) {
	var c rule.Counter
	for i := range n {
		if c.Count(r, birth.Add(time.Duration(i)*time.Second), seed, "").OK {
			c.Claimed++
			claimed = append(claimed, i+1)
		}
	}
	return claimed
}

var birth = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func TestCountSelects(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		rule rule.Rule
		want []int
	}{
		"all":          {rule.Rule{Chance: 1}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
		"nth":          {rule.Rule{Nth: rule.Numbers{{2, 3}}, Chance: 1}, []int{2, 3}},
		"several nth":  {rule.Rule{Nth: rule.Numbers{{1, 1}, {3, 3}, {8, 0}}, Chance: 1}, []int{1, 3, 8, 9, 10}},
		"every":        {rule.Rule{Every: 3, Chance: 1}, []int{3, 6, 9}},
		"every of nth": {rule.Rule{Every: 2, Nth: rule.Numbers{{5, 0}}, Chance: 1}, []int{6, 8, 10}},
		"times":        {rule.Rule{Times: 2, Chance: 1}, []int{1, 2}},
		"times of nth": {rule.Rule{Times: 2, Nth: rule.Numbers{{4, 0}}, Chance: 1}, []int{4, 5}},
		"rate":         {rule.Rule{Rate: &rule.Rate{Calls: 2, Per: 5 * time.Second}, Chance: 1}, []int{3, 4, 5, 8, 9, 10}},
	} {
		require.Equal(t, tt.want, count(&tt.rule, 10, 1), name)
	}
}

func TestSpentAndRemaining(t *testing.T) {
	t.Parallel()
	nth, times := rule.Rule{Nth: rule.Numbers{{2, 3}, {5, 5}}}, rule.Rule{Times: 2}
	require.False(t, nth.Spent(&rule.Counter{Calls: 4}))
	require.True(t, nth.Spent(&rule.Counter{Calls: 5}))
	require.Equal(t, new(2), nth.Remaining(&rule.Counter{Calls: 2}))
	require.Equal(t, new(0), nth.Remaining(&rule.Counter{Calls: 9}))
	require.True(t, times.Spent(&rule.Counter{Calls: 9, Claimed: 2}))
	require.Equal(t, new(1), times.Remaining(&rule.Counter{Claimed: 1}))
	require.Nil(t, (&rule.Rule{}).Remaining(&rule.Counter{Calls: 9}))
}

// TestRateIsTrue: a caller that waits as long as it was told is let through, and one that is slow enough never waits.
func TestRateIsTrue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rate := rule.Rate{Calls: rapid.IntRange(1, 5).Draw(t, "calls"), Per: time.Duration(rapid.IntRange(1, 20).Draw(t, "per")) * time.Second}
		r := rule.Rule{Rate: &rate, Chance: 1}
		var c rule.Counter
		at := birth
		var passed []time.Time
		for range 50 {
			at = at.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "pause")) * time.Millisecond)
			claim := c.Count(&r, at, 1, "a")
			within := 0
			for _, p := range passed {
				if at.Sub(p) < rate.Per {
					within++
				}
			}
			require.Equal(t, within >= rate.Calls, claim.OK)
			if claim.OK {
				require.Positive(t, claim.Wait)
				require.LessOrEqual(t, claim.Wait, rate.Per)
				at = at.Add(claim.Wait)
				require.False(t, c.Count(&r, at, 1, "a").OK)
			}
			passed = append(passed, at)
		}
	})
}

func TestRateCountsCallersApart(t *testing.T) {
	t.Parallel()
	r := rule.Rule{Rate: &rule.Rate{Calls: 1, Per: time.Minute}, Chance: 1}
	var c rule.Counter
	require.False(t, c.Count(&r, birth, 1, "a").OK)
	require.False(t, c.Count(&r, birth, 1, "b").OK)
	twin := c.Clone()
	require.True(t, c.Count(&r, birth, 1, "a").OK)
	require.True(t, twin.Count(&r, birth, 1, "b").OK)
	for i := range 2000 {
		c.Count(&r, birth.Add(time.Duration(i)*time.Hour), 1, strconv.Itoa(i))
	}
	require.Less(t, len(c.Passed), 1100, "callers that are silent are forgotten")
}

func TestShadows(t *testing.T) {
	t.Parallel()
	base := rule.Rule{API: "evs", Call: "showJob", Chance: 1}
	with := func(change func(*rule.Rule)) *rule.Rule {
		r := base
		change(&r)
		return &r
	}
	first := with(func(r *rule.Rule) { r.Nth = rule.Numbers{{1, 1}} })
	window := with(func(r *rule.Rule) { r.From, r.Until = time.Second, time.Minute })
	where := with(func(r *rule.Rule) { r.Where = []rule.Condition{{From: rule.FromBody, Name: "a", Test: rule.Exists}} })
	path := func(pattern string) *rule.Rule {
		return with(func(r *rule.Rule) { r.API, r.Call, r.Path = "", "", pattern })
	}
	star := with(func(r *rule.Rule) { r.Call = "*" })
	for name, tt := range map[string]struct {
		earlier, later *rule.Rule
		want           bool
	}{
		"the same":             {&base, &base, true},
		"a wider call":         {star, &base, true},
		"a narrower call":      {&base, star, false},
		"the same number":      {first, first, true},
		"another number":       {first, with(func(r *rule.Rule) { r.Nth = rule.Numbers{{2, 2}} }), false},
		"number of more calls": {star, first, true},
		"all after a number":   {first, &base, false},
		"a window":             {window, &base, false},
		"within the window":    {window, with(func(r *rule.Rule) { r.From, r.Until = 2*time.Second, 3*time.Second }), true},
		"any path":             {path("/**"), &base, true},
		"a path":               {path("/v1/**"), &base, false},
		"a wider path":         {path("/v1/**"), path("/v1/*/jobs"), true},
		"a star in a path":     {path("/v1/*/jobs"), path("/v1/p/jobs"), true},
		"a narrower path":      {path("/v1/p/jobs"), path("/v1/*/jobs"), false},
		"a shorter path":       {path("/v1/*"), path("/v1/**"), false},
		"a call before a path": {&base, path("/**"), false},
		"equal conditions":     {where, where, true},
		"with a condition":     {where, &base, false},
		"a limit":              {with(func(r *rule.Rule) { r.Times = 1 }), &base, false},
		"disarmed":             {with(func(r *rule.Rule) { r.Disarmed = true }), &base, false},
	} {
		require.Equal(t, tt.want, tt.earlier.Shadows(tt.later), name)
	}
}

// A rule takes the numbers that it claims from a later one that counts the same calls.
func TestTakes(t *testing.T) {
	t.Parallel()
	numbered := func(numbers ...rule.Range) *rule.Rule {
		return &rule.Rule{API: "evs", Call: "showJob", Chance: 1, Nth: numbers}
	}
	require.Equal(t, rule.Numbers{{2, 3}}, numbered(rule.Range{1, 3}).Takes(numbered(rule.Range{2, 9})))
	require.Equal(t, rule.Numbers{{4, 0}}, numbered(rule.Range{2, 0}).Takes(numbered(rule.Range{4, 0})))
	require.Nil(t, numbered(rule.Range{1, 1}).Takes(numbered(rule.Range{2, 9})))
	require.Nil(t, numbered(rule.Range{1, 1}).Takes(&rule.Rule{API: "evs", Call: "showJob", Chance: 1}), "a rule for all calls has the rest")
	other := numbered(rule.Range{1, 1})
	other.Call = "createVolume"
	require.Nil(t, numbered(rule.Range{1, 1}).Takes(other))
}

// TestChanceIsKeyed pins that a seed reproduces a run, that another differs, and that the share is about the chance.
func TestChanceIsKeyed(t *testing.T) {
	t.Parallel()
	r := rule.Rule{Key: "s#1", Chance: 0.1}
	require.Equal(t, count(&r, 10000, 7), count(&r, 10000, 7))
	require.NotEqual(t, count(&r, 10000, 7), count(&r, 10000, 8))
	require.InDelta(t, 1000, len(count(&r, 10000, 7)), 150)
}

func TestDelayIsWithinItsRange(t *testing.T) {
	t.Parallel()
	r := rule.Rule{Key: "s#1", Delay: &job.Span{Min: time.Second, Max: 2 * time.Second}}
	for n := range 100 {
		d := r.DelayOf(7, n)
		require.GreaterOrEqual(t, d, time.Second)
		require.LessOrEqual(t, d, 2*time.Second)
	}
	require.Zero(t, (&rule.Rule{}).DelayOf(7, 1))
}
