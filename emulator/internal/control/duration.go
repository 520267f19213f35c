package control

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a time span as the control API writes it: "27s", "1h30m", "500ms", and "365d", which Go's own do not know.
type Duration time.Duration

// UnmarshalJSON reads a text.
func (d *Duration) UnmarshalJSON(src []byte) error {
	var text string
	if err := json.Unmarshal(src, &text); err != nil {
		return fmt.Errorf("a duration is a text such as \"27s\", not %s", src)
	}
	parsed, err := parseDuration(text)
	*d = Duration(parsed)
	return err
}

// MarshalJSON writes a text.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(d).String()) }

func parseDuration(text string) (time.Duration, error) {
	const mostDays = 100_000 // what fits into a time.Duration, in round numbers
	bad := Refuse(fmt.Sprintf("%q is no duration", text), "want a text such as 500ms, 27s, 1h30m or 7d")
	var days int
	rest := text
	if before, after, ok := strings.Cut(text, "d"); ok {
		n, err := strconv.Atoi(before)
		if err != nil || n < 0 || n > mostDays {
			return 0, bad
		}
		if days, rest = n, after; rest == "" {
			rest = "0"
		}
	}
	d, err := time.ParseDuration(rest)
	sum := time.Duration(days)*24*time.Hour + d
	if err != nil || d < 0 || sum < d {
		return 0, bad
	}
	return sum, nil
}
