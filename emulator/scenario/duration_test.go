package scenario

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

func TestParseDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"0s": 0, "500ms": 500 * time.Millisecond, "1.5s": 1500 * time.Millisecond, "8.016s": 8016 * time.Millisecond,
		"1h30m": 90 * time.Minute, "7d": 7 * day, "20d1m3s": 20*day + 63*time.Second, "3650d": maxDuration,
		"250us": 250 * time.Microsecond, "250µs": 250 * time.Microsecond, "1ns": 1, "0d": 0, "1.5h": 90 * time.Minute,
	} {
		got, wrong := parseDuration(text)
		require.Empty(t, wrong, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "0", "10", "-1s", "1.5d", "3650d1ns", "s", ".5s", "5s ", " 5s", "5s x", "1e3s", "999999999999999999999d", "5S", "١s"} {
		_, wrong := parseDuration(text)
		require.NotEmpty(t, wrong, text)
	}
}

// What job.FormatDuration writes is read as the same duration.
func TestFormattedDurationsAreRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]time.Duration{1, time.Microsecond, time.Millisecond, time.Second, time.Minute, time.Hour, day}).Draw(t, "unit")
		d := unit * time.Duration(rapid.Int64Range(0, int64(maxDuration/unit)).Draw(t, "n"))
		text := job.FormatDuration(d)
		got, wrong := parseDuration(text)
		require.Empty(t, wrong, text)
		require.Equal(t, d, got, text)
	})
	for d, want := range map[time.Duration]string{
		0: "0s", time.Hour: "1h", 10 * time.Minute: "10m", 20*day + 63*time.Second: "20d1m3s", time.Hour + 5*time.Second: "1h5s",
		2 * day: "2d", 90 * time.Minute: "1h30m", 20 * time.Hour: "20h", 100 * time.Second: "1m40s", day + 30*time.Minute: "1d30m",
	} {
		require.Equal(t, want, job.FormatDuration(d))
	}
}

func TestParseSpan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]job.Span{
		"2s": job.Fixed(2 * time.Second), "2s..5s": {Min: 2 * time.Second, Max: 5 * time.Second},
		"0s .. 1d": {Min: 0, Max: day}, "3s..3s": job.Fixed(3 * time.Second), "1.5s..2.5s": {Min: 1500 * time.Millisecond, Max: 2500 * time.Millisecond},
	} {
		got, wrong := parseSpan(text)
		require.Empty(t, wrong, text)
		require.Equal(t, want, got, text)
	}
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		kind grammar.Kind
		want string
	}{
		{"10", grammar.Exit, "10s"},
		{"10", grammar.Duration, "10s"},
		{"5 sec", grammar.Duration, "5s"},
		{"1 hour 30 minutes", grammar.Duration, "1h30m"},
		{"2 weeks", grammar.Duration, "14d"},
		{"0.5d", grammar.Duration, "12h"},
		{"5S", grammar.Duration, "5s"},
		{"2-5s", grammar.Span, "2s..5s"},
		{"2 to 5 minutes", grammar.Span, "2m..5m"},
		{"5m..2m", grammar.Span, "2m..5m"},
		{"2s…5s", grammar.Span, "2s..5s"},
		{"2s..5s", grammar.Duration, ""},
		{"3 poll s", grammar.Exit, ""},
		{"12polls", grammar.Exit, "12 polls"},
		{"50 %", grammar.Percent, "50"},
		{"10-20", grammar.Percent, "10..20"},
		{"120%", grammar.Percent, ""},
		{"later", grammar.Duration, ""},
		{"-5s", grammar.Duration, ""},
	} {
		require.Equal(t, tt.want, suggest(tt.text, tt.kind), tt.text)
	}
}

// What is proposed can be read, whatever was written.
func FuzzSuggest(f *testing.F) {
	for _, s := range []string{"10", "2s..5", "3 polls", "40%", "1 week", "9999999999999999999999d", "..", "-", "1e9h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, k := range []grammar.Kind{grammar.Duration, grammar.Span, grammar.Exit, grammar.Percent} {
			if instead := suggest(s, k); instead != "" {
				require.True(t, readable(instead, k), "%q is proposed for %q", instead, s)
			}
		}
	})
}

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"INIT", "RUNNING", "SUCCESS", "FAIL", "INCRE_TRANSFER_STARTED"}
	for word, want := range map[string]string{
		"RUNNIG": "RUNNING", "running": "RUNNING", "INTI": "INIT", "SUCCES": "SUCCESS", "FAILED": "FAIL",
		"INCRE_TRANFER_STARTED": "INCRE_TRANSFER_STARTED", "DONE": "", "": "", strings.Repeat("x", 100): "",
	} {
		require.Equal(t, want, nearest(word, known), word)
	}
	require.Equal(t, 1, distance("ab", "ba"))
	require.Equal(t, 3, distance("", "abc"))
	require.Equal(t, 0, distance("é", "é"))
	require.Equal(t, 1, distance("é", "è"), "characters count and not bytes")
}
