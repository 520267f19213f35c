package verdict

import (
	"net/http"
	"strconv"
	"time"
)

// advice is what a Retry-After header says.
type advice struct {
	header string
	date   time.Time     // zero for a number of seconds
	wait   time.Duration // from the end of the response
}

// adviceOf reads the header of a response that came back from a request. It reports false if there was none that is one.
func adviceOf(a *asked) (advice, bool) {
	if a.retryAfter == "" {
		return advice{}, false
	}
	if seconds, err := strconv.ParseUint(a.retryAfter, 10, 31); err == nil {
		return advice{header: a.retryAfter, wait: time.Duration(seconds) * time.Second}, true
	}
	date, err := http.ParseTime(a.retryAfter)
	if err != nil {
		return advice{}, false
	}
	return advice{header: a.retryAfter, date: date, wait: date.Sub(a.at.Truncate(time.Second))}, true
}

// early returns how long before the advised instant a request came; negative if it came after it. A date has no fractions of a second,
// and neither has the Date header beside it.
func (a advice) early(l *look, before *asked, now moment) time.Duration {
	if a.date.IsZero() {
		return a.wait - (l.pause - before.took)
	}
	return a.date.Sub(now.at)
}
