package admin

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a span of time. In JSON it is a string such as "500ms", "27s", "1h30m" or "365d": the units of package time,
// and days of 24 hours in front of them.
type Duration time.Duration

// String returns the duration as package time writes it.
func (d Duration) String() string { return time.Duration(d).String() }

// MarshalJSON returns the duration as a JSON string.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads a JSON string. It returns a *DurationError for anything else.
func (d *Duration) UnmarshalJSON(src []byte) error {
	var text string
	if err := json.Unmarshal(src, &text); err != nil {
		return &DurationError{Text: string(src)}
	}
	parsed, err := ParseDuration(text)
	*d = Duration(parsed)
	return err
}

// DurationError is returned for a text that is not a duration.
type DurationError struct {
	Text string
}

// Error returns the text and what is expected in its place.
func (e *DurationError) Error() string {
	return fmt.Sprintf("%q is not a duration: want a text such as 500ms, 27s, 1h30m or 7d", e.Text)
}

// maxDays is how many days fit into a time.Duration, rounded down.
const maxDays = 100_000

// ParseDuration reads a duration that is not negative. It returns a *DurationError for anything else.
func ParseDuration(text string) (time.Duration, error) {
	var days int
	rest := text
	if before, after, ok := strings.Cut(text, "d"); ok {
		n, err := strconv.Atoi(before)
		if err != nil || n < 0 || n > maxDays {
			return 0, &DurationError{Text: text}
		}
		if days, rest = n, after; rest == "" {
			rest = "0"
		}
	}
	d, err := time.ParseDuration(rest)
	sum := time.Duration(days)*24*time.Hour + d
	if err != nil || d < 0 || sum < d {
		return 0, &DurationError{Text: text}
	}
	return sum, nil
}
