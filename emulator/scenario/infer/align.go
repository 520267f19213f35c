package infer

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/trace"
)

// Align sets the times of exchanges to the server's clock, in place, and sorts them. A client's clock can differ from the server's,
// and the instants in responses are the server's: a job that ended a second before a poll by one clock may end after it by the other.
//
// The header X-Jobsim-Clock has the server's time with milliseconds. Without it, the Date headers of a file say by how much its
// clock differs; less than two seconds are left alone, since Date has whole seconds.
func Align(list []trace.Exchange) {
	skews := map[string][]time.Duration{}
	for i := range list {
		e := &list[i]
		if at, ok := jobsimTime(e.Response.Header); ok {
			e.At = at
			continue
		}
		date, err := http.ParseTime(e.Response.Header.Get("Date"))
		if err == nil && !e.At.IsZero() {
			skews[e.File] = append(skews[e.File], date.Add(500*time.Millisecond).Sub(e.At.Add(e.Took/2)))
		}
	}
	for file, all := range skews {
		slices.Sort(all)
		skew := all[len(all)/2]
		if skew.Abs() < 2*time.Second {
			continue
		}
		for i := range list {
			if _, ok := jobsimTime(list[i].Response.Header); !ok && list[i].File == file {
				list[i].At = list[i].At.Add(skew)
			}
		}
	}
	trace.Sort(list)
}

// jobsimTime returns the instant of a response of jobsim itself.
func jobsimTime(h http.Header) (time.Time, bool) {
	_, now, found := strings.Cut(h.Get("X-Jobsim-Clock"), "now=")
	if !found {
		return time.Time{}, false
	}
	now, _, _ = strings.Cut(now, ";")
	at, err := time.Parse(time.RFC3339Nano, now)
	return at, err == nil
}
