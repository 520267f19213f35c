package clock_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func TestManualStandsUntilMoved(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(noon)
	require.Equal(t, noon, c.Now())
	require.True(t, c.Stopped())
	require.Equal(t, noon.Add(time.Minute), c.Advance(time.Minute))
	require.Equal(t, noon.Add(time.Minute), c.Advance(-time.Hour), "time never runs backward")
	require.Equal(t, noon.Add(time.Hour), c.Set(noon.Add(time.Hour)))
	require.Equal(t, noon.Add(time.Hour), c.Set(noon))
	c.Skip(noon.Add(2 * time.Hour))
	require.Equal(t, noon.Add(time.Hour), c.Now(), "only a skipping clock skips")
}

func TestScaledRunsFaster(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, err := clock.Parse("60x")
		require.NoError(t, err)
		start := c.Now()
		time.Sleep(time.Second)
		require.Equal(t, time.Minute, c.Now().Sub(start))
	})
}

// TestModesGoOnFromWhereTheClockIs walks one clock through all modes: what it tells never jumps.
func TestModesGoOnFromWhereTheClockIs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := clock.Steer(clock.System{})
		start := c.Now()
		at := func(mode string, passed time.Duration) {
			t.Helper()
			require.Equal(t, mode, c.String())
			require.Equal(t, passed, c.Now().Sub(start))
		}
		time.Sleep(time.Second)
		at("real", time.Second)
		c.Pause()
		time.Sleep(time.Second)
		at("paused", time.Second)
		c.Pause()
		c.Resume()
		time.Sleep(time.Second)
		at("1x", 2*time.Second)
		require.NoError(t, c.Scale(60))
		time.Sleep(time.Second)
		at("60x", 62*time.Second)
		c.Pause()
		c.Advance(8 * time.Second)
		at("paused", 70*time.Second)
		c.Resume()
		time.Sleep(time.Second)
		at("60x", 130*time.Second)
		require.NoError(t, c.SetMode("skipping"))
		c.Skip(c.Now().Add(10 * time.Second))
		time.Sleep(time.Hour)
		at("skipping", 140*time.Second)
		require.NoError(t, c.SetMode("manual"))
		at("manual", 140*time.Second)
		c.Resume()
		time.Sleep(time.Second)
		at("1x", 141*time.Second)
		require.NoError(t, c.SetMode("real"))
		at("1x", 141*time.Second)
	})
}

func TestRealStaysReal(t *testing.T) {
	t.Parallel()
	c, err := clock.Parse("real")
	require.NoError(t, err)
	c.Set(c.Now().Add(-time.Hour))
	c.Advance(0)
	c.Resume()
	require.NoError(t, c.Scale(1))
	require.Equal(t, "real", c.String())
	c.Advance(time.Hour)
	require.Equal(t, "1x", c.String())
}

func TestForkGoesItsOwnWay(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(noon)
	twin := c.Fork()
	twin.Advance(time.Hour)
	require.Equal(t, noon, c.Now())
	require.Equal(t, noon.Add(time.Hour), twin.Now())
	require.Equal(t, "manual", twin.String())
}

func TestTimeHasAnEnd(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(noon)
	require.Equal(t, clock.Latest(), c.Set(clock.Latest().Add(time.Hour)))
	require.Equal(t, clock.Latest(), c.Advance(1<<63-1))
	synctest.Test(t, func(t *testing.T) {
		c, err := clock.ParseAt("1e6x", noon)
		require.NoError(t, err)
		before := c.Now()
		for range 10 {
			time.Sleep(24 * time.Hour)
			now := c.Now()
			require.False(t, now.Before(before))
			require.False(t, now.After(clock.Latest()))
			before = now
		}
	})
}

// TestSteeringIsSafe moves a clock from many sides while others read it: nobody sees it run backward.
func TestSteeringIsSafe(t *testing.T) {
	t.Parallel()
	c := clock.Steer(clock.System{})
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			last := c.Now()
			for n := range 500 {
				switch i {
				case 0:
					c.Advance(time.Millisecond)
				case 1:
					c.Pause()
					c.Resume()
				case 2:
					_ = c.Scale(float64(1 + n%3))
				}
				now := c.Now()
				if now.Before(last) {
					t.Errorf("%s after %s", now, last)
				}
				last = now
			}
		})
	}
	all.Wait()
}

func TestParse(t *testing.T) {
	t.Parallel()
	for mode, want := range map[string]string{
		"": "real", "real": "real", "manual": "manual", "60x": "60x", "0.5x": "0.5x", "skipping": "skipping", "1x": "real",
	} {
		c, err := clock.Parse(mode)
		require.NoError(t, err)
		require.Equal(t, want, c.String())
	}
	for _, mode := range []string{"x", "0x", "-1x", "fast", "60", "1e9x", "nanx", "paused"} {
		_, err := clock.Parse(mode)
		require.ErrorContains(t, err, "want real, manual, skipping, or a factor such as 60x", mode)
		require.Error(t, clock.NewManual(noon).SetMode(mode))
	}
	for _, pace := range []float64{0, -1, 1e9} {
		require.ErrorContains(t, clock.NewManual(noon).Scale(pace), "want a number from 1e-06 to 1e+06")
	}
}

// TestBaseSetBack checks that a clock waits while its base is set back, and goes on from there.
func TestBaseSetBack(t *testing.T) {
	t.Parallel()
	for _, pace := range []float64{1, 60} {
		base := &adjustable{noon}
		c := clock.Steer(base)
		require.NoError(t, c.Scale(pace))
		base.now = noon.Add(time.Minute)
		fork := c.Fork()
		latest := c.Now()
		base.now = noon.Add(-time.Hour)
		for _, c := range []*clock.Steered{c, fork} {
			require.Equal(t, latest, c.Now())
			c.Pause()
			require.Equal(t, latest, c.Now())
			c.Resume()
			require.Equal(t, latest, c.Now())
		}
		base.now = noon.Add(2 * time.Minute)
		require.True(t, c.Now().After(latest))
		require.True(t, fork.Now().After(latest))
	}
}

// adjustable is a clock of a user's that can be set back.
type adjustable struct{ now time.Time }

// Now returns the instant.
func (a *adjustable) Now() time.Time { return a.now }

// String returns the mode.
func (a *adjustable) String() string { return "adjustable" }
