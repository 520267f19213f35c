package wire

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Call is one request on its way through the emulator.
type Call struct {
	*http.Request
	World *world.World
	// ID names the request: the X-Request-Id of the answer, and the request_id in the gateway's bodies.
	ID     string
	Prefix string // the path prefix that was cut off, such as "/evs", or empty
	API    string // who answers
	Op     string // what was asked, once an Op has been picked
	// Told are the jobs whose status the answer tells, in its order.
	Told []job.Snapshot

	front  *Front
	at     Place
	table  Table          // the API's native errors, and its gateway's
	rule   rule.Rule      // what claimed the call; the zero Rule wants nothing
	nth    int            // which of the rule's calls this is, from 1
	missed []job.Snapshot // asked about, and not to be seen
	begun  bool           // it started a job
	noted  int            // where the world remembers it; 0: it does not
	limit  int64
	body   []byte
	err    error
	read   bool
}

// What can be wrong with a body before anybody looks into it.
var (
	ErrTooLarge = errors.New("the body is over the limit")
	ErrTooSlow  = errors.New("the body did not come in time")
	ErrCutShort = errors.New("the body did not come whole") // or not in the form that HTTP wants
)

type callKey struct{}

// With attaches a Call to a request; body is the limit of its body in bytes. The Call's own Request is the new one.
func With(r *http.Request, c *Call, body int64) *http.Request {
	c.limit = body
	c.Request = r.WithContext(context.WithValue(r.Context(), callKey{}, c))
	return c.Request
}

// From finds the Call of a request. Each request that reaches an API has one.
func From(r *http.Request) *Call {
	c := r.Context().Value(callKey{}).(*Call)
	c.Request = r // the router's request, which knows the path variables
	return c
}

// Var is a variable of the route's path, or empty.
func (c *Call) Var(name string) string { return mux.Vars(c.Request)[name] }

// Body reads the request's body, once, however often it is asked for. It answers ErrTooLarge, ErrTooSlow or ErrCutShort.
func (c *Call) Body() ([]byte, error) {
	if c.read {
		return c.body, c.err
	}
	c.read = true
	if c.ContentLength > c.limit {
		c.err = ErrTooLarge
		return nil, c.err
	}
	body, err := io.ReadAll(io.LimitReader(c.Request.Body, c.limit+1))
	switch {
	case int64(len(body)) > c.limit:
		c.err = ErrTooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		c.err = ErrTooSlow
	case err != nil:
		c.err = ErrCutShort
	default:
		c.body = body
	}
	return c.body, c.err
}

// Tell remembers what the answer tells about jobs, for the clock header and the log.
func (c *Call) Tell(snaps ...job.Snapshot) {
	if c.Told == nil {
		c.Told = snaps // mostly all that there is to tell
		return
	}
	c.Told = append(c.Told, snaps...)
}

// Do runs f in the world. An answer that a rule cuts off is not a whole one, so its looks count as no polls. A call that
// changes the world is remembered there.
func (c *Call) Do(f func(*world.Tx) error) error {
	do := c.World.Do
	if c.rule.Break == rule.Truncate {
		do = c.World.DoUnnoticed
	}
	return do(func(tx *world.Tx) error {
		err := f(tx)
		c.missed = append(c.missed, tx.Missed()...)
		if tx.Changed() || c.World.Ruled() {
			c.note(tx)
		}
		return err
	})
}

// Setting is a fidelity setting's value in force.
func (c *Call) Setting(name string) string { return c.World.Setting(name) }
