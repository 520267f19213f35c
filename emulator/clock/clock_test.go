package clock_test

import (
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
	require.Equal(t, noon.Add(time.Minute), c.Advance(time.Minute))
	require.Equal(t, noon.Add(time.Minute), c.Advance(-time.Hour), "time never runs backward")
	require.Equal(t, noon.Add(time.Hour), c.Set(noon.Add(time.Hour)))
	require.Equal(t, noon.Add(time.Hour), c.Set(noon))
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

func TestParse(t *testing.T) {
	t.Parallel()
	for mode, want := range map[string]string{"": "real", "real": "real", "manual": "manual", "60x": "60x", "0.5x": "0.5x"} {
		c, err := clock.Parse(mode)
		require.NoError(t, err)
		require.Equal(t, want, c.String())
	}
	for _, mode := range []string{"x", "0x", "-1x", "fast", "60", "1e9x", "nanx"} {
		_, err := clock.Parse(mode)
		require.ErrorContains(t, err, "want real, manual, or a factor such as 60x", mode)
	}
}
