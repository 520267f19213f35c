package wire

import (
	"net/http"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Recorder is between an operation and the connection. When the head of the response is written it sets the headers that follow
// the emulator's clock. It keeps what was sent, and a response that a rule delays or breaks until finish.
type Recorder struct {
	http.ResponseWriter
	call      *Call
	Status    int
	Bytes     int64
	kept      []byte         // the body of a response that is not sent as it is
	journaled bool           // the call has an entry in a journal
	packed    journal.Packed // that entry, once it is complete
	took      time.Duration
	whole     bool   // the response was sent whole
	failed    error  // of a write
	sent      []byte // the body as it was sent, if the journal records bodies
	ended     bool   // end has run

	uncommitted bool // what the response depends on could not be kept, so an error was sent in its place
}

// Record wraps w for the response to a call.
func Record(w http.ResponseWriter, c *Call) *Recorder {
	c.rec = Recorder{ResponseWriter: w, call: c}
	return &c.rec
}

// WriteHeader stamps the head and sends it.
func (r *Recorder) WriteHeader(status int) {
	if r.Status != 0 {
		return
	}
	r.Status = status
	r.stamp()
	if r.call.backend.Commit != nil && !r.commit() {
		return
	}
	if !r.keeps() {
		r.ResponseWriter.WriteHeader(status)
	}
}

// keeps reports whether the response is kept until finish, because a rule edits, delays or breaks it.
func (r *Recorder) keeps() bool {
	return r.call.rule.Delay != nil || r.call.rule.Break != rule.Whole || r.call.rule.Edit != nil
}

// Write sends a part of the body, after the head.
func (r *Recorder) Write(p []byte) (int, error) {
	if r.Status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	if r.uncommitted {
		return len(p), nil // another response was sent
	}
	if r.keeps() {
		r.kept = append(r.kept, p...)
		return len(p), nil
	}
	return r.pass(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (r *Recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// over completes the journal's entry and calls Backend.Done, once.
func (r *Recorder) over() {
	if r.ended {
		return
	}
	r.ended = true
	c := r.call
	r.countPolls()
	c.logCounted()
	r.end()
	if c.backend.Done != nil {
		c.backend.Done(c, r)
	}
}

// stamp sets the headers that follow the clock. They have the time of the response; then a skipping clock may move.
func (r *Recorder) stamp() {
	c := r.call
	clock := c.World.Clock()
	next := c.next
	var now time.Time
	if len(c.Observed) > 0 {
		now = c.Observed[len(c.Observed)-1].Now
	} else {
		now = clock.Now()
	}
	for i := range c.Observed {
		s := &c.Observed[i] // a snapshot is large, and a batch has many
		next = sooner(next, s.Next)
	}
	h := r.Header()
	mode := clock.String()
	stamps := []string{c.dispatcher.dateOf(now), c.ID, clockHeader(mode, now, next)}
	h["Date"], h["X-Request-Id"], h["X-Jobsim-Clock"] = stamps[0:1:1], stamps[1:2:2], stamps[2:3:3]
	if hint := c.hint(mode); hint != "" {
		h.Set("X-Jobsim-Hint", hint)
	}
	c.skip()
}

// clockHeader returns the clock's mode, its instant, and the time until the next change of a job in the response.
func clockHeader(mode string, now, next time.Time) string {
	b := make([]byte, 0, 80)
	b = append(b, mode...)
	b = append(b, "; now="...)
	b = appendInstant(b, now)
	if !next.IsZero() {
		b = append(b, "; next=+"...)
		b = append(b, next.Sub(now).String()...)
	}
	return string(b)
}

// Changes returns the statuses of the jobs in the response for the log, and what the poll made of them: "disk INIT → RUNNING".
func (c *Call) Changes() []string {
	words := make([]string, 0, len(c.Observed))
	_ = c.World.Do(func(tx *world.Tx) error {
		for i := range c.Observed {
			s := &c.Observed[i]
			word := c.named(s.Ref).ID + " " + s.Status
			if after := tx.Peek(s.Ref); after.Absence == job.Present && after.Status != s.Status {
				word += " → " + after.Status
			}
			words = append(words, word)
		}
		return nil
	})
	return words
}

// Took returns the real time from a request's arrival to the end of its response. It is zero before that end, and without a
// journal.
func (r *Recorder) Took() time.Duration { return r.took }

// Entry returns the call's entry in the journal, once its response has ended; the zero Entry without a journal.
func (r *Recorder) Entry() journal.Entry { return r.packed.Entry() }

// named returns the name of a job as it may be written down: not that of a token.
func (c *Call) named(ref job.Ref) job.Ref {
	if c.secret(ref.API) {
		ref.ID = journal.Mask
	}
	return ref
}

// secret reports whether the names of an API's jobs are secrets.
func (c *Call) secret(api string) bool {
	return slices.Contains(c.dispatcher.tokens, api)
}
