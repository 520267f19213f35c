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

// Call is one request on its way through the emulator: the request, where it is served, and in parts of their own its body, the rule
// that matched it, its outcome, and what is kept of it for the journal and for a replay.
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

	vars       map[string]string // of the route's path
	dispatcher *Dispatcher
	backend    Backend
	table      Table // the API's native errors, and its gateway's

	requestBody
	ruleMatch
	outcome
	facts
	records
}

// requestBody is the body of a request, which is read once.
type requestBody struct {
	limit int64 // bytes
	body  []byte
	err   error // of reading it
	read  bool
	sound bool // it was found to be JSON
}

// ruleMatch is the rule that matched a request.
type ruleMatch struct {
	rule      *rule.Rule    // the zero Rule does nothing
	nth       int           // which of the rule's calls this is, from 1; 0: no rule matched
	wait      time.Duration // until the rule's rate lets through another call
	requested []job.Ref     // the jobs that a call named to which a rule responded
}

// outcome is what became of a request.
type outcome struct {
	notFound []job.Snapshot // requested, and not visible to a client
	next     time.Time      // of what it showed without a poll, the next change by time alone; zero: never
	begun    bool           // it started a job
	full     string         // why there was no room for a job; empty if there was
	refused  string         // why it was refused, for the journal; empty if it was not
	denied   bool           // its credentials were refused
	rejected bool           // by the HTTP server, before any rule
}

// records are what is kept of a request: for its journal entry, and for a replay.
type records struct {
	rec    Recorder
	entry  journal.Entry   // in the journal, until the response ends
	one    [1]job.Snapshot // room for Observed, which has mostly one
	logged world.LogPlace  // where it is in the world's log
	inLog  *LoggedRequest  // the same entry; nil: it is not there
	polls  []world.Poll    // those that count only once the response was sent
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
		c.remember(tx)
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
