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

// Recorder stands between an operation and the connection. When the head of the answer is written it stamps what follows
// the emulator's clock; it remembers what was sent. An answer that a rule delays or breaks it keeps until finish.
type Recorder struct {
	http.ResponseWriter
	call      *Call
	Status    int
	Bytes     int64
	kept      []byte         // the body of an answer that is not to be sent as it is
	journaled bool           // the call has an entry in a journal
	packed    journal.Packed // that entry, once it is complete
	took      time.Duration
	whole     bool   // the response was sent whole
	failed    error  // of a write
	sent      []byte // the body as it was sent, if the journal records bodies
	ended     bool   // end has run
}

// Record wraps w for the answer to a call.
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
	if c.logged == 0 && !c.rejected && c.World.HasRules() {
		_ = c.World.Do(func(tx *world.Tx) error { // the rules have counted it, though it did nothing else
			c.log(tx)
			return nil
		})
	}
	r.end()
	if c.backend.Done != nil {
		c.backend.Done(c, r)
	}
}

// stamp sets the headers that follow the clock. They tell the time of the answer; then a clock that skips may go on.
func (r *Recorder) stamp() {
	c := r.call
	clock := c.World.Clock()
	now, next := time.Time{}, c.next
	if len(c.Observed) > 0 {
		now = c.Observed[len(c.Observed)-1].Now
	} else {
		now = clock.Now()
	}
	for i := range c.Observed {
		s := &c.Observed[i] // a snapshot is large, and a batch tells many
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

// clockHeader tells the clock's mode, its instant, and how far off the next change of a told job is.
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

// Changes tells the statuses of the told jobs for the log, and what they came to by being told: "disk INIT → RUNNING".
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

// Entry is what the journal has of the call, once its answer is over; the zero Entry without a journal.
func (r *Recorder) Entry() journal.Entry { return r.packed.Entry() }

// named is the name of a job as it may be written down: not that of a token.
func (c *Call) named(ref job.Ref) job.Ref {
	if c.secret(ref.API) {
		ref.ID = journal.Mask
	}
	return ref
}

// secret tells that the names of an API's jobs are secrets.
func (c *Call) secret(api string) bool {
	return slices.Contains(c.dispatcher.tokens, api)
}
