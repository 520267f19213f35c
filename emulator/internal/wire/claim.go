package wire

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// ApplyRule asks the scenario's rules about an operation before it is carried out. It answers true when a rule has answered
// in the operation's place; what else the rule wants (a script for a started job, a delay, a broken answer) it keeps for
// later on the way. fail is the operation's own way to say no. An Op does this by itself.
func (c *Call) ApplyRule(w http.ResponseWriter, op string, fail func(http.ResponseWriter, *Call, error)) bool {
	c.Op = op
	r, nth := c.World.MatchRule(c.API, op, c.URL.Path, c)
	if nth == 0 {
		return false
	}
	c.rule, c.nth = r, nth
	return c.answered(w, fail)
}

// answered sends what the call's rule wants sent in place of the operation's own answer.
func (c *Call) answered(w http.ResponseWriter, fail func(http.ResponseWriter, *Call, error)) bool {
	a := c.rule.Answer
	if a == nil {
		if !c.rule.Break.Executes() {
			w.WriteHeader(http.StatusOK) // there is no answer to compute; the recorder breaks this one
			return true
		}
		return false
	}
	for _, h := range a.Headers {
		w.Header().Set(h.Name, h.Value)
	}
	if a.Retry != nil {
		w.Header().Set("Retry-After", c.retryAfter(*a.Retry))
	}
	if a.Code != "" {
		fail(w, c, c.refusal(a))
		return true
	}
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(a.Status)
	if a.Body != nil {
		_, _ = w.Write([]byte(*a.Body)) // a client that went away is its own affair
	}
	return true
}

func (c *Call) retryAfter(r rule.Retry) string {
	if r.Date {
		return c.World.Clock().Now().Add(r.After).UTC().Format(http.TimeFormat)
	}
	return strconv.Itoa(int(math.Ceil(r.After.Seconds())))
}

// refusal is the native error that an answer names.
func (c *Call) refusal(a *rule.Answer) error {
	row, ok := c.table[a.Code]
	if !ok {
		row = job.ErrorRow{Code: a.Code, HTTP: http.StatusInternalServerError, Message: a.Code}
	}
	if a.Status != 0 {
		row.HTTP = a.Status
	}
	message := a.Message
	if message == "" {
		return filled(row)
	}
	return &APIError{row, message}
}

// Value returns what a rule compares: a part of the body, a variable of the path, a query argument, or a header. It reports whether
// the request has it.
func (c *Call) Value(from rule.Source, name string) (string, bool) {
	switch from {
	case rule.FromBody:
		return c.bodyValue(name)
	case rule.FromPath:
		v := c.Var(name)
		return v, v != ""
	case rule.FromQuery:
		return c.URL.Query().Get(name), c.URL.Query().Has(name)
	default:
		v := c.Header.Get(name)
		return v, v != ""
	}
}

// Script is the timeline of what a call starts: the rule's, if one claimed the call and has one, else the default.
func (c *Call) Script(def *job.Timeline) *job.Timeline {
	if c.rule.Start != nil && c.rule.Start.Timeline != nil {
		return c.rule.Start.Timeline
	}
	return def
}

// Begin starts a job that this call asks for. The spec says how it goes by default; a rule may say it otherwise. A
// parent without a script leaves the rule's to its sub-jobs.
func (c *Call) Begin(tx *world.Tx, spec job.Spec) (job.Snapshot, error) {
	c.begun = true
	if start := c.rule.Start; start != nil {
		spec.Consistency = start.Consistency
		if spec.Timeline == nil && len(spec.Children) > 0 {
			for i := range spec.Children {
				spec.Children[i].Timeline = c.Script(spec.Children[i].Timeline)
			}
		} else {
			spec.Timeline = c.Script(spec.Timeline)
		}
		if start.Expires > 0 {
			spec.Expires = start.Expires
		}
	}
	snap, err := tx.Start(spec)
	if full, ok := errors.AsType[*job.LimitError](err); ok {
		c.full = full.Error()
		err = cmp.Or(c.dispatcher.apis[c.API].Full, err)
	}
	return snap, err
}
