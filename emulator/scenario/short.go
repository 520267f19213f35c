package scenario

import (
	"fmt"
	"strings"
	"time"
)

// short is a duration as the language writes it, without units that are nil: 1h30m, 20d1m3s.
func short(d time.Duration) string {
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
