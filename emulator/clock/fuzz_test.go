package clock_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
)

// Whatever names a mode makes a clock that goes forward, and by whose name the same clock is made again.
func FuzzParse(f *testing.F) {
	for _, mode := range []string{"real", "", "manual", "skipping", "60x", "0.5x", "1e3x", "-1x", "NaNx", "Infx", "0x1p-2x", "x", "1_0x"} {
		f.Add(mode)
	}
	f.Fuzz(func(t *testing.T, mode string) {
		begin := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
		c, err := clock.ParseAt(mode, begin)
		if err != nil {
			return
		}
		require.False(t, c.Now().Before(begin))
		again, err := clock.ParseAt(c.String(), begin)
		require.NoError(t, err)
		require.Equal(t, c.String(), again.String())
	})
}
