package wire

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// ApplyRule matches an operation with the rules before it is carried out. It returns true if a rule has responded in the
// operation's place. What else a rule wants (a script for a started job, an edited, delayed or broken response) the Call keeps
// for later. fail writes the operation's native errors. Rules for paths are matched before the operation is known, and come
// before rules for calls. An Op calls ApplyRule by itself.
func (c *Call) ApplyRule(w http.ResponseWriter, op string, fail func(http.ResponseWriter, *Call, error)) bool {
	c.Op = op
	m := c.World.MatchRule(world.RuleCall{API: c.API, Op: op, Path: c.URL.Path, Request: c, Claimed: c.nth > 0})
	if m.Rule == nil {
		return false
	}
	c.rule, c.nth, c.wait = m.Rule, m.Nth, m.Wait
	return c.answered(w, fail)
}

// answered writes the response of the call's rule, if it has one, in place of the operation's own.
func (c *Call) answered(w http.ResponseWriter, fail func(http.ResponseWriter, *Call, error)) bool {
	a := c.rule.Answer
	if a == nil {
		if !c.rule.Break.Executes() {
			w.WriteHeader(http.StatusOK) // there is no response to compute; the recorder breaks this one
			return true
		}
		return false
	}
	setHeaders(w.Header(), a.Headers)
	switch {
	case a.Retry != nil:
		w.Header().Set("Retry-After", c.retryAfter(*a.Retry))
	case c.wait > 0:
		w.Header().Set("Retry-After", c.retryAfter(rule.Retry{After: c.wait}))
	}
	m := c.dispatcher.apis[c.API]
	switch {
	case a.Code != "":
		fail(w, c, c.refusal(a))
	case a.Result != nil && m.WriteResult != nil:
		m.WriteResult(w, c, []byte(*a.Result))
	default:
		c.literal(w, a)
	}
	return true
}

// literal writes a literal response.
func (c *Call) literal(w http.ResponseWriter, a *rule.Answer) {
	var body []byte
	if a.Body != nil {
		body = []byte(*a.Body)
		c.code = errorIn(*a.Body)
	}
	if identify := c.dispatcher.apis[c.API].Identify; a.FillID && identify != nil {
		body = identify(c, body)
	}
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(cmp.Or(a.Status, http.StatusOK))
	_, _ = w.Write(body) // a write error means that the client has gone
}

// errorIn returns the code of a native error in a body, by the members in which the APIs have it; empty if there is none.
func errorIn(body string) string {
	for _, path := range [...]string{"error.name", "error.code", "error_code", "results.#.error_code|0"} {
		if code := gjson.Get(body, path); code.String() != "" {
			return code.String()
		}
	}
	return ""
}

func (c *Call) retryAfter(r rule.Retry) string {
	if r.Date {
		return c.World.Clock().Now().Add(r.After).UTC().Format(http.TimeFormat)
	}
	return strconv.Itoa(int(math.Ceil(r.After.Seconds())))
}

// refusal returns the native error that an answer names.
func (c *Call) refusal(a *rule.Answer) error {
	row, ok := c.table[a.Code]
	if !ok {
		row = job.ErrorRow{Code: a.Code, HTTP: http.StatusInternalServerError, Message: a.Code}
		if c.dispatcher.apis[c.API].WriteResult != nil {
			row.HTTP = http.StatusOK // an envelope for results has one for errors, whatever the status
		}
	}
	row.Number = a.Number
	if a.Status != 0 {
		row.HTTP = a.Status
	}
	message := a.Message
	if message == "" {
		var words []any
		if of := c.dispatcher.apis[c.API].ErrorWords; of != nil {
			words = of(c, a.Code)
		}
		return filled(row, words...)
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

// Script returns the timeline of a job that the call starts: that of the rule that claims the call, if it has one, else the
// default.
func (c *Call) Script(def *job.Timeline) *job.Timeline {
	if c.rule.Start == nil || c.rule.Start.Timeline == nil {
		return def
	}
	if fill := c.dispatcher.apis[c.API].FillScript; fill != nil {
		return fill(c, c.rule.Start.Timeline)
	}
	return c.rule.Start.Timeline
}

// Begin starts a job for the call. The spec says how it goes unless a rule has a script; a parent without a script leaves the
// rule's script to its sub-jobs.
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
