package verdict_test

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// waiter is a client that does it right: it waits before the first poll, ever longer between polls and with a random part, as long as
// Retry-After says, retries what is worth it, and has a deadline.
type waiter struct {
	draw *rand.Rand
	over func(response) bool // the response shows the end of the job
	poll func() response
}

// newWaiter returns a waiter for a job of EVS.
func newWaiter(c client, id string) waiter {
	return waiter{
		draw: rand.New(rand.NewPCG(1, 2)), poll: func() response { return c.evs(id) },
		over: func(r response) bool { s := r.get("status"); return s == "SUCCESS" || s == "FAIL" },
	}
}

// The pauses of a waiter.
const (
	firstPause = time.Second
	lastPause  = 30 * time.Second
	deadline   = 30 * time.Minute
)

// wait polls until the end of the job and returns the last response. It gives up at an error that is not worth a retry, and at its
// deadline.
func (w waiter) wait() (last response, done bool) {
	began := time.Now()
	for pause := firstPause; time.Since(began) < deadline; pause = min(pause*8/5, lastPause) {
		time.Sleep(w.jitter(max(pause, advised(last))))
		last = w.poll()
		switch {
		case w.over(last):
			return last, true
		case last.status >= http.StatusBadRequest && !again(last):
			return last, false
		}
	}
	return last, false
}

// jitter returns a pause with a random part of 10 % to 50 % on top.
func (w waiter) jitter(d time.Duration) time.Duration {
	return d + time.Duration((0.1+0.4*w.draw.Float64())*float64(d))
}

// again reports whether a response is worth a retry: none at all, a throttle, or an error of the service.
func again(r response) bool {
	return r.status == 0 || r.status == http.StatusTooManyRequests || r.status >= http.StatusInternalServerError
}

// advised returns how long Retry-After says to wait, by the Date of the same response if it is a date.
func advised(r response) time.Duration {
	text := r.header.Get("Retry-After")
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(seconds) * time.Second
	}
	until, err := http.ParseTime(text)
	now, errNow := http.ParseTime(r.header.Get("Date"))
	if err != nil || errNow != nil {
		return 0
	}
	return until.Sub(now) + time.Second // both have lost their fractions of a second
}
