package wire

import (
	"context"
	"errors"
	"io"
	"net/http"

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

	table Table     // the API's native errors, and its gateway's
	rule  rule.Rule // what claimed the call; the zero Rule wants nothing
	nth   int       // which of the rule's calls this is, from 1
	limit int64
	body  []byte
	err   error
	read  bool
}

// ErrTooLarge says that a request's body is over the limit.
var ErrTooLarge = errors.New("the body is over the limit")

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

// Body reads the request's body, once, however often it is asked for. It answers ErrTooLarge, or what the connection
// said.
func (c *Call) Body() ([]byte, error) {
	if c.read {
		return c.body, c.err
	}
	c.read = true
	if c.ContentLength > c.limit {
		c.err = ErrTooLarge
		return nil, c.err
	}
	c.body, c.err = io.ReadAll(io.LimitReader(c.Request.Body, c.limit+1))
	if int64(len(c.body)) > c.limit {
		c.body, c.err = nil, ErrTooLarge
	}
	return c.body, c.err
}

// Tell remembers what the answer tells about jobs, for the clock header and the log.
func (c *Call) Tell(snaps ...job.Snapshot) { c.Told = append(c.Told, snaps...) }

// Do runs f in the world. An answer that a rule cuts off is not a whole one, so its looks count as no polls.
func (c *Call) Do(f func(*world.Tx) error) error {
	if c.rule.Break == rule.Truncate {
		return c.World.DoUnnoticed(f)
	}
	return c.World.Do(f)
}

// Setting is a fidelity setting's value in force.
func (c *Call) Setting(name string) string { return c.World.Setting(name) }
