package job

import (
	"fmt"
	"strings"
	"time"
)

const day = 24 * time.Hour

// FormatDuration returns a duration as scenarios write it, without units that are zero: 1h30m, 20d1m3s.
func FormatDuration(d time.Duration) string {
	text := ""
	if d >= day {
		text, d = fmt.Sprintf("%dd", d/day), d%day
		if d == 0 {
			return text
		}
	}
	rest := d.String()
	if strings.HasSuffix(rest, "m0s") {
		rest = strings.TrimSuffix(rest, "0s")
	}
	if strings.HasSuffix(rest, "h0m") {
		rest = strings.TrimSuffix(rest, "0m")
	}
	rest = strings.Replace(rest, "h0m", "h", 1)
	return text + rest
}

// String returns the span as scenarios write it: "2s", or "2s..5s".
func (s Span) String() string {
	if s.Min == s.Max {
		return FormatDuration(s.Min)
	}
	return FormatDuration(s.Min) + ".." + FormatDuration(s.Max)
}
