package wire

import (
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Recorder stands between an operation and the connection. When the head of the answer is written it stamps what follows
// the emulator's clock; it remembers what was sent. An answer that a rule delays or breaks it keeps until finish.
type Recorder struct {
	http.ResponseWriter
	call   *Call
	Status int
	Bytes  int64
	kept   []byte // the body of an answer that is not to be sent as it is
}

// Record wraps w for the answer to a call.
func Record(w http.ResponseWriter, c *Call) *Recorder { return &Recorder{ResponseWriter: w, call: c} }

// WriteHeader stamps the head and sends it.
func (r *Recorder) WriteHeader(status int) {
	if r.Status != 0 {
		return
	}
	r.Status = status
	r.stamp()
	if !r.keeps() {
		r.ResponseWriter.WriteHeader(status)
	}
}

// keeps tells that a rule wants something done to the answer.
func (r *Recorder) keeps() bool { return r.call.rule.Delay != nil || r.call.rule.Break != rule.Whole }

// Write sends a part of the body, after the head.
func (r *Recorder) Write(p []byte) (int, error) {
	if r.Status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	if r.keeps() {
		r.kept = append(r.kept, p...)
		return len(p), nil
	}
	n, err := r.ResponseWriter.Write(p)
	r.Bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *Recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *Recorder) stamp() {
	c := r.call
	clock := c.World.Clock()
	now := clock.Now()
	var next time.Time
	for _, s := range c.Told {
		now = s.Now
		if !s.Next.IsZero() && (next.IsZero() || s.Next.Before(next)) {
			next = s.Next
		}
	}
	h := r.Header()
	h.Set("Date", now.UTC().Format(http.TimeFormat))
	h.Set("X-Request-Id", c.ID)
	h.Set("X-Jobsim-Clock", clockHeader(clock.String(), now, next))
}

// clockHeader tells the clock's mode, its instant, and how far off the next change of a told job is.
func clockHeader(mode string, now, next time.Time) string {
	b := make([]byte, 0, 80)
	b = append(b, mode...)
	b = append(b, "; now="...)
	b = now.UTC().AppendFormat(b, "2006-01-02T15:04:05.000Z")
	if !next.IsZero() {
		b = append(b, "; next=+"...)
		b = append(b, next.Sub(now).String()...)
	}
	return string(b)
}

// Phases tells the phases of the told jobs, for the log.
func Phases(told []job.Snapshot) []string {
	words := make([]string, 0, len(told))
	for _, s := range told {
		words = append(words, s.ID+"="+s.Status)
	}
	return words
}
