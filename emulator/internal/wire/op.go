package wire

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/job"
)

// Op is one operation of an API: it decodes a call, carries it out, and encodes the result or an error.
type Op[Q, A any] struct {
	Name   string // as rules and the log name it, without the API
	Decode func(*Call) (Q, error)
	Do     func(*Call, Q) (A, error)
	Encode func(http.ResponseWriter, *Call, A)
	Fail   func(http.ResponseWriter, *Call, error)
	// Names returns the jobs that a request names. The journal has them where a rule responds before any job is looked up. It
	// may be nil.
	Names func(Q) []job.Ref
}

// ServeHTTP responds to one request.
func (op Op[Q, A]) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	c := CallOf(w)
	if c.ApplyRule(w, op.Name, op.Fail) {
		op.name(c)
		return
	}
	q, err := op.Decode(c)
	if err != nil {
		c.Refuse(err)
		op.Fail(w, c, err)
		return
	}
	a, err := op.Do(c, q)
	if err != nil {
		c.Refuse(err)
		op.Fail(w, c, err)
		return
	}
	c.called()
	op.Encode(w, c, a)
}

// name stores the jobs that a call names to which a rule has responded.
func (op Op[Q, A]) name(c *Call) {
	if op.Names == nil {
		return
	}
	if q, err := op.Decode(c); err == nil {
		c.requested = op.Names(q)
	}
}
