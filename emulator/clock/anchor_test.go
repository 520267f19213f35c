package clock_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
)

// TestFollow: a clock that follows the anchor of another one has its time, and none before floor or base, if the machine's time was set
// back meanwhile.
func TestFollow(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"real", "60x", "0.5x", "manual", "skipping"} {
		synctest.Test(t, func(t *testing.T) {
			first, err := clock.Parse(mode)
			require.NoError(t, err)
			var anchors []clock.Anchor
			first.OnSteer(func(a clock.Anchor) { anchors = append(anchors, a) })
			time.Sleep(time.Minute)
			first.Advance(time.Hour)
			first.Advance(0)
			time.Sleep(time.Minute)
			second := clock.NewManual(noon)
			second.Follow(anchors[len(anchors)-1], clock.Earliest(), time.Time{})
			for range 3 {
				require.Equal(t, first.Now(), second.Now(), mode)
				require.Equal(t, first.String(), second.String())
				time.Sleep(time.Second)
			}
			if first.Stopped() {
				require.Len(t, anchors, 1, "one that does not move is not written again and again")
			}

			floor := first.Now().Add(24 * time.Hour)
			second.Follow(first.Anchor(), floor, time.Time{})
			require.False(t, second.Now().Before(floor))
			require.WithinDuration(t, floor, second.Now(), time.Microsecond)
			time.Sleep(time.Hour)
			require.False(t, second.Now().Before(floor))

			later := time.Now().Add(time.Hour)
			second.Follow(first.Anchor(), clock.Earliest(), later)
			before := second.Now()
			time.Sleep(time.Minute)
			require.Equal(t, before, second.Now(), "it waits")
			time.Sleep(2 * time.Hour)
			require.Equal(t, first.Now(), second.Now())
		})
	}
}
