package infer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestRoundest(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ lo, hi, want time.Duration }{
		{0, time.Second, time.Second},
		{4300 * time.Millisecond, 5300 * time.Millisecond, 5 * time.Second},
		{9 * time.Second, 12 * time.Second, 10 * time.Second},
		{55 * time.Second, 65 * time.Second, time.Minute},
		{1500 * time.Millisecond, 1501 * time.Millisecond, 1501 * time.Millisecond},
		{time.Second - 1, time.Second, time.Second},
		{10 * time.Second, 11 * time.Second, 11 * time.Second},
		{2 * time.Minute, 9 * time.Minute, 5 * time.Minute},
	} {
		got, ok := roundest(test.lo, test.hi)
		require.True(t, ok)
		require.Equal(t, test.want, got, "%s..%s", test.lo, test.hi)
	}
	_, ok := roundest(time.Second, time.Second)
	require.False(t, ok)
}

// TestLengths draws windows of jobs that went through the same steps. The steps that fit all of them end in all windows.
func TestLengths(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.IntRange(1, 5).Draw(t, "steps")
		jobs := make([][]window, rapid.IntRange(1, 4).Draw(t, "jobs"))
		for j := range jobs {
			at := time.Duration(0)
			for range steps {
				lo := at + time.Duration(rapid.Int64Range(0, int64(time.Minute)).Draw(t, "lo"))
				at = lo + time.Duration(rapid.Int64Range(1, int64(10*time.Minute)).Draw(t, "hi"))
				jobs[j] = append(jobs[j], window{lo, at})
			}
		}
		found, ok := lengths(jobs...)
		if !ok {
			require.Greater(t, len(jobs), 1, "one job alone always has steps")
			return
		}
		at := time.Duration(0)
		for i, length := range found {
			at += length
			for _, job := range jobs {
				require.Greater(t, at, job[i].lo)
				require.LessOrEqual(t, at, job[i].hi)
			}
		}
	})
}

func TestNth(t *testing.T) {
	t.Parallel()
	require.Equal(t, "1, 3, 5..7", nth([]int{1, 3, 5, 6, 7}))
	require.Equal(t, "2", nth([]int{2}))
}
