package wire

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Call is one request on its way through the emulator.
type Call struct {
	*http.Request
	World *world.World
	// ID names the request: the X-Request-Id of the response, and the request_id in the gateway's bodies.
	ID     string
	Prefix string // the path prefix that was cut off, such as "/evs", or empty
	API    string // the API that serves it
	Op     string // the operation, once an Op matches
	// Observed are the jobs whose status the response shows, in its order.
	Observed []job.Snapshot

	rec        Recorder
	entry      journal.Entry   // in the journal, until the response ends
	one        [1]job.Snapshot // what mostly is all of Told
	vars       map[string]string
	dispatcher *Dispatcher
	backend    Backend
	table      Table          // the API's native errors, and its gateway's
	rule       *rule.Rule     // the rule that matched; the zero Rule does nothing
	nth        int            // which of the rule's calls this is, from 1
	wait       time.Duration  // until the rule's rate lets through another call
	notFound   []job.Snapshot // requested, and not visible to a client
	requested  []job.Ref      // named by a call that a rule answered
	begun      bool           // it started a job
	next       time.Time      // of what it showed without a poll, the next change by time alone; zero: never
	full       string         // why it could not
	refused    string         // why the call was refused, for the journal; empty if it was not
	denied     bool           // its credentials were refused
	rejected   bool           // by the HTTP server, before any rule
	logged     int            // where the world remembers it; 0: it does not
	inLog      *LoggedRequest // the same; nil: it does not
	polls      []world.Poll   // those that count only once the response was sent
	limit      int64
	body       []byte
	err        error
	read       bool
	sound      bool // the body was found to be JSON
}

// The errors of a body that is not read whole.
var (
	ErrTooLarge = errors.New("the body is over the limit")
	ErrTooSlow  = errors.New("the body did not come in time")
	ErrCutShort = errors.New("the body did not come whole") // or not in the form that HTTP wants
)

// CallOf returns the Call of a response: every ResponseWriter that an API gets has it.
func CallOf(w http.ResponseWriter) *Call { return w.(*Recorder).call }

// Var returns a variable of the route's path, or empty.
func (c *Call) Var(name string) string { return c.vars[name] }

// Body returns the request's body, which is read once. It returns ErrTooLarge, ErrTooSlow or ErrCutShort.
func (c *Call) Body() ([]byte, error) {
	if c.read {
		return c.body, c.err
	}
	c.read = true
	if c.ContentLength > c.limit {
		c.err = ErrTooLarge
		return nil, c.err
	}
	body, err := c.readBody()
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

// readBody reads the body, up to one byte over the limit.
func (c *Call) readBody() ([]byte, error) {
	if n := c.ContentLength; n > 0 && n <= smallBody {
		body := make([]byte, n)
		_, err := io.ReadFull(c.Request.Body, body)
		return body, err
	}
	return io.ReadAll(io.LimitReader(c.Request.Body, c.limit+1))
}

// smallBody is the size of a body, in bytes, up to which memory is given on the client's word.
const smallBody = 4 << 10

// Observe stores a job that the response shows, for the clock header, the journal and the log. It returns a pointer to the
// stored snapshot.
func (c *Call) Observe(snap job.Snapshot) *job.Snapshot {
	if c.Observed == nil {
		c.Observed = c.one[:0]
	}
	c.Observed = append(c.Observed, snap)
	return &c.Observed[len(c.Observed)-1]
}

// Do runs f in the world. Polls whose response a rule delays or breaks are not counted before it was sent. A call that
// changes the world is logged there.
func (c *Call) Do(f func(*world.Tx) error) error {
	do := c.World.Do
	if c.waitsForSend() {
		do = c.World.DoUncounted
	}
	return do(func(tx *world.Tx) error {
		err := f(tx)
		c.polls = append(c.polls, tx.Uncounted()...)
		c.notFound = append(c.notFound, tx.NotFound()...)
		if !tx.Changed() {
			c.next = sooner(c.next, tx.NextChange())
		}
		if tx.Changed() || c.World.HasRules() {
			c.log(tx)
		}
		return err
	})
}

// Setting returns a fidelity setting's value in force.
func (c *Call) Setting(name string) string { return c.World.Setting(name) }
